import { approvalsAmong, type Decision } from '../../domain/decision.ts';
import { resultsInTurns } from '../../domain/in-turns.ts';
import type { Editions } from '../../domain/revision.ts';
import type { Sheet, SheetScope } from '../../domain/sheet.ts';
import type { ApprovedRevision } from '../../editions/review-source.ts';
import type { Page } from '../../figures/pages-model.ts';

/**
 * Returns every revision of a sheet that was ever approved, once each with its last approval, by month, then in the
 * order of approval.
 */
export async function approvedRevisions(
  editions: Pick<Editions, 'revisionsOf' | 'figuresOf'>,
  sheet: Pick<Sheet, 'id'>,
  decisions: readonly Decision[],
): Promise<ApprovedRevision[]> {
  const all = approvalsAmong(decisions);
  const approvals = all.filter(
    (decision, index) => !all.slice(index + 1).some((later) => isSameRevision(decision, later)),
  );
  const months = [...new Set(approvals.map((approval) => approval.month))].toSorted();
  const approved = await resultsInTurns(months, READ_AT_A_TIME, async (month) => {
    const revisions = await editions.revisionsOf(sheet.id, month);
    const ofMonth = approvals.filter((approval) => approval.month === month);
    const found = ofMonth.flatMap((approval) => {
      const revision = revisions.find((head) => head.revision === approval.revision);
      return revision ? [{ revision, approval }] : [];
    });
    return Promise.all(
      found.map(async (one) => ({ ...one, figures: await editions.figuresOf(sheet.id, one.revision.fingerprint) })),
    );
  });
  return approved.flat();
}

/** How many months, or sheets, are read at a time: most of that is waiting for the table. */
export const READ_AT_A_TIME = 8;

/** A revision is approved again if what its messages say has changed. */
const isSameRevision = (a: Decision, b: Decision): boolean => a.month === b.month && a.revision === b.revision;

/** Returns the approved pages of every related sheet: its readers may have them too. */
export async function relatedPages(
  editions: Pick<Editions, 'decisionsOf' | 'revisionsOf' | 'figuresOf'>,
  sheet: Pick<Sheet, 'related'>,
): Promise<Page[]> {
  const pages = await resultsInTurns(sheet.related, READ_AT_A_TIME, async (scope) => {
    const approved = await approvedRevisions(editions, scope, await editions.decisionsOf(scope.id));
    return approved.map((revision) => toPage(scope, revision));
  });
  return pages.flat();
}

/** Returns a revision as its readers have it. */
export const toPage = (
  scope: SheetScope,
  { revision, figures }: Pick<ApprovedRevision, 'revision' | 'figures'>,
): Page => {
  return { month: revision.month, revision: revision.revision, threshold: revision.threshold, figures, scope };
};
