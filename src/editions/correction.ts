import { approvalsAmong, type Decision } from '../domain/decision.ts';
import { type Month, parseDay } from '../domain/month.ts';
import type { Editions, Revision, RevisionFigure } from '../domain/revision.ts';
import { hashOf } from './fingerprint.ts';

/** What an edition's readers have, and what new figures are beside it. */
export interface Standing {
  /** The approved revision; null while nothing is approved. */
  readonly approved: number | null;
  /** What new figures say they correct: the approved revision, when what they print differs from it. */
  readonly corrects: Revision['corrects'] | null;
}

/** Where new figures stand beside the approved revision of the same edition. */
export async function standingOf(
  editions: Pick<Editions, 'revisionsOf' | 'figuresOf'>,
  sheet: string,
  month: Month,
  decisions: readonly Decision[],
  figures: readonly RevisionFigure[],
): Promise<Standing> {
  const approval = approvalsAmong(decisions).at(-1);
  const revisions = approval ? await editions.revisionsOf(sheet, month) : [];
  const approved = revisions.find(({ revision }) => revision === approval?.revision);
  const approvedOn = approval && parseDay(approval.at.slice(0, 10));
  if (!approved || !approvedOn) return { approved: null, corrects: null };
  const before = await editions.figuresOf(sheet, approved.fingerprint);
  const printed = (all: readonly RevisionFigure[]): string => hashOf(all.map((figure) => figure.printed));
  const isSame = printed(before) === printed(figures);
  return { approved: approved.revision, corrects: isSame ? null : { revision: approved.revision, approvedOn } };
}
