import type { TableOfMonth } from './edition.ts';

/**
 * A number of a month's export that differs from the months before by more than chance. `records`: the records of a
 * table, named by the hotline's own file name without extension. `orphans`: the people of a month whose case is in no
 * active export; their table is `victims` or `traffickers`. `ids`: the ids of a column with another length or other
 * characters than in the months before. Exact counts: for the uploader and reviewers.
 */
export interface Unusual extends TableOfMonth {
  readonly kind: 'records' | 'orphans' | 'ids';
  /** The heading of the column; only for ids. */
  readonly column?: string | undefined;
  /** The median of the months before; 0 for ids. */
  readonly before: number;
  readonly now: number;
}

/** The shapes of the ids in one column, the most frequent first: `z0000000`, `A-0000` (see exports/id-shapes.ts). */
export interface ColumnShapes {
  readonly heading: string;
  readonly shapes: readonly ShapeCount[];
}

export interface ShapeCount {
  readonly shape: string;
  readonly count: number;
}
