import { approvalsAmong, type Decision } from '../domain/decision.ts';
import { type Month, parseDay } from '../domain/month.ts';
import type { Editions, Revision, RevisionFigure } from '../domain/revision.ts';
import { canonicalHash } from './fingerprint.ts';

/** How new figures of an edition relate to its approved revision. */
export interface CorrectionStatus {
  /** The approved revision; null if there is none. */
  readonly approved: number | null;
  /** The correction that new figures announce: of the approved revision, if their printed values differ from it. */
  readonly corrects: Revision['corrects'] | null;
}

/** New figures of an edition, and the decisions about it. */
export interface NewFigures {
  readonly sheet: string;
  readonly month: Month;
  readonly decisions: readonly Decision[];
  readonly figures: readonly RevisionFigure[];
}

/** Compares new figures with the approved revision of the same edition. */
export async function compareWithApproved(
  editions: Pick<Editions, 'revisionsOf' | 'figuresOf'>,
  { sheet, month, decisions, figures }: NewFigures,
): Promise<CorrectionStatus> {
  const approval = approvalsAmong(decisions).at(-1);
  const revisions = approval ? await editions.revisionsOf(sheet, month) : [];
  const approved = revisions.find(({ revision }) => revision === approval?.revision);
  const approvedOn = approval && parseDay(approval.at.slice(0, 10));
  if (!approved || !approvedOn) return { approved: null, corrects: null };
  const before = await editions.figuresOf(sheet, approved.fingerprint);
  const printed = (all: readonly RevisionFigure[]): string => canonicalHash(all.map((figure) => figure.printed));
  const isSame = printed(before) === printed(figures);
  return { approved: approved.revision, corrects: isSame ? null : { revision: approved.revision, approvedOn } };
}
