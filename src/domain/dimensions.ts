import type { CodeListName, CodeLists } from './codes.ts';
import type { Dimension } from './figure.ts';
import type { Table } from './tables.ts';

/**
 * A dimension: its column of facts and code list (a month has neither), whether a record may have several values, and
 * the tables that have it, by a column of their own or of their case.
 */
export interface DimensionSpec {
  readonly column: string | null;
  readonly codes: CodeListName | null;
  readonly multi: boolean;
  readonly tables: readonly Table[];
}

/** Type, venue and state belong to the case: a person's are their case's (exports.md). */
export const DIMENSION_SPECS: Readonly<Record<Dimension, DimensionSpec>> = {
  type: { column: 'trafficking_type', codes: 'type', multi: false, tables: ['cases', 'victims', 'traffickers'] },
  venue: { column: 'venues', codes: 'venue', multi: true, tables: ['cases', 'victims', 'traffickers'] },
  gender: { column: 'gender', codes: 'gender', multi: false, tables: ['victims', 'traffickers'] },
  nationality: { column: 'nationalities', codes: 'country', multi: true, tables: ['victims', 'traffickers'] },
  age: { column: 'age_group', codes: 'age', multi: false, tables: ['victims', 'traffickers'] },
  state: { column: 'states', codes: 'state', multi: true, tables: ['cases', 'victims', 'traffickers'] },
  month: { column: null, codes: null, multi: false, tables: ['signals', 'cases', 'victims', 'traffickers'] },
};

/** Returns the codes that a figure's cells may have. */
export function cellCodes({ by, groups }: Breakdown, codes: CodeLists): string[] {
  const name = by && DIMENSION_SPECS[by].codes;
  if (!name) return [];
  return codes[name].codes.filter(({ group }) => !groups || (group && groups.includes(group))).map(({ key }) => key);
}

export interface Breakdown {
  readonly by?: Dimension | undefined;
  readonly groups?: readonly string[] | undefined;
}
