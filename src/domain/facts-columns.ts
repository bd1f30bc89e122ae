import type { CodeListName } from './codes.ts';
import type { Table } from './tables.ts';

/**
 * The content of a column of facts: `own-id` the record's own id (derived from its position if the hotline has none),
 * `link` the id of the person's case, `reference` an id that may be missing; the rest are what their names say.
 */
export type FactContent = 'own-id' | 'link' | 'reference' | 'date' | 'flag' | 'line' | 'code' | 'age' | 'codes';

/** The contents whose cells are ids. */
export const ID_CONTENTS: readonly FactContent[] = ['own-id', 'link', 'reference'];

export type FactType = 'VARCHAR' | 'DATE' | 'BOOLEAN' | 'VARCHAR[]' | 'INTEGER';

export interface FactColumn {
  readonly name: string;
  readonly type: FactType;
  readonly holds: FactContent;
  /** The code list of a `code`, `age` or `codes` column. */
  readonly list?: CodeListName;
  /** In a `codes` column: an empty cell is `unknown` instead of an empty list. */
  readonly emptyIsUnknown?: true;
}

const id = (name: string, holds: 'own-id' | 'link' | 'reference'): FactColumn => ({ name, type: 'VARCHAR', holds });
const date = (name: string): FactColumn => ({ name, type: 'DATE', holds: 'date' });
const code = (name: string, list: CodeListName): FactColumn => ({ name, type: 'VARCHAR', holds: 'code', list });
const codes = (name: string, list: CodeListName): FactColumn => ({ name, type: 'VARCHAR[]', holds: 'codes', list });

const person = (ownId: string): FactColumn[] => [
  id(ownId, 'own-id'),
  id('case_id', 'link'),
  code('gender', 'gender'),
  { name: 'age_group', type: 'VARCHAR', holds: 'age', list: 'age' },
  { ...codes('nationalities', 'country'), emptyIsUnknown: true },
];

/**
 * The canonical columns of each table of facts, in order. Ids are the hex of a keyed hash (NULL where a reference is
 * missing), dates are DATE, lists are VARCHAR[] of codes (never NULL). Source: the export contract.
 */
export const FACT_COLUMNS: Readonly<Record<Table, readonly FactColumn[]>> = {
  signals: [
    id('signal_id', 'own-id'),
    date('received_on'),
    { name: 'line', type: 'VARCHAR', holds: 'line' },
    code('channel', 'channel'),
    { name: 'trafficking_related', type: 'BOOLEAN', holds: 'flag' },
    codes('nexus', 'country'),
    id('case_id', 'reference'),
  ],
  cases: [
    id('case_id', 'own-id'),
    date('opened_on'),
    code('trafficking_type', 'type'),
    codes('venues', 'venue'),
    codes('states', 'state'),
    codes('countries', 'country'),
    codes('nexus', 'country'),
    id('partner_case_id', 'reference'),
  ],
  victims: person('victim_id'),
  traffickers: person('trafficker_id'),
};

/** Returns the record's own id among a table's id columns. */
export const findOwnId = <Id extends { readonly column: FactColumn }>(ids: readonly Id[]): Id | undefined =>
  ids.find(({ column }) => column.holds === 'own-id');

/**
 * The columns of every fact before its table's own: the hotline, the month of the export (NULL only for a loose file
 * checked without one), the 1-based record number in the file, counted from the row below the headings, and whether the record is
 * withdrawn: a row filter excludes it from the table now. A withdrawn fact has an id and no other value; it replaces the record's
 * version of an earlier month and is not counted.
 */
export const ORIGIN_COLUMNS: readonly { readonly name: string; readonly type: FactType }[] = [
  { name: 'hotline', type: 'VARCHAR' },
  { name: 'month', type: 'VARCHAR' },
  { name: 'record', type: 'INTEGER' },
  { name: 'withdrawn', type: 'BOOLEAN' },
];

/** The version of the columns, stored in every file of facts (`columns`). Raise it with any change of a column, and READER_VERSION too. */
export const COLUMNS_VERSION = 'v2';
