import { approvalsAmong, type Decision } from '../../domain/decision.ts';
import { Failure } from '../../domain/failure.ts';
import type { Month } from '../../domain/month.ts';
import { isDraftPage } from '../../domain/object-keys.ts';
import type { Review } from '../../domain/review.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { buildReview, lastApproved } from '../../editions/review.ts';
import type { ReviewSource } from '../../editions/review-source.ts';
import { jointAttack } from '../../figures/joint-attack.ts';
import { entriesThrough } from '../ingest-export/ledger-entries.ts';
import { approvalProgress } from './approval-progress.ts';
import { currentMessage, isChangedMessage, type MessageEffects } from './approved-message.ts';
import { approvedRevisions, relatedPages, toPage } from './approved-revisions.ts';
import { isSameSheet } from './sheet-of-revision.ts';

export type ReviewEffects = EffectsOf<'review-edition'> & MessageEffects;

/**
 * Compares the newest revision of an edition with every approved revision of its sheet and of related sheets, and with
 * the active exports, for the person who decides.
 * @throws Failure WrongUsage if the edition does not exist
 */
export const reviewEdition = async (effects: ReviewEffects, sheet: Sheet, month: Month): Promise<Review> =>
  (await reviewWithNumber(effects, sheet, month)).review;

/**
 * Returns a review, and the number that a decision on it must have: the number is taken if there was any decision on
 * any edition of the sheet meanwhile.
 * @param exposed what the joint attack found, if it is known already: of a family it is found once for all sheets
 * @throws Failure WrongUsage if the edition does not exist
 */
export async function reviewWithNumber(
  effects: ReviewEffects,
  sheet: Sheet,
  month: Month,
  exposed?: Review['exposed'],
): Promise<{ readonly review: Review; readonly next: number }> {
  const { editions, ledger } = effects;
  // decisions first: a concurrent one makes the conditional write of the next one fail
  const all = await editions.decisionsOf(sheet.id);
  const revision = await editions.newestRevision(sheet.id, month);
  if (!revision) throw await noSuchEdition(editions, sheet, month);
  const figures = await editions.figuresOf(sheet.id, revision.fingerprint);
  const approved = await approvedRevisions(editions, sheet, all);
  const last = lastApproved(approved, revision);
  const before = last && (await editions.revision(sheet.id, last.revision.month, last.revision.revision));
  const report = await editions.reportOf(sheet.id, month, revision.revision);
  const reviewed = buildReview({
    revision,
    figures,
    pagesComplete: report !== null,
    decisions: all.filter((decision) => decision.month === month),
    approved,
    countedBefore: before?.generatedFrom ?? [],
    exposed:
      exposed ??
      jointAttack(toPage(sheet, { revision, figures }), [
        ...approved.map((approvedRevision) => toPage(sheet, approvedRevision)),
        ...(await relatedPages(editions, sheet)),
      ]),
    leastMonths: sheet.minimumMonthsBetweenEditions,
    interval: sheet.interval,
    entries: await entriesThrough({ ledger }, sheet, month),
  });
  const messageChanged = await isMessageChanged(effects, sheet, { revision, figures }, reviewed.decisions);
  const approval = await approvalProgress(effects, sheet, {
    revision,
    decisions: reviewed.decisions,
    files: (report?.files ?? []).filter(({ key }) => !isDraftPage(key)),
    message: sheet.approval.people === 2 ? await currentMessage(effects, sheet, revision, figures) : null,
  });
  const review = { ...reviewed, sheetChanged: !isSameSheet(sheet, revision), messageChanged, approval };
  return { review, next: all.length + 1 };
}

async function isMessageChanged(
  effects: ReviewEffects,
  sheet: Sheet,
  { revision, figures }: Pick<ReviewSource, 'revision' | 'figures'>,
  decisions: readonly Decision[],
): Promise<boolean> {
  const approval = approvalsAmong(decisions).findLast((decision) => decision.revision === revision.revision);
  if (approval?.message === undefined) return false;
  return isChangedMessage(approval, await currentMessage(effects, sheet, revision, figures));
}

async function noSuchEdition(editions: ReviewEffects['editions'], sheet: Sheet, month: Month): Promise<Failure> {
  const months = (await editions.editionsOf(sheet.id)).map((edition) => edition.month);
  const there = months.length > 0 ? `there are ${months.join(', ')}` : 'it has none: build one first';
  return new Failure('WrongUsage', `${sheet.id} has no edition ${month}; ${there}`);
}
