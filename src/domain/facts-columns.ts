import {
  CODE_LISTS,
  type CodeLists,
  isAgeList,
  type OwnList,
  ownUnknown,
  UNKNOWN_CODE,
  type UnknownCode,
} from './codes.ts';
import type { Table } from './tables.ts';

/**
 * The kinds of columns of facts, by what their cells are: `own-id` the record's own id (derived from its position if
 * the hotline has none), `link` the id of the person's case, `reference` an id that may be missing, `count` how many
 * records the row stands for; the rest are what their names say.
 */
export type ColumnKind =
  | 'own-id'
  | 'link'
  | 'reference'
  | 'date'
  | 'flag'
  | 'line'
  | 'code'
  | 'age'
  | 'codes'
  | 'count';

/** The types of the canonical columns, as SQL names them. */
export type FactType = 'VARCHAR' | 'DATE' | 'BOOLEAN' | 'INTEGER' | 'VARCHAR[]';

/** The type of a kind of column, and whether its cells are ids, which are hashed and not coded. */
interface KindSpec {
  readonly type: FactType;
  readonly isId: boolean;
}

const KIND_SPECS: Readonly<Record<ColumnKind, KindSpec>> = {
  'own-id': { type: 'VARCHAR', isId: true },
  link: { type: 'VARCHAR', isId: true },
  reference: { type: 'VARCHAR', isId: true },
  date: { type: 'DATE', isId: false },
  flag: { type: 'BOOLEAN', isId: false },
  line: { type: 'VARCHAR', isId: false },
  code: { type: 'VARCHAR', isId: false },
  age: { type: 'VARCHAR', isId: false },
  codes: { type: 'VARCHAR[]', isId: false },
  count: { type: 'INTEGER', isId: false },
};

export interface FactColumn {
  readonly name: string;
  readonly type: FactType;
  readonly holds: ColumnKind;
  /** The code list of a `code`, `age` or `codes` column: one of every hotline, or an added one. */
  readonly list?: string;
  /** In a column of an added list: the code for an empty or unmatched value; null if it is omitted. */
  readonly unknown?: 'unknown' | null;
  /** The key of the column in a hotline's file, if it is not its name. */
  readonly key?: string;
  /** In a `codes` column: an empty cell is `unknown` instead of an empty list. */
  readonly emptyIsUnknown?: true;
}

/** Whether the cells of a column are ids. */
export const isIdColumn = ({ holds }: FactColumn): boolean => KIND_SPECS[holds].isId;

function column(name: string, holds: ColumnKind, list?: string): FactColumn {
  const { type } = KIND_SPECS[holds];
  return list === undefined ? { name, type, holds } : { name, type, holds, list };
}

const person = (ownId: string): FactColumn[] => [
  column(ownId, 'own-id'),
  column('case_id', 'link'),
  column('gender', 'code', 'gender'),
  column('age_group', 'age', 'age'),
  { ...column('nationalities', 'codes', 'country'), emptyIsUnknown: true },
];

/**
 * The canonical columns of each table of facts, in order. Ids are the hex of a keyed hash (NULL where a reference is
 * missing), dates are DATE, lists are VARCHAR[] of codes (never NULL). Source: the export contract.
 */
export const FACT_COLUMNS: Readonly<Record<Table, readonly FactColumn[]>> = {
  signals: [
    column('signal_id', 'own-id'),
    column('received_on', 'date'),
    column('line', 'line'),
    column('channel', 'code', 'channel'),
    column('trafficking_related', 'flag'),
    column('nexus', 'codes', 'country'),
    column('case_id', 'reference'),
  ],
  cases: [
    column('case_id', 'own-id'),
    column('opened_on', 'date'),
    column('trafficking_type', 'code', 'type'),
    column('venues', 'codes', 'venue'),
    column('states', 'codes', 'state'),
    column('countries', 'codes', 'country'),
    column('nexus', 'codes', 'country'),
    column('partner_case_id', 'reference'),
  ],
  victims: person('victim_id'),
  traffickers: person('trafficker_id'),
};

/**
 * The columns that only the facts of a hotline that maps them have: files of other hotlines do not change when a column
 * is added here.
 */
export const OPTIONAL_COLUMNS: Readonly<Record<Table, readonly FactColumn[]>> = {
  signals: [column('states', 'codes', 'state')],
  cases: [],
  victims: [],
  traffickers: [],
};

