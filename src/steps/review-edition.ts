import { approvalsAmong } from '../domain/decision.ts';
import { Failure } from '../domain/failure.ts';
import type { Month } from '../domain/month.ts';
import type { Review } from '../domain/review.ts';
import type { Sheet } from '../domain/sheet.ts';
import type { EffectsOf } from '../domain/step-effects.ts';
import { type Approved, reviewOf } from '../editions/review.ts';

export type ReviewEffects = EffectsOf<'review-edition'>;

/**
 * Sets the newest revision of an edition beside every approved revision of its sheet, for the person who decides.
 * @throws Failure WrongUsage when there is no such edition
 */
export async function reviewEdition({ editions }: ReviewEffects, sheet: Sheet, month: Month): Promise<Review> {
  // decisions first: one that comes in between makes the conditional write of the next one fail
  const decisions = await editions.decisionsOf(sheet.id, month);
  const revision = await editions.newestRevision(sheet.id, month);
  if (!revision) throw await noSuchEdition({ editions }, sheet, month);
  return reviewOf({
    revision,
    figures: await editions.figuresOf(sheet.id, revision.fingerprint),
    pagesWhole: (await editions.reportOf(sheet.id, month, revision.revision)) !== null,
    decisions,
    approved: await approvedOf({ editions }, sheet),
    leastMonths: sheet.minimumMonthsBetweenEditions,
  });
}

async function noSuchEdition({ editions }: ReviewEffects, sheet: Sheet, month: Month): Promise<Failure> {
  const months = (await editions.editionsOf(sheet.id)).map((edition) => edition.month);
  const there = months.length > 0 ? `there are ${months.join(', ')}` : 'it has none: build one first';
  return new Failure('WrongUsage', `${sheet.id} has no edition ${month}; ${there}`);
}

/** Every revision of a sheet that was ever approved, by month, then in the order of approval. */
async function approvedOf({ editions }: ReviewEffects, sheet: Sheet): Promise<Approved[]> {
  const approved: Approved[] = [];
  for (const { month } of await editions.editionsOf(sheet.id)) {
    const approvals = approvalsAmong(await editions.decisionsOf(sheet.id, month));
    const revisions = approvals.length > 0 ? await editions.revisionsOf(sheet.id, month) : [];
    for (const approval of approvals) {
      const revision = revisions.find((one) => one.revision === approval.revision);
      if (revision)
        approved.push({ revision, approval, figures: await editions.figuresOf(sheet.id, revision.fingerprint) });
    }
  }
  return approved;
}
