import { CODE_LISTS, type Code, type CodeLists, STANDARD_CODES } from '../domain/codes.ts';
import { Failure } from '../domain/failure.ts';
import type { Hotline } from './hotline.ts';

/** Returns the codes that at least one of these hotlines may write. */
export function writableCodes(codes: CodeLists, hotlines: readonly string[]): CodeLists {
  return mapCodes(codes, (code) => (isWritable(code, hotlines) ? [code] : []));
}

const isWritable = ({ hotlines }: Code, ids: readonly string[]): boolean =>
  hotlines === undefined || ids.some((id) => hotlines.includes(id));

/**
 * Returns the codes of a sheet's figures: those that its hotlines may write. A code of a closed list that was added for
 * other hotlines is marked as `onlyCounted`: these hotlines do not name it, so a sheet prints it only if it occurs.
 */
export function sheetCodes(codes: CodeLists, hotlines: readonly Pick<Hotline, 'id' | 'named'>[]): CodeLists {
  const ids = hotlines.map(({ id }) => id);
  return mapCodes(writableCodes(codes, ids), (code, list) => {
    const standard = STANDARD_CODES[list];
    const isNamed = hotlines.some(({ named }) => named.get(list)?.has(code.key));
    const isExpected = !standard || standard.includes(code.key) || isNamed || code.hotlines !== undefined;
    return [isExpected ? code : { ...code, onlyCounted: true as const }];
  });
}

/**
 * Returns the lines of all hotlines as codes, and "unknown" for a signal whose line is not known; lines of one key
 * are one code.
 */
export function lineCodes(hotlines: readonly Pick<Hotline, 'id' | 'lines'>[], { gender }: CodeLists): Code[] {
  const lines = new Map<string, Code>();
  for (const { id, lines: own } of hotlines)
    for (const { key, label } of own) {
      const other = lines.get(key);
      lines.set(key, { key, label: other?.label ?? label, aliases: [], hotlines: [...(other?.hotlines ?? []), id] });
    }
  const unknown = gender.codes.find(({ key }) => key === 'unknown');
  return [...lines.values(), ...(unknown ? [{ ...unknown, aliases: [], onlyCounted: true as const }] : [])];
}

/** Returns the lists with each code replaced by some codes, or none. */
export function mapCodes(codes: CodeLists, change: (code: Code, list: string) => readonly Code[]): CodeLists {
  const lists = CODE_LISTS.map((name) => [
    name,
    { ...codes[name], codes: codes[name].codes.flatMap((code) => change(code, name)) },
  ]);
  const own = codes.own?.map((list) => ({ ...list, codes: list.codes.flatMap((code) => change(code, list.name)) }));
  const lines = codes.lines?.flatMap((line) => change(line, 'line'));
  return { ...codes, ...Object.fromEntries(lists), ...(own && { own }), ...(lines && { lines }) };
}

/** @throws Failure DefinitionInvalid if a code names a hotline that is not installed */
export function assertHotlinesExist(codes: CodeLists, hotlines: readonly string[]): void {
  const lists = [...CODE_LISTS.map((name) => codes[name]), ...(codes.own ?? [])];
  for (const { name, codes: members } of lists)
    for (const [index, { key, hotlines: own = [] }] of members.entries())
      for (const id of own)
        if (!hotlines.includes(id))
          throw new Failure(
            'DefinitionInvalid',
            `codes/${name}.json: codes[${index}] (${key}): hotlines: there is no hotline "${id}"; the hotlines are ${hotlines.join(', ')}.`,
          );
}
