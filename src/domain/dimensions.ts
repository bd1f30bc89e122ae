import type { CodeListName, CodeLists } from './codes.ts';
import type { Dimension } from './figure.ts';
import type { Table } from './tables.ts';

/** What a dimension is: its code list (a month has none), whether a record may have several, which tables have it. */
export interface DimensionLaw {
  readonly codes: CodeListName | null;
  readonly multi: boolean;
  readonly tables: readonly Table[];
}

/** Type, venue and state belong to the case: a person's are their case's (exports.md). */
export const DIMENSION_LAWS: Readonly<Record<Dimension, DimensionLaw>> = {
  type: { codes: 'type', multi: false, tables: ['cases', 'victims', 'traffickers'] },
  venue: { codes: 'venue', multi: true, tables: ['cases', 'victims', 'traffickers'] },
  gender: { codes: 'gender', multi: false, tables: ['victims', 'traffickers'] },
  nationality: { codes: 'country', multi: true, tables: ['victims', 'traffickers'] },
  age: { codes: 'age', multi: false, tables: ['victims', 'traffickers'] },
  state: { codes: 'state', multi: true, tables: ['cases', 'victims', 'traffickers'] },
  month: { codes: null, multi: false, tables: ['signals', 'cases', 'victims', 'traffickers'] },
};

/** The codes a figure's cells may have. */
export function codesOf({ by, groups }: Celled, codes: CodeLists): string[] {
  const name = by && DIMENSION_LAWS[by].codes;
  if (!name) return [];
  return codes[name].codes.filter(({ group }) => !groups || (group && groups.includes(group))).map(({ key }) => key);
}

export interface Celled {
  readonly by?: Dimension | undefined;
  readonly groups?: readonly string[] | undefined;
}
