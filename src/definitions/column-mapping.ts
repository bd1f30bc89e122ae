import { type CodeLists, fold, UNKNOWN_CODE } from '../domain/codes.ts';
import type { ColumnKind, FactColumn } from '../domain/facts-columns.ts';
import { buildSpellings, type Members, type OwnSpellings } from '../domain/spellings.ts';
import { isSpellable, NOT_KNOWN, type Vocabulary, vocabulary } from '../domain/vocabulary.ts';
import type { ColumnOrigin, Source } from './hotline.ts';
import type { ColumnDefinition, HotlineDefinition } from './hotline-schema.ts';

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

/** The keys of a column's mapping that only some kinds may have. */
type Option = 'formats' | 'form' | 'codes' | 'oneValue';

/** A constant for a kind of column: the valid values, and the message for others. */
interface ConstantRule {
  readonly fits: (value: NonNullable<ColumnDefinition['constant']>) => boolean;
  readonly expected: string;
}

/** The rules for a kind of column in a hotline's file. */
interface MappingRules {
  /** Whether every table must declare where the column comes from. */
  readonly isRequired: boolean;
  readonly options: readonly Option[];
  /** Null if the column needs cells. */
  readonly constant: ConstantRule | null;
}

const ID: MappingRules = { isRequired: false, options: ['form'], constant: null };
const CODE: MappingRules = {
  isRequired: false,
  options: ['codes'],
  constant: { fits: (value) => typeof value === 'string', expected: 'it takes one code' },
};

const MAPPING_RULES: Readonly<Record<ColumnKind, MappingRules>> = {
  'own-id': ID,
  link: { ...ID, isRequired: true },
  reference: ID,
  date: { isRequired: true, options: ['formats'], constant: null },
  flag: {
    isRequired: true,
    options: [],
    constant: { fits: (value) => typeof value === 'boolean', expected: 'allowed: true, false' },
  },
  line: {
    ...CODE,
    constant: {
      fits: (value) => typeof value === 'string',
      expected: "it takes the key of one of the hotline's lines",
    },
  },
  code: CODE,
  age: CODE,
  codes: {
    isRequired: false,
    options: ['codes', 'oneValue'],
    constant: { fits: Array.isArray, expected: 'it takes a list of codes' },
  },
};

/** Returns the normalised origin of a canonical column. Refuses what the column's content does not allow. */
export function columnMapping(
  context: MappingContext,
  at: string,
  column: FactColumn,
  mapping: ColumnDefinition | undefined,
): ColumnOrigin {
  if (!mapping) {
    if (MAPPING_RULES[column.holds].isRequired) context.refuse(at, 'is missing; it needs a heading or a constant');
    return { from: 'nothing' };
  }
  checkCombination(context, at, column, mapping);
  if (mapping.constant !== undefined) return constantOrigin(context, at, column, mapping.constant);
  if (mapping.flags) return flagsOrigin(context, at, mapping.flags);
  if (mapping.heading === undefined) return context.refuse(at, 'needs a heading, flags or a constant');
  return {
    from: 'cells',
    source: source({ ...mapping, heading: mapping.heading }),
    formats: mapping.formats ?? context.definition.dateFormats,
    vocabulary: columnVocabulary(context, at, column, mapping),
    oneValue: mapping.oneValue ?? false,
    idForms: [mapping.form ?? []].flat(),
  };
}

function checkCombination({ refuse }: MappingContext, at: string, column: FactColumn, mapping: ColumnDefinition): void {
  const given = (['heading', 'flags', 'constant'] as const).filter((key) => mapping[key] !== undefined);
  const { isRequired, options } = MAPPING_RULES[column.holds];
  const isCoded = options.includes('codes');
  const faults: readonly (readonly [unknown, string])[] = [
    [given.length > 1, `has ${given.join(' and ')}; only one of them is allowed`],
    [mapping.flags && column.list !== 'country', 'has flags; only a list of countries may'],
    [mapping.formats && !options.includes('formats'), 'has formats; only a date may'],
    [mapping.optional && isRequired, 'is optional; every record needs it'],
    [mapping.form && !options.includes('form'), 'has a form; only an id may'],
    [mapping.codes && !isCoded, 'has codes; only a coded column may'],
    [mapping.writtenInCodes !== undefined && !column.list, 'has writtenInCodes; only a column of a code list may'],
    [mapping.oneValue && !options.includes('oneValue'), 'has oneValue; only a column of several values may'],
    [mapping.oneValue && given[0] !== 'heading', 'has oneValue; only a column with a heading may'],
    [mapping.separators && !isCoded, 'has separators; only a coded column may'],
  ];
  for (const [isFault, what] of faults) if (isFault) refuse(at, what);
}

function flagsOrigin(context: MappingContext, at: string, flags: NonNullable<ColumnDefinition['flags']>): ColumnOrigin {
  for (const { country } of flags) checkCode(context, `${at}.flags`, context.codes.country, country);
  return { from: 'flags', flags: flags.map((flag) => ({ source: source(flag), country: flag.country })) };
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
  if (!keys.includes(key)) context.refuse(at, `"${key}" is not a code; allowed: ${keys.slice(0, 60).join(', ')}`);
}

/** Returns the code list of a column; the hotline's own lines are a list too. */
function columnList({ codes, definition }: MappingContext, column: FactColumn): Members | null {
  if (column.list) return codes[column.list];
  if (column.holds !== 'line') return null;
  return { codes: definition.lines.map(({ key, label }) => ({ key, label, aliases: [] })) };
}

/**
 * Returns the hotline's own spellings of a column: those for the column's list and for the column, or the names of its
 * lines.
 */
function ownSpellings({ definition }: MappingContext, { list }: FactColumn, mapping: ColumnDefinition): OwnSpellings[] {
  const notKnown = { [(list && UNKNOWN_CODE[list]) ?? NOT_KNOWN]: definition.notKnown ?? [] };
  if (list) return [definition.codes?.[list] ?? {}, mapping.codes ?? {}, notKnown];
  const lines = definition.lines.map(({ key, label, aliases }): OwnSpellings => {
    return { [key]: [key, label.en, label.es, ...(aliases ?? [])] };
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
    inCodes: mapping.writtenInCodes ?? (name !== undefined && (definition.writtenInCodes?.includes(name) ?? false)),
    own: ownSpellings(context, column, mapping),
    fail: (what) => context.refuse(`${at}: codes`, what),
  });
  const separators = mapping.separators ?? definition.valueSeparators;
  return vocabulary({ list, name, spellings, separators, combinations: name && definition.combine?.[name] });
}
