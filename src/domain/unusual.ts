import type { TableOfMonth } from './edition.ts';

/**
 * A number of a month's export that differs from those of the months before by more than chance. `records`: the records of a
 * table, which is the hotline's own file stem. `orphans`: the people of a month whose case no active export holds; their table is
 * `victims` or `traffickers`. `ids`: the ids of a column that have another length or other characters than those of the months before.
 * Exact counts: for the uploader and reviewers.
 */
export interface Unusual extends TableOfMonth {
  readonly kind: 'records' | 'orphans' | 'ids';
  /** The heading of the column, of ids. */
  readonly column?: string | undefined;
  /** The median of the months before; 0 of ids. */
  readonly before: number;
  readonly now: number;
}
