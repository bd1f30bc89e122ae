import { approvalsAmong, type Decision } from '../../domain/decision.ts';
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
  const approved: ApprovedRevision[] = [];
  const all = approvalsAmong(decisions);
  const approvals = all.filter(
    (decision, index) => !all.slice(index + 1).some((later) => isSameRevision(decision, later)),
  );
  for (const month of [...new Set(approvals.map((approval) => approval.month))].toSorted()) {
    const revisions = await editions.revisionsOf(sheet.id, month);
    for (const approval of approvals.filter((decision) => decision.month === month)) {
      const revision = revisions.find((head) => head.revision === approval.revision);
      if (revision)
        approved.push({ revision, approval, figures: await editions.figuresOf(sheet.id, revision.fingerprint) });
    }
  }
  return approved;
}

/** A revision is approved again if what its messages say has changed. */
const isSameRevision = (a: Decision, b: Decision): boolean => a.month === b.month && a.revision === b.revision;

/** Returns the approved pages of every related sheet: its readers may have them too. */
export async function relatedPages(
  editions: Pick<Editions, 'decisionsOf' | 'revisionsOf' | 'figuresOf'>,
  sheet: Pick<Sheet, 'related'>,
): Promise<Page[]> {
  const pages: Page[] = [];
  for (const scope of sheet.related) {
    const approved = await approvedRevisions(editions, scope, await editions.decisionsOf(scope.id));
    pages.push(...approved.map((revision) => toPage(scope, revision)));
  }
  return pages;
}

/** Returns a revision as its readers have it. */
export const toPage = (
  scope: SheetScope,
  { revision, figures }: Pick<ApprovedRevision, 'revision' | 'figures'>,
): Page => {
  return { month: revision.month, revision: revision.revision, threshold: revision.threshold, figures, scope };
};
