import type { ColumnKind, FactColumn } from '../domain/facts-columns.ts';
import { parseDay, parseMonth } from '../domain/month.ts';
import type { ColumnDefinition } from './column-schema.ts';

/** The keys of a column's mapping that only some kinds may have. */
type Option = 'at' | 'yes' | 'formats' | 'form' | 'codes' | 'oneValue' | 'headings' | 'row';

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

const ID: MappingRules = { isRequired: false, options: ['form', 'headings', 'row'], constant: null };
const CODE: MappingRules = {
  isRequired: false,
  options: ['codes'],
  constant: { fits: (value) => typeof value === 'string', expected: 'it takes one code, for example "labor"' },
};

/** Whether a text is a day, a month or a year, as constants write it. */
const isIsoDate = (text: string): boolean =>
  parseDay(text) !== null || parseMonth(text) !== null || parseMonth(`${text}-01`) !== null;

export const MAPPING_RULES: Readonly<Record<ColumnKind, MappingRules>> = {
  'own-id': ID,
  link: { ...ID, isRequired: true },
  reference: ID,
  date: {
    isRequired: true,
    options: ['formats', 'headings'],
    constant: {
      fits: (value) => typeof value === 'string' && isIsoDate(value),
      expected: 'it takes a day, a month or a year, for example "2018-05-31", "2018-05" or "2018"',
    },
  },
  flag: {
    isRequired: true,
    options: ['yes'],
    constant: { fits: (value) => typeof value === 'boolean', expected: 'allowed: true, false' },
  },
  line: {
    ...CODE,
    constant: {
      fits: (value) => typeof value === 'string',
      expected: 'it takes the key of one of the lines of the hotline, for example "ceiba"',
    },
  },
  code: CODE,
  age: { ...CODE, options: ['codes', 'at', 'formats'] },
  count: { isRequired: false, options: [], constant: null },
  codes: {
    isRequired: false,
    options: ['codes', 'oneValue'],
    constant: { fits: Array.isArray, expected: 'it takes a list of codes, for example ["GT"]' },
  },
};

/** Returns what a column may consist of, and an example. */
export function expectedOrigin({ holds, name }: FactColumn): string {
  const { options, constant } = MAPPING_RULES[holds];
  const origins = [
    '"heading"',
    ...(options.includes('headings') ? ['"headings"'] : []),
    ...(isRowId(name) ? ['"row"'] : []),
    ...(options.includes('codes') ? ['"flags"'] : []),
    ...(constant ? ['"constant"'] : []),
  ];
  return `give it ${origins.join(' or ')}, for example { "heading": "Date" }`;
}

/** Whether a column may have the row itself as its id: the partner's id cannot be in a row of this hotline. */
const isRowId = (name: string): boolean => name.endsWith('_id') && name !== 'partner_case_id';

/**
 * Refuses a mapping with keys that do not belong together, or to the kind of the column.
 *
 * @param refuse reports what is wrong; must throw
 */
export function checkCombination(column: FactColumn, mapping: ColumnDefinition, refuse: (what: string) => never): void {
  for (const [isWrong, what] of [...originErrors(column, mapping), ...optionErrors(column, mapping)])
    if (isWrong) refuse(what);
}

/** What is wrong if the first item is true (or given). */
type RuleError = readonly [unknown, string];

function originErrors(column: FactColumn, mapping: ColumnDefinition): RuleError[] {
  const given = ORIGINS.filter((key) => mapping[key] !== undefined);
  const { isRequired, options } = MAPPING_RULES[column.holds];
  const hasHeading = given[0] === 'heading';
  return [
    [given.length > 1, `has ${given.join(' and ')}; only one of them is allowed`],
    [mapping.flags && !options.includes('codes'), 'has flags; only a coded column may'],
    [mapping.headings && !options.includes('headings'), 'has headings; only an id or a date may'],
    [mapping.row && !isRowId(column.name), `has row; ${ROW_IDS}`],
    [mapping.aliases && !hasHeading, 'has aliases; only a column with a heading may'],
    [mapping.form && !hasHeading, 'has a form; only an id with one heading may'],
    [mapping.oneValue && !hasHeading, 'has oneValue; only a column with a heading may'],
    [mapping.optional && isRequired, 'is optional; every record needs it'],
  ];
}

function optionErrors({ holds, list }: FactColumn, mapping: ColumnDefinition): RuleError[] {
  const { options } = MAPPING_RULES[holds];
  const isCoded = options.includes('codes');
  return [
    [mapping.at && !options.includes('at'), 'has at; only a column of ages may'],
    [mapping.at && mapping.heading === undefined, 'has at; it needs the heading of the date of birth'],
    [
      mapping.formats && holds === 'age' && !mapping.at,
      'has formats; ages have them only with "at", for dates of birth',
    ],
    [mapping.formats && !options.includes('formats'), 'has formats; only a date may'],
    [mapping.formats && mapping.constant !== undefined, 'has formats and a constant; leave out the formats'],
    [mapping.form && !options.includes('form'), 'has a form; only an id may'],
    [mapping.codes && !isCoded, 'has codes; only a coded column may'],
    [(mapping.yes ?? mapping.no) && !options.includes('yes'), 'has yes or no; only a yes-or-no column and flags may'],
    [mapping.writtenInCodes !== undefined && !list, 'has writtenInCodes; only a column of a code list may'],
    [mapping.oneValue && !options.includes('oneValue'), 'has oneValue; only a column of several values may'],
    [mapping.separators && !isCoded, 'has separators; only a coded column may'],
  ];
}

const ORIGINS = ['heading', 'headings', 'row', 'flags', 'constant'] as const;

const ROW_IDS = 'only signal_id, case_id, victim_id and trafficker_id may';
