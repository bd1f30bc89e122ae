import type { Month } from './month.ts';

/** One edition to be brought up to date with the exports in force: figures, pages, record, word to the reviewers. */
export interface Publication {
  readonly sheet: string;
  readonly month: Month;
  /** Whether it is the sheet's newest edition; an older one gets a draft only when its figures change (figures.md). */
  readonly isNewest: boolean;
  /** A hash of what it will be made from: definitions and the exports in force. */
  readonly state: string;
}

/** Runs publications. The same sheet, month and state run once, however often they are started. */
export interface Publications {
  /** `known` when that very publication was started before, whatever became of it. */
  start(publication: Publication): Promise<'started' | 'known'>;
}
