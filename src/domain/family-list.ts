import type { Month } from './month.ts';

/** Where the reports bucket has what publications of families pass on. It can be deleted after a publication. */
export const FAMILIES_PREFIX = 'families/';

/** A sheet of a family whose pages are to be rendered. */
export interface ListedSheet {
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
}

/**
 * Returns `families/<sheet>/<YYYY-MM>/<hash>.json`: a JSON array of `ListedSheet`. The hash of the content keeps two
 * publications of the same edition apart.
 */
export const familyListKey = (sheet: string, month: Month, hash: string): string =>
  `${FAMILIES_PREFIX}${sheet}/${month}/${hash.slice(0, 16)}.json`;

/** Where the state machine stores the results of a family's batches. */
export const FAMILY_RUNS = `${FAMILIES_PREFIX}runs`;

/** How many sheets one call of a function renders: its start is shared, and a batch ends long before its timeout. */
export const SHEETS_PER_BATCH = 8;
