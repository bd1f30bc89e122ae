import { approvalsAmong, type Decision } from '../../domain/decision.ts';
import { Failure } from '../../domain/failure.ts';
import type { Month } from '../../domain/month.ts';
import type { Review } from '../../domain/review.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { buildReview, lastApproved } from '../../editions/review.ts';
import type { ReviewSource } from '../../editions/review-source.ts';
import { jointAttack } from '../../figures/joint-attack.ts';
import { entriesThrough } from '../ingest-export/ledger-entries.ts';
import { currentMessage, isOtherMessage, type MessageEffects } from './approved-message.ts';
import { approvedRevisions, pageOf, relatedPages } from './approved-revisions.ts';
import { isSameSheet } from './sheet-of-revision.ts';

export type ReviewEffects = EffectsOf<'review-edition'> & MessageEffects;

/**
 * Sets the newest revision of an edition beside every approved revision of its sheet and of related sheets, and beside the exports
 * in force now, for the person who decides.
 * @throws Failure WrongUsage when there is no such edition
 */
export const reviewEdition = async (effects: ReviewEffects, sheet: Sheet, month: Month): Promise<Review> =>
  (await numberedReview(effects, sheet, month)).review;

/**
 * A review and the number that a decision on what it shows must have: it is taken by then if anything was decided on any
 * edition of the sheet meanwhile.
 * @throws Failure WrongUsage when there is no such edition
 */
export async function numberedReview(
  effects: ReviewEffects,
  sheet: Sheet,
  month: Month,
): Promise<{ readonly review: Review; readonly next: number }> {
  const { editions, ledger } = effects;
  // decisions first: one that comes in between makes the conditional write of the next one fail
  const all = await editions.decisionsOf(sheet.id);
  const revision = await editions.newestRevision(sheet.id, month);
  if (!revision) throw await noSuchEdition(editions, sheet, month);
  const figures = await editions.figuresOf(sheet.id, revision.fingerprint);
  const approved = await approvedRevisions(editions, sheet, all);
  const last = lastApproved(approved, revision);
  const before = last && (await editions.revision(sheet.id, last.revision.month, last.revision.revision));
  const reviewed = buildReview({
    revision,
    figures,
    pagesWhole: (await editions.reportOf(sheet.id, month, revision.revision)) !== null,
    decisions: all.filter((decision) => decision.month === month),
    approved,
    countedBefore: before?.generatedFrom ?? [],
    exposed: jointAttack(pageOf(sheet, { revision, figures }), [
      ...approved.map((one) => pageOf(sheet, one)),
      ...(await relatedPages(editions, sheet)),
    ]),
    leastMonths: sheet.minimumMonthsBetweenEditions,
    interval: sheet.interval,
    entries: await entriesThrough({ ledger }, sheet, month),
  });
  const messageChanged = await isMessageChanged(effects, sheet, { revision, figures }, reviewed.decisions);
  const review = { ...reviewed, sheetChanged: !isSameSheet(sheet, revision), messageChanged };
  return { review, next: all.length + 1 };
}

async function isMessageChanged(
  effects: ReviewEffects,
  sheet: Sheet,
  { revision, figures }: Pick<ReviewSource, 'revision' | 'figures'>,
  decisions: readonly Decision[],
): Promise<boolean> {
  const approval = approvalsAmong(decisions).findLast((one) => one.revision === revision.revision);
  if (approval?.message === undefined) return false;
  return isOtherMessage(approval, await currentMessage(effects, sheet, revision, figures));
}

async function noSuchEdition(editions: ReviewEffects['editions'], sheet: Sheet, month: Month): Promise<Failure> {
  const months = (await editions.editionsOf(sheet.id)).map((edition) => edition.month);
  const there = months.length > 0 ? `there are ${months.join(', ')}` : 'it has none: build one first';
  return new Failure('WrongUsage', `${sheet.id} has no edition ${month}; ${there}`);
}
