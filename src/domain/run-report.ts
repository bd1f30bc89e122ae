import type { Month } from './month.ts';

/** What a run made of one revision: how many stakeholders of its sheet are in each state after it. They add up to all. */
export interface RunCounts {
  /** By this run. */
  readonly sent: number;
  /** By an earlier run. */
  readonly already: number;
  readonly paused: number;
  readonly suspended: number;
  /** Refused for good, now or before. */
  readonly failed: number;
  /** Surely not sent; the next run tries again. */
  readonly waiting: number;
  /** Nobody can say whether it went out: a person decides. */
  readonly uncertain: number;
}

export interface RevisionRun extends RunCounts {
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
}

/** The report of a run. */
export interface RunReport {
  readonly run: string;
  readonly revisions: readonly RevisionRun[];
  /** Why there was nothing to send; null when there was something. */
  readonly nothing: string | null;
  /** Stakeholders that the run had no time for, or left out because the mail service took nothing more. */
  readonly unreached: number;
}