/** The prefix keeps the columns of added lists apart from all others, and from words of SQL. */
const OWN_PREFIX = 'own_';

/** Returns the column of an added list: `own_caller`. */
export function ownColumn(list: OwnList): FactColumn {
  const unknown = ownUnknown(list);
  const one = isAgeList(list) ? 'age' : 'code';
  return {
    ...column(`${OWN_PREFIX}${list.name.replaceAll('-', '_')}`, list.multi ? 'codes' : one, list.name),
    unknown,
    key: list.name,
    ...(list.multi && unknown !== null && { emptyIsUnknown: true }),
  };
}

/** Returns the columns that a hotline may map besides the canonical ones: optional columns, and those of added lists. */
export const extraColumns = (table: Table, { own = [] }: Pick<CodeLists, 'own'>): FactColumn[] => [
  ...OPTIONAL_COLUMNS[table],
  ...own.filter(({ tables }) => tables.includes(table)).map(ownColumn),
];

/** Returns the key of a column in a hotline's file. */
export const mappingKey = ({ key, name }: FactColumn): string => key ?? name;

/** Returns the code for an empty or unmatched value of a coded column; null if it is omitted. */
export function unknownCode({ list, unknown }: FactColumn): UnknownCode | null {
  if (unknown !== undefined) return unknown;
  const builtIn = CODE_LISTS.find((name) => name === list);
  return builtIn ? UNKNOWN_CODE[builtIn] : null;
}

/** Returns the record's own id among a table's id columns. */
export const findOwnId = <Id extends { readonly column: FactColumn }>(ids: readonly Id[]): Id | undefined =>
  ids.find(({ column }) => column.holds === 'own-id');

/** The columns of a table whose values describe a record: neither ids nor dates. */
export const attributeColumns = (table: Table): string[] =>
  FACT_COLUMNS[table].filter((own) => !isIdColumn(own) && own.holds !== 'date').map(({ name }) => name);

/**
 * The columns of every fact before its table's own: the hotline, the month of the export (NULL only for a loose file
 * checked without one), the 1-based record number in the file, counted from the row below the headings, and whether the
 * record is withdrawn: a row filter excludes it from the table now. A withdrawn fact has an id and no other value; it
 * replaces the record's version of an earlier month and is not counted. The weight is the number of records that the
 * fact represents: 1 unless the hotline's file consists of counts. The precision is how much of its date is known:
 * `day`, `month` or `year`; the date is then the last day of that month or year. If it is `unknown`, the date is NULL.
 */
const ORIGIN_COLUMNS: readonly FileColumn[] = [
  { name: 'hotline', type: 'VARCHAR' },
  { name: 'month', type: 'VARCHAR' },
  { name: 'record', type: 'INTEGER' },
  { name: 'withdrawn', type: 'BOOLEAN' },
  { name: 'weight', type: 'INTEGER' },
  { name: 'precision', type: 'VARCHAR' },
];

/** A column of a file of facts. */
export interface FileColumn {
  readonly name: string;
  readonly type: FactType;
}

/** The column of a fact's weight, for coding. */
export const WEIGHT: FactColumn = column('weight', 'count');

/** The column of the precision of a fact's date, for coding. */
export const PRECISION: FactColumn = column('precision', 'code');

/** The columns that every file of a table's facts has, in order. */
export const fileColumns = (table: Table): FileColumn[] => [...ORIGIN_COLUMNS, ...FACT_COLUMNS[table]];

/**
 * The names and types of the columns: stored in every file of facts, which is read again once they change.
 * @param extra the columns that the hotline maps besides the canonical ones
 */
export const fileSchema = (table: Table, extra: readonly FileColumn[] = []): string =>
  [...fileColumns(table), ...extra].map(({ name, type }) => `${name} ${type}`).join(', ');

/** Whether a file with this schema has the columns that the program reads; it may have columns of its hotline too. */
export const isCurrentSchema = (table: Table, schema: string): boolean =>
  schema === fileSchema(table) || schema.startsWith(`${fileSchema(table)}, `);

/** What only the program needs: the position of a record in its file, and whether a row filter excludes it. */
const INTERNAL: ReadonlySet<string> = new Set(['record', 'withdrawn']);

/** The columns of a table for other engines, in order. */
export const exportedColumns = (table: Table): string[] =>
  fileColumns(table)
    .map(({ name }) => name)
    .filter((name) => !INTERNAL.has(name));
