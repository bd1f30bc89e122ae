import { type CodeLists, codesOf, fold } from '../domain/codes.ts';
import { shortList } from '../domain/definition-errors.ts';
import { type FactColumn, unknownCode } from '../domain/facts-columns.ts';
import { labelsIn } from '../domain/languages.ts';
import { buildSpellings, type Members, type OwnSpellings } from '../domain/spellings.ts';
import { isPattern } from '../domain/text/name-pattern.ts';
import { isSpellable, NOT_KNOWN, type Vocabulary, vocabulary } from '../domain/vocabulary.ts';
import { checkCombination, expectedOrigin, MAPPING_RULES } from './column-rules.ts';
import type { ColumnDefinition } from './column-schema.ts';
import { flagWords } from './flag-words.ts';
import type { CodeFlag, ColumnOrigin, FlagWords, Source } from './hotline.ts';
import type { HotlineDefinition } from './hotline-schema.ts';

/**
 * What the normalisation of a hotline's columns needs: the checked definition, the code lists, and a function to report
 * errors.
 */
export interface MappingContext {
  readonly definition: HotlineDefinition;
  readonly codes: CodeLists;
  readonly refuse: (at: string, what: string) => never;
}

/** A column of a file by its heading and aliases. */
export const source = (column: {
  readonly heading: string;
  readonly aliases?: readonly string[] | undefined;
  readonly optional?: boolean | undefined;
}): Source => ({
  heading: column.heading,
  spellings: new Set([column.heading, ...(column.aliases ?? [])].map(fold)),
  optional: column.optional ?? false,
});

/** Returns the normalised origin of a canonical column. Refuses what the column's content does not allow. */
export function columnMapping(
  context: MappingContext,
  at: string,
  column: FactColumn,
  mapping: ColumnDefinition | undefined,
): ColumnOrigin {
  if (!mapping) {
    if (MAPPING_RULES[column.holds].isRequired) context.refuse(at, `is missing; ${expectedOrigin(column)}`);
    return { from: 'nothing' };
  }
  checkCombination(column, mapping, (what) => context.refuse(at, what));
  if (mapping.constant !== undefined) return constantOrigin(context, at, column, mapping.constant);
  if (mapping.flags) return flagsOrigin(context, at, column, mapping.flags);
  if (mapping.row) return { from: 'row' };
  if (mapping.headings) {
    const formats = mapping.formats ?? context.definition.dateFormats;
    return { from: 'joined', sources: joinedSources(context, at, mapping), formats, part: null };
  }
  if (mapping.heading === undefined)
    return context.refuse(at, `does not say where its values come from; ${expectedOrigin(column)}`);
  return {
    from: 'cells',
    source: source({ ...mapping, heading: mapping.heading }),
    formats: mapping.formats ?? context.definition.dateFormats,
    at: mapping.at
      ? { source: source(mapping.at), formats: mapping.at.formats ?? context.definition.dateFormats }
      : null,
    vocabulary: columnVocabulary(context, at, column, mapping),
    words: ownFlagWords(context, at, mapping),
    oneValue: mapping.oneValue ?? false,
    idForms: [mapping.form ?? []].flat(),
  };
}

/** An id that needs several columns must have all of them, so each heading is required unless the column is optional. */
function joinedSources(
  { refuse }: MappingContext,
  at: string,
  { headings = [], optional }: ColumnDefinition,
): Source[] {
  const sources = headings.map((part) =>
    source({ ...(typeof part === 'string' ? { heading: part } : part), optional }),
  );
  const seen = new Set<string>();
  for (const { heading, spellings } of sources)
    for (const spelling of spellings) {
      if (seen.has(spelling)) refuse(`${at}.headings`, `names "${heading}" twice`);
      seen.add(spelling);
    }
  return sources;
}

function flagsOrigin(
  context: MappingContext,
  at: string,
  column: FactColumn,
  flags: NonNullable<ColumnDefinition['flags']>,
): ColumnOrigin {
  const list = columnList(context, column);
  if (!list) return context.refuse(at, 'has flags; only a coded column may');
  const codeFlags = flags.map((flag, index): CodeFlag => {
    const place = `${at}.flags[${index}]`;
    const code = flag.code ?? flag.country;
    if (code === undefined || (flag.code !== undefined && flag.country !== undefined))
      return context.refuse(place, 'needs one code, for example { "heading": "Is forced labor", "code": "labor" }');
    if (flag.country !== undefined && column.list !== 'country')
      context.refuse(place, 'has a country; only a list of countries may, use "code"');
    checkCode(context, place, list, code);
    return { source: source(flag), code, words: notKnownIsNo(context, ownFlagWords(context, place, flag)) };
  });
  const name = column.list;
  const spellings = new Map(list.codes.map(({ key }) => [fold(key), [key]]));
  const combinations = name === undefined ? undefined : context.definition.combine?.[name];
  return {
    from: 'flags',
    flags: codeFlags,
    vocabulary: vocabulary({ list, name, spellings, separators: ['\n'], combinations }),
  };
}

