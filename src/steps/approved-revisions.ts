import { approvalsAmong, type Decision } from '../domain/decision.ts';
import type { Editions } from '../domain/revision.ts';
import type { Sheet } from '../domain/sheet.ts';
import type { Approved } from '../editions/review.ts';

/** Every revision of a sheet that was ever approved, by month, then in the order of approval. */
export async function approvedRevisions(
  editions: Pick<Editions, 'revisionsOf' | 'figuresOf'>,
  sheet: Sheet,
  decisions: readonly Decision[],
): Promise<Approved[]> {
  const approved: Approved[] = [];
  const approvals = approvalsAmong(decisions);
  for (const month of [...new Set(approvals.map((approval) => approval.month))].toSorted()) {
    const revisions = await editions.revisionsOf(sheet.id, month);
    for (const approval of approvals.filter((one) => one.month === month)) {
      const revision = revisions.find((one) => one.revision === approval.revision);
      if (revision)
        approved.push({ revision, approval, figures: await editions.figuresOf(sheet.id, revision.fingerprint) });
    }
  }
  return approved;
}
