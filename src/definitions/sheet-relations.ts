import { Failure } from '../domain/failure.ts';
import type { ClaimedFilter, FileTables, SheetClaims } from './sheet-claims.ts';

/** The files of each hotline's month. */
export type HotlineFiles = ReadonlyMap<string, readonly FileTables[]>;

/**
 * Returns the sheets whose pages must be compared with a sheet's: those that either declares as related, and those
 * related to them in turn.
 * @param all the claims of every installed sheet, including this one
 * @throws Failure DefinitionInvalid with both sheets and what to write, if a sheet that counts records of the same file
 *   of a hotline is neither `related` nor `unrelated`, if the two contradict each other, or if the sheets' filters show
 *   that they are not unrelated
 */
export function relatedSheets(own: SheetClaims, all: readonly SheetClaims[], files: HotlineFiles): string[] {
  const others = all.filter(({ id }) => id !== own.id);
  const errors = [
    ...unknownNames(own, others),
    ...others.flatMap(
      (other) => contradiction(own, other) ?? untrueReason(own, other, files) ?? undeclaredErrors(own, other, files),
    ),
  ];
  if (errors.length > 0) {
    const lines = errors.map((line) => `  ${line}`).join('\n');
    throw new Failure('DefinitionInvalid', `${sheetPath(own)}:\n${lines}`);
  }
  const matches = new Set([own.id]);
  for (const id of matches)
    for (const claims of all)
      if (!matches.has(claims.id) && declaresRelated(claims, findClaims(all, id))) matches.add(claims.id);
  matches.delete(own.id);
  return [...matches].toSorted();
}

const sheetPath = ({ id }: SheetClaims): string => `templates/${id}/sheet.json`;
const findClaims = (all: readonly SheetClaims[], id: string): SheetClaims | undefined =>
  all.find((claims) => claims.id === id);

/** Either side may declare it. */
const declaresRelated = (first: SheetClaims, other: SheetClaims | undefined): boolean =>
  other !== undefined && (first.related.includes(other.id) || other.related.includes(first.id));

function unknownNames({ id, related, unrelated }: SheetClaims, others: readonly SheetClaims[]): string[] {
  const there = others.map((other) => other.id).join(', ') || 'none';
  const error = (key: string, name: string): string =>
    name === id
      ? `${key}: "${name}" is this sheet itself`
      : `${key}: there is no sheet "${name}" under templates/, or it cannot be read; other sheets are: ${there}`;
  const wrong = (name: string): boolean => others.every((other) => other.id !== name);
  return [
    ...related.filter(wrong).map((name) => error('related', name)),
    ...Object.keys(unrelated)
      .filter(wrong)
      .map((name) => error('unrelated', name)),
  ];
}

const unrelatedReason = (first: SheetClaims, other: SheetClaims): string =>
  Object.hasOwn(first.unrelated, other.id) ? (first.unrelated[other.id]?.trim() ?? '') : '';

function contradiction(own: SheetClaims, other: SheetClaims): string[] | null {
  if (!declaresRelated(own, other) || (unrelatedReason(own, other) === '' && unrelatedReason(other, own) === ''))
    return null;
  return [
    `related, unrelated: "${own.id}" and "${other.id}" are declared as both (see also ${sheetPath(other)}); remove one of the two`,
  ];
}

/**
 * Sheets are not unrelated if, from the day on which the later one begins, one counts every record that the other counts:
 * a period has no end. Whether others are is for their editors to say. A sheet that is no longer published is related
 * too, because its readers still have its pages; where these share no record, the attack finds none.
 */
function untrueReason(own: SheetClaims, other: SheetClaims, files: HotlineFiles): string[] | null {
  if (unrelatedReason(own, other) === '' && unrelatedReason(other, own) === '') return null;
  if (sharedFiles(own, other, files).length === 0) return null;
  for (const table of ['cases', 'signals'] as const) {
    if (![own, other].every(({ tables }) => tables.includes(table))) continue;
    for (const [narrow, wide] of [[own, other] as const, [other, own] as const])
      if (isWithin(narrow.filters[table], wide.filters[table]))
        return [
          `unrelated: "${narrow.id}" and "${wide.id}" are not unrelated: by their filters, all ${table} that "${narrow.id}" counts of a hotline that both have, from the day on which both count, are in "${wide.id}" too; write "related": ["${other.id}"] instead`,
        ];
  }
  return null;
}

/** Whether every record that passes a filter passes another one. */
const isWithin = (narrow: ClaimedFilter, wide: ClaimedFilter): boolean =>
  [...wide].every(([column, values]) => narrow.get(column)?.every((value) => values.includes(value)) ?? false);

function undeclaredErrors(own: SheetClaims, other: SheetClaims, files: HotlineFiles): string[] {
  if (declaresRelated(own, other) || unrelatedReason(own, other) !== '' || unrelatedReason(other, own) !== '')
    return [];
  const shared = sharedFiles(own, other, files);
  if (shared.length === 0) return [];
  return [
    `related: "${own.id}" and "${other.id}" both count records of ${shared.join(', ')}, and do not declare their relation: readers of both pages can subtract one from the other.`,
    `Write one of these into ${sheetPath(own)} or ${sheetPath(other)}:`,
    `  "related": ["${other.id}"]`,
    '    each is approved only if its readers cannot learn a small number from both together',
    `  "unrelated": { "${other.id}": "one counts cases of sex trafficking only, the other of labor only" }`,
    '    with your reason why no record is counted by both',
    `(in ${sheetPath(other)}, with the name "${own.id}")`,
  ];
}

/**
 * The files of which both count records: `nhth (cases, victims)`. One file may contain the records of several tables.
 */
function sharedFiles(own: SheetClaims, other: SheetClaims, files: HotlineFiles): string[] {
  return own.hotlines
    .filter((hotline) => other.hotlines.includes(hotline))
    .flatMap((hotline) => {
      const read = (files.get(hotline) ?? []).filter(({ tables }) =>
        [own, other].every((sheet) => sheet.tables.some((table) => tables.includes(table))),
      );
      return read.length > 0 ? [`${hotline} (${read.map(({ stem }) => stem).join(', ')})`] : [];
    });
}
