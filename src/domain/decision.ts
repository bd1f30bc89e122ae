import type { ReportFile } from './edition.ts';
import type { Month } from './month.ts';

/** A warning about a revision; to approve it anyway, the reviewer gives a reason. */
export type Warning =
  | { readonly kind: 'incomplete'; readonly missing: number }
  /** Exports that arrived, were corrected or were withdrawn since the revision was made. */
  | { readonly kind: 'behind'; readonly exports: number }
  /**
   * The number of values that both pages print and that differ by 1..k-1 from an approved revision: readers can
   * subtract them.
   */
  | { readonly kind: 'small-changes'; readonly month: Month; readonly revision: number; readonly changes: number }
  /** An approved edition is closer than the sheet's minimum interval. */
  | { readonly kind: 'interval'; readonly month: Month; readonly months: number; readonly least: number }
  /** People of a hotline whose case is in no active export. */
  | { readonly kind: 'orphans'; readonly hotline: string; readonly orphans: number; readonly people: number }
  /** A column of which many values are in no list, and the number of exports in which they are. */
  | {
      readonly kind: 'column-unknown';
      readonly hotline: string;
      /** The name of the file, without ending. */
      readonly table: string;
      readonly column: string;
      readonly exports: number;
    }
  /** A figure of which most records are unknown while codes of it have none; exact. */
  | { readonly kind: 'figure-unknown'; readonly figure: string; readonly unknown: number; readonly total: number }
  | { readonly kind: 'rejected'; readonly by: string; readonly at: string };

/** A warning about values that are not known: a mapping is likely wrong. */
export type UnknownWarning = Extract<Warning, { kind: 'column-unknown' | 'figure-unknown' }>;

/** What a person may ask for. */
export type AskedVerdict = 'approved' | 'rejected';

/** A person's decision on a revision. Never deleted. */
export interface Decision {
  readonly sheet: string;
  readonly month: Month;
  /** Decisions on the editions of a sheet are numbered from 1, without gaps. */
  readonly decision: number;
  readonly revision: number;
  /** `first-approval`: the first of two that the sheet asks for; it publishes nothing. */
  readonly verdict: AskedVerdict | 'first-approval';
  /** The name the person gave. */
  readonly by: string;
  /** The AWS identity that called, as an ARN; null on one machine. */
  readonly caller: string | null;
  /** ISO 8601. */
  readonly at: string;
  readonly reason: string | null;
  /** The warnings that the person saw. */
  readonly warnings: readonly Warning[];
  /** Every page, chart and annex of the revision at that time; files are compared with these before they are sent. */
  readonly files: readonly ReportFile[];
  /** The revision's fingerprint, a hash of its figures. */
  readonly fingerprint: string;
  /**
   * Of an approval: SHA-256 of what messages about the revision say (approved-message.ts), null where none could be
   * made. Absent from approvals made before this was stored: what their messages say is not compared.
   */
  readonly message?: string | null;
}

/**
 * The newest decision of a group of related sheets. It counts from the moment that it is written here; its own item
 * follows, and whoever reads it here first writes that item where it is missing.
 */
export interface NewestDecision {
  /** How many decisions were written here. */
  readonly generation: number;
  readonly decision: Decision;
}

/** Returns the approvals among decisions that publish, in the same order; the last one is current. */
export const approvalsAmong = (decisions: readonly Decision[]): Decision[] =>
  decisions.filter(({ verdict }) => verdict === 'approved');

/** Returns a verdict in words: `approved`, `approved (1 of 2)`, `rejected`. */
export const verdictWords = (verdict: Decision['verdict']): string =>
  verdict === 'first-approval' ? 'approved (1 of 2)' : verdict;
