import type { CodeListName } from './codes.ts';
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
  /** The code list of a `code`, `age` or `codes` column. */
  readonly list?: CodeListName;
  /** In a `codes` column: an empty cell is `unknown` instead of an empty list. */
  readonly emptyIsUnknown?: true;
}

/** Whether the cells of a column are ids. */
export const isIdColumn = ({ holds }: FactColumn): boolean => KIND_SPECS[holds].isId;

function column(name: string, holds: ColumnKind, list?: CodeListName): FactColumn {
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

/** All columns of a table's files of facts, in order. */
export const fileColumns = (table: Table): FileColumn[] => [...ORIGIN_COLUMNS, ...FACT_COLUMNS[table]];

/** The names and types of all columns: stored in every file of facts, which is read again once they change. */
export const fileSchema = (table: Table): string =>
  fileColumns(table)
    .map(({ name, type }) => `${name} ${type}`)
    .join(', ');
