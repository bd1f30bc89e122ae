import { approvalsAmong, type Decision } from '../../domain/decision.ts';
import type { ReportFile } from '../../domain/edition.ts';
import type { Effects } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import type { Month } from '../../domain/month.ts';
import { isDraftPage } from '../../domain/object-keys.ts';
import type { Review } from '../../domain/review.ts';
import type { RevisionFigure } from '../../domain/revision.ts';
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

/** What every review needs besides stores: what messages are made from, and the solver for the joint attack. */
export type AttackEffects = MessageEffects & Pick<Effects, 'openSolver'>;

export type ReviewEffects = EffectsOf<'review-edition'> & AttackEffects;

/**
 * Compares the newest revision of an edition with every approved revision of its sheet and of related sheets, and with
 * the active exports, for the person who decides.
 * @throws Failure WrongUsage if the edition does not exist
 */
export const reviewEdition = async (effects: ReviewEffects, sheet: Sheet, month: Month): Promise<Review> =>
  (await reviewWithNumber(effects, sheet, month)).review;

/** A review, and what it was made from that a decision needs. */
export interface Reviewed {
  readonly review: Review;
  /** The number that a decision must have: it is taken if there was any decision on any edition of the sheet meanwhile. */
  readonly next: number;
  readonly figures: readonly RevisionFigure[];
  /** The files of the report that readers get; empty without a report. */
  readonly files: readonly ReportFile[];
}

/**
 * Returns a review with what a decision on it needs. What a decision in between would change is found by its conditional
 * write (decide-next.ts), so the order of the reads does not matter.
 * @param exposed what the joint attack found, if it is known already: of a family it is found once for all sheets
 * @throws Failure WrongUsage if the edition does not exist
 */
export async function reviewWithNumber(
  effects: ReviewEffects,
  sheet: Sheet,
  month: Month,
  exposed?: Review['exposed'],
): Promise<Reviewed> {
  const { editions } = effects;
  const [all, revision, entries] = await Promise.all([
    editions.decisionsOf(sheet.id),
    editions.newestRevision(sheet.id, month),
    entriesThrough(effects, sheet, month),
  ]);
  if (!revision) throw await noSuchEdition(editions, sheet, month);
  const [figures, approved, report] = await Promise.all([
    editions.figuresOf(sheet.id, revision.fingerprint),
    approvedRevisions(editions, sheet, all),
    editions.reportOf(sheet.id, month, revision.revision),
  ]);
  const last = lastApproved(approved, revision);
  const before = last && (await editions.revision(sheet.id, last.revision.month, last.revision.revision));
  const decisions = all.filter((decision) => decision.month === month);
  const own = { revision, figures, approved, decisions };
  const reviewed = buildReview({
    ...own,
    pagesComplete: report !== null,
    countedBefore: before?.generatedFrom ?? [],
    exposed: exposed ?? (await attackAlone(effects, sheet, own)),
    leastMonths: sheet.minimumMonthsBetweenEditions,
    interval: sheet.interval,
    entries,
  });
  const files = (report?.files ?? []).filter(({ key }) => !isDraftPage(key));
  const messageChanged = await isMessageChanged(effects, sheet, own, reviewed.decisions);
  const message = sheet.approval.people === 2 ? await currentMessage(effects, sheet, revision, figures) : null;
  const material = { revision, decisions: reviewed.decisions, files, message };
  const approval = await approvalProgress(effects, sheet, material);
  const review = { ...reviewed, sheetChanged: !isSameSheet(sheet, revision), messageChanged, approval };
  return { review, next: all.length + 1, figures, files };
}

/** Finds what a revision would reveal with everything that is approved of its sheet and of related sheets. */
async function attackAlone(
  { editions, openSolver }: ReviewEffects,
  sheet: Sheet,
  { revision, figures, approved }: Pick<ReviewSource, 'revision' | 'figures' | 'approved'>,
): Promise<Review['exposed']> {
  const pages = approved.map((approvedRevision) => toPage(sheet, approvedRevision));
  const others = [...pages, ...(await relatedPages(editions, sheet))];
  if (others.length === 0) return []; // a first edition, for which no solver has to be opened
  return jointAttack(toPage(sheet, { revision, figures }), others, { solver: await openSolver() });
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