/** A flag for a code that is not known does not give the code, so the hotline's signs for "not known" mean no. */
function notKnownIsNo({ definition }: MappingContext, { yes, no }: FlagWords): FlagWords {
  const signs = definition.notKnown?.map(fold).filter((sign) => !yes.has(sign)) ?? [];
  return { yes, no: new Set([...no, ...signs]) };
}

/** Returns how a column writes yes and no: in its own words, otherwise in the hotline's. */
export function ownFlagWords(
  { definition, refuse }: MappingContext,
  at: string,
  own: Pick<ColumnDefinition, 'yes' | 'no'>,
): FlagWords {
  const words = { yes: own.yes ?? definition.flags.yes, no: own.no ?? definition.flags.no };
  const no = new Set(words.no.map(fold));
  for (const word of words.yes) if (no.has(fold(word))) refuse(at, `"${word}" means both yes and no`);
  return flagWords(words);
}

function constantOrigin(
  context: MappingContext,
  at: string,
  column: FactColumn,
  value: NonNullable<ColumnDefinition['constant']>,
): ColumnOrigin {
  const { constant } = MAPPING_RULES[column.holds];
  if (!constant?.fits(value))
    context.refuse(at, `cannot be this constant; ${constant?.expected ?? 'it needs a heading'}`);
  const list = columnList(context, column);
  const keys = [value].flat().filter((key) => typeof key === 'string');
  for (const key of list ? keys : []) if (list) checkCode(context, `${at}.constant`, list, key);
  return { from: 'constant', value };
}

function checkCode(context: MappingContext, at: string, list: Members, key: string): void {
  const keys = list.codes.map((code) => code.key);
  if (!keys.includes(key)) context.refuse(at, `"${key}" is not a code; allowed: ${shortList(keys)}`);
}

/** Returns the code list of a column; the hotline's own lines are a list too. */
function columnList({ codes, definition }: MappingContext, column: FactColumn): Members | null {
  if (column.list) return { codes: codesOf(codes, column.list) };
  if (column.holds !== 'line') return null;
  return { codes: definition.lines.map(({ key, label }) => ({ key, label, aliases: [] })) };
}

/**
 * Returns the hotline's own spellings of a column: those for the column's list and for the column, or the names of its
 * lines.
 */
function ownSpellings({ definition }: MappingContext, column: FactColumn, mapping: ColumnDefinition): OwnSpellings[] {
  const { list } = column;
  const signs = definition.notKnown?.filter((sign) => sign !== '') ?? [];
  const notKnown = { [unknownCode(column) ?? NOT_KNOWN]: signs };
  if (list) return [definition.codes?.[list] ?? {}, mapping.codes ?? {}, notKnown];
  const lines = definition.lines.map(({ key, label, aliases }): OwnSpellings => {
    return { [key]: [key, ...labelsIn(label), ...(aliases ?? [])] };
  });
  return [...lines, mapping.codes ?? {}, notKnown];
}

function columnVocabulary(
  context: MappingContext,
  at: string,
  column: FactColumn,
  mapping: ColumnDefinition,
): Vocabulary | null {
  const list = columnList(context, column);
  if (!list) return null;
  for (const key of Object.keys(mapping.codes ?? {}))
    if (!isSpellable(list, column.list, key)) checkCode(context, `${at}.codes`, list, key);
  const { definition } = context;
  const name = column.list;
  const spellings = buildSpellings(list, {
    name,
    inCodes:
      mapping.writtenInCodes ??
      (name !== undefined && (definition.writtenInCodes?.some((list) => list === name) ?? false)),
    own: ownSpellings(context, column, mapping),
    fail: (what) => context.refuse(`${at}: codes`, what),
  });
  const separators = mapping.separators ?? definition.valueSeparators;
  for (const spelling of spellings.keys()) checkPrefix(context, `${at}: codes`, spelling, separators);
  const combinations = name === undefined ? undefined : definition.combine?.[name];
  return vocabulary({ list, name, spellings, separators, combinations });
}

/** A spelling with `*` is the beginning of one value, so it cannot contain a separator of values. */
function checkPrefix({ refuse }: MappingContext, at: string, spelling: string, separators: readonly string[]): void {
  if (!isPattern(spelling)) return;
  const prefix = spelling.slice(0, -1);
  if (prefix === '' || isPattern(prefix) || !spelling.endsWith('*'))
    refuse(at, `"${spelling}" cannot be matched; "*" may only be at the end, after some letters, like "Forced labor*"`);
  const separator = separators.find((text) => prefix.includes(text.toLowerCase()));
  if (separator !== undefined)
    refuse(at, `"${spelling}" contains "${separator}", which separates values; list the complete values instead`);
}
