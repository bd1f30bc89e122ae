import { approvalsAmong } from '../domain/decision.ts';
import { type Month, parseDay } from '../domain/month.ts';
import type { Editions, Revision, RevisionFigure } from '../domain/revision.ts';
import { hashOf } from './fingerprint.ts';

/**
 * What new figures correct: the approved revision of the same edition, when what they print differs from it. Null for a
 * first revision, and while nothing is approved.
 */
export async function correctionOf(
  editions: Pick<Editions, 'decisionsOf' | 'revisionsOf' | 'figuresOf'>,
  sheet: string,
  month: Month,
  figures: readonly RevisionFigure[],
): Promise<Revision['corrects'] | null> {
  const approval = approvalsAmong(await editions.decisionsOf(sheet, month)).at(-1);
  const revisions = approval ? await editions.revisionsOf(sheet, month) : [];
  const approved = revisions.find(({ revision }) => revision === approval?.revision);
  const approvedOn = approval && parseDay(approval.at.slice(0, 10));
  if (!approved || !approvedOn) return null;
  const before = await editions.figuresOf(sheet, approved.fingerprint);
  const printed = (all: readonly RevisionFigure[]): string => hashOf(all.map((figure) => figure.printed));
  return printed(before) === printed(figures) ? null : { revision: approved.revision, approvedOn };
}
