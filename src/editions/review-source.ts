import type { Decision } from '../domain/decision.ts';
import type { CountedExport } from '../domain/edition.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { Exposure } from '../domain/review.ts';
import type { Revision, RevisionFigure, RevisionHead } from '../domain/revision.ts';
import type { Sheet } from '../domain/sheet.ts';
/** An approved revision with its figures, and the decision that approved it. */
export interface Approved {
  readonly revision: RevisionHead;
  readonly approval: Decision;
  readonly figures: readonly RevisionFigure[];
}

/** What a review is made from: the revision, its edition's decisions, every approved revision of the sheet, and the ledger. */
export interface ReviewSource {
  readonly revision: Revision;
  readonly figures: readonly RevisionFigure[];
  readonly pagesWhole: boolean;
  readonly decisions: readonly Decision[];
  readonly approved: readonly Approved[];
  /** What the last of them before the revision counts (see lastApproved); empty where there is none. */
  readonly countedBefore: readonly CountedExport[];
  readonly leastMonths: number;
  readonly interval: Sheet['interval'];
  /** What the joint attack on the revision and the approved ones found. */
  readonly exposed: readonly Exposure[];
  /** The ledger now, of the exports that the edition would count. */
  readonly entries: readonly LedgerEntry[];
}
