import { type Month, parseDay } from '../domain/month.ts';
import type { Approval, Editions, Revision, RevisionFigure } from '../domain/revision.ts';
import { hashOf } from './fingerprint.ts';

/** The approval in force of an edition: the last one given. */
export const approvalInForce = (approvals: readonly Approval[]): Approval | null => approvals.at(-1) ?? null;

/**
 * What new figures correct: the approved revision of the same edition, when what they print differs from it. Null for a
 * first revision, and while nothing is approved.
 */
export async function correctionOf(
  editions: Pick<Editions, 'approvalsOf' | 'revisionsOf' | 'figuresOf'>,
  sheet: string,
  month: Month,
  figures: readonly RevisionFigure[],
): Promise<Revision['corrects'] | null> {
  const approval = approvalInForce(await editions.approvalsOf(sheet, month));
  const revisions = approval ? await editions.revisionsOf(sheet, month) : [];
  const approved = revisions.find(({ revision }) => revision === approval?.revision);
  const approvedOn = approval && parseDay(approval.at.slice(0, 10));
  if (!approved || !approvedOn) return null;
  const before = await editions.figuresOf(sheet, approved.fingerprint);
  const printed = (all: readonly RevisionFigure[]): string => hashOf(all.map((figure) => figure.printed));
  return printed(before) === printed(figures) ? null : { revision: approved.revision, approvedOn };
}
