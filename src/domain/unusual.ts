import type { TableOfMonth } from './edition.ts';

/**
 * A number of a month's export that differs from those of the months before by more than chance. `records`: the records of a
 * table, which is the hotline's own file stem. `orphans`: the people of a month whose case no active export holds; their table is
 * `victims` or `traffickers`. Exact counts: for the uploader and reviewers.
 */
export interface Unusual extends TableOfMonth {
  readonly kind: 'records' | 'orphans';
  /** The median of the months before. */
  readonly before: number;
  readonly now: number;
}
