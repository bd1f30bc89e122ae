import type { Decision } from '../domain/decision.ts';
import type { CountedExport } from '../domain/edition.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { Exposure } from '../domain/review.ts';
import type { Revision, RevisionFigure, RevisionHead } from '../domain/revision.ts';
import type { Sheet } from '../domain/sheet.ts';
/** An approved revision with its figures, and the decision that approved it. */
export interface ApprovedRevision {
  readonly revision: RevisionHead;
  readonly approval: Decision;
  readonly figures: readonly RevisionFigure[];
}

/**
 * The inputs of a review: the revision, its edition's decisions, every approved revision of the sheet, and the ledger.
 */
export interface ReviewSource {
  readonly revision: Revision;
  readonly figures: readonly RevisionFigure[];
  readonly pagesComplete: boolean;
  readonly decisions: readonly Decision[];
  readonly approved: readonly ApprovedRevision[];
  /** The exports counted by the last approved revision before this one (see lastApproved); empty if there is none. */
  readonly countedBefore: readonly CountedExport[];
  readonly leastMonths: number;
  readonly interval: Sheet['interval'];
  /** The result of the joint attack on the revision and the approved ones. */
  readonly exposed: readonly Exposure[];
  /** The current ledger entries of the exports that the edition would count. */
  readonly entries: readonly LedgerEntry[];
}
