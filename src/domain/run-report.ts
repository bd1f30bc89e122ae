import type { Month } from './month.ts';

/**
 * The result of a run for one revision: how many stakeholders of its sheet have each status afterwards. They add up to
 * all.
 */
export interface RunCounts {
  /** Sent by this run. */
  readonly sent: number;
  /** Sent by an earlier run. */
  readonly already: number;
  readonly paused: number;
  readonly suspended: number;
  /** Refused permanently, now or before. */
  readonly failed: number;
  /** Definitely not sent; the next run tries again. */
  readonly waiting: number;
  /** It is not known whether it was sent: a person decides. */
  readonly uncertain: number;
}

export interface RevisionRun extends RunCounts {
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
}

/** Why a run had nothing to send: the sheet is held, no revision is approved, no one gets it, or everyone has it. */
export type NothingToSend = 'held' | 'none-approved' | 'no-one' | 'everyone-has-it';

/** The report of a run. */
export interface RunReport {
  readonly run: string;
  readonly revisions: readonly RevisionRun[];
  /** Why there was nothing to send; null if there was something. */
  readonly nothing: string | null;
  /** The same as a code, for pages in several languages; null if there was something. */
  readonly why: NothingToSend | null;
  /** Stakeholders not reached because the time ran out or the mail service accepted no more. */
  readonly unreached: number;
  /** The ids of members of a family that were not sent because they are on hold; missing if there are none. */
  readonly held?: readonly string[];
}
