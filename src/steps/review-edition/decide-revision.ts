import { isDeepStrictEqual } from 'node:util';
import { type ActivityKind, type ActivityVia, actorOf } from '../../domain/activity.ts';
import type { AskedVerdict, Decision } from '../../domain/decision.ts';
import type { Effects } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import type { Language } from '../../domain/languages.ts';
import type { Month } from '../../domain/month.ts';
import type { Review } from '../../domain/review.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { signedTextRefusals } from '../../domain/signed-text.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { writeUntilWon } from '../../domain/write-until-won.ts';
import { recordActivity } from '../record-activity.ts';
import { raiseHead } from '../state-head.ts';
import { isSameName, isSamePerson } from './approval-progress.ts';
import { copyDecidedFiles } from './approved-files.ts';
import { currentMessage } from './approved-message.ts';
import { type Attacked, reviewAttacked, reviewCounted } from './counted-review.ts';
import { decideNext } from './decide-next.ts';
import { assertOpened, recordStated } from './opened-pages.ts';
import { exposedWords, ReasonNeeded, tooCloseWords, warningKinds } from './refusal-words.ts';
import { type AttackEffects, type Reviewed, reviewWithNumber } from './review-edition.ts';
import { assertSameSheet } from './sheet-of-revision.ts';

export type DecideEffects = EffectsOf<'decide-revision'> & Pick<Effects, 'clock' | 'log'> & AttackEffects;

/** A person's decision. `via` is recorded as activity: by default the command line, or AWS with a caller. */
export type Verdict = Pick<Decision, 'revision' | 'by' | 'caller' | 'reason'> & {
  readonly verdict: AskedVerdict;
  readonly via?: ActivityVia;
  /** The languages in which the person says that they have opened the pages; missing where the program knows. */
  readonly opened?: readonly Language[];
  /** What the joint attack found, as long as no other decision is stored: of a family it is found once. */
  readonly attacked?: Attacked;
  /** How many decisions on sheets of its family follow, made together with this one. */
  readonly following?: number;
};

/**
 * Approves or rejects the newest revision of an edition, and emits an event.
 *
 *     decisions, newest revision, approved revisions, active exports ─► review ─► allowed? ─► decision, if no other came in between ─► event
 *
 * Decisions on the sheet and on sheets related to it are made one after the other (decide-next.ts). A decision in
 * between, on any of their editions, makes the step review everything again, and ends it if the warnings are then
 * different. A revision made in between is not approved: the person approved the one they saw, and publishing again
 * makes the newer one announce that it corrects it. If the same person decides the same again, pages are copied and the
 * event emitted again, because the event may have been lost, but no decision is written. An approval names every file
 * of the revision by its hash, after comparing each with the record of the report, and has a hash of what messages
 * about it say: what is sent later is compared with both. If the messages change, the revision may be approved again.
 * @throws Failure StateChanged if the table is older than its head, DecisionRefused if the rules do not allow it, ReportChanged if a file is not the recorded one,
 *   DefinitionChanged if the sheet differs from the one an approved revision was made with, WrongUsage if the edition
 *   does not exist
 */
export async function decideRevision(
  effects: DecideEffects,
  sheet: Sheet,
  month: Month,
  verdict: Verdict,
): Promise<Decision> {
  let shown: Review['warnings'] | null = null;
  let { attacked } = verdict;
  const attempt = async (): Promise<Decision | null> => {
    const reviewed = attacked
      ? await reviewAttacked(effects, sheet, month, attacked)
      : await reviewCounted(effects, sheet, month);
    attacked = undefined;
    if (!reviewed) return null;
    const { review, soFar } = reviewed;
    const repeated = repeatedDecision(review, verdict);
    if (!repeated) assertSameWarnings(verdict, review, shown);
    shown = review.warnings;
    const decision = repeated ?? (await buildDecision(effects, sheet, verdict, reviewed));
    // before the decision is written, so that the pages of every approved revision are where links open them
    if (!repeated || repeated.verdict === 'approved') await copyDecidedFiles(effects, decision);
    return repeated || (await decideNext(effects.editions, sheet, soFar, decision)) ? decision : null;
  };
  const decision = await writeUntilWon(attempt, `${sheet.id} ${month}: the decision`, 'review it again');
  await Promise.all([raiseHead(effects, sheet.id), recordDecision(effects, decision, verdict.via)]);
  await emitDecision(effects, decision, verdict.following);
  return decision;
}

/**
 * Checks whether the rules allow a decision, without making it.
 * @returns whether it was made before
 * @throws Failure as `decideRevision`
 */
export async function checkDecision(
  effects: DecideEffects,
  sheet: Sheet,
  month: Month,
  verdict: Verdict,
): Promise<boolean> {
  const { review } = await reviewWithNumber(effects, sheet, month, verdict.attacked?.exposed);
  if (repeatedDecision(review, verdict)) return true;
  if (verdict.verdict === 'approved') assertReviewedSheet(sheet, review);
  const name = `${sheet.id} ${month}, revision ${verdict.revision}`;
  assertAllowed(name, { ...verdict, ...withoutSpaces(verdict) }, review);
  await assertOpened(effects, sheet, month, verdict);
  return false;
}

const ACTIVITY_OF = {
  approved: 'revision-approved',
  'first-approval': 'revision-approved-first',
  rejected: 'revision-rejected',
} as const satisfies Readonly<Record<Decision['verdict'], ActivityKind>>;

/** A repeated request is recorded once more, with the same number: the process that decided may have been killed before this. */
async function recordDecision(effects: DecideEffects, decision: Decision, via?: ActivityVia): Promise<void> {
  const { sheet, month, revision, decision: number, verdict } = decision;
  const actor = { ...actorOf(decision), ...(via !== undefined && { via }) };
  await recordActivity(effects, actor, ACTIVITY_OF[verdict], { sheet, month, revision, decision: number });
}

function repeatedDecision(
  { decisions, messageChanged, approval: { first } }: Review,
  { revision, verdict, by, caller }: Verdict,
): Decision | null {
  if (verdict === 'approved' && first && isSamePerson(first, { by, caller })) return first;
  if (verdict === 'approved' && messageChanged) return null;
  const last = decisions.findLast((decision) => decision.revision === revision);
  return last?.verdict === verdict && last.by === by.trim() && last.caller === caller ? last : null;
}

/** A revision is judged by the sheet it was made with: another sheet has other rules, scope and pages. */
function assertReviewedSheet(sheet: Sheet, { revision }: Review): void {
  const publish = `factsheets publish ${sheet.id} ${revision.month}`;
  const remedy = `nothing was approved. Compute the edition again (${publish}) and review the revision it gets, or restore the folder`;
  assertSameSheet(sheet, revision, remedy);
}

/** A reason to approve only covers the warnings that the person saw. */
function assertSameWarnings({ revision, verdict }: Verdict, review: Review, shown: Review['warnings'] | null): void {
  if (verdict !== 'approved' || shown === null || isDeepStrictEqual(shown, review.warnings)) return;
  const { sheet, month } = review.revision;
  const now = review.warnings.length > 0 ? warningKinds(review) : 'nothing any more';
  const why = `others decided at the same time, and the rules now object to something else: ${now}; review it again`;
  throw new Failure('DecisionRefused', `${sheet} ${month}, revision ${revision}: ${why}`);
}

const withoutSpaces = ({ by, reason }: Verdict) => ({ by: by.trim(), reason: reason?.trim() || null });

async function buildDecision(
  effects: DecideEffects,
  sheet: Sheet,
  verdict: Verdict,
  { review, next, figures, files }: Reviewed,
): Promise<Decision> {
  const { month, fingerprint } = review.revision;
  const { by, reason } = withoutSpaces(verdict);
  if (verdict.verdict === 'approved') assertReviewedSheet(sheet, review);
  assertAllowed(`${sheet.id} ${month}, revision ${verdict.revision}`, { ...verdict, by, reason }, review);
  await assertOpened(effects, sheet, month, verdict);
  await recordStated(effects, sheet, month, verdict);
  return {
    sheet: sheet.id,
    month,
    decision: next,
    revision: verdict.revision,
    verdict: storedVerdict(review, verdict.verdict),
    by,
    caller: verdict.caller,
    at: effects.clock.now().toISOString(),
    reason,
    warnings: review.warnings,
    files,
    fingerprint,
    ...(verdict.verdict === 'approved' && { message: await currentMessage(effects, sheet, review.revision, figures) }),
  };
}

/** The second of two approvals publishes; the same person cannot give both (repeatedDecision). */
const storedVerdict = ({ approval: { people, first } }: Review, asked: AskedVerdict): Decision['verdict'] =>
  asked === 'approved' && people === 2 && first === null ? 'first-approval' : asked;

function assertAllowed(name: string, { revision, verdict, by, reason }: Verdict, review: Review): void {
  const newest = review.revision.revision;
  const last = review.decisions.findLast((one) => one.revision === revision && one.verdict !== 'first-approval');
  const refusals: [is: boolean, why: string][] = [
    [by === '', 'needs the name of the person who decides'],
    ...signedTextRefusals({ by, reason }, 4000),
    [
      last?.verdict === 'approved' && !(verdict === 'approved' && review.messageChanged),
      `was approved by ${last?.by} on ${last?.at.slice(0, 10)}; a newer revision corrects it`,
    ],
    [revision !== newest, `is not the newest revision, which is ${newest}; review that one`],
    [
      verdict === 'approved' && !review.pagesComplete,
      'has an incomplete report; publish the edition again, then look at its pages',
    ],
    [verdict === 'approved' && review.exposed.length > 0, exposedWords(review)],
    [verdict === 'approved' && review.tooNear.length > 0, tooCloseWords(review)],
    [
      verdict === 'approved' && review.approval.uploaders.some((name) => isSameName(name, by)),
      `cannot be approved by ${by}, who uploaded an export that it counts; another approver decides`,
    ],
    [verdict === 'rejected' && reason === null, 'needs a reason to be rejected'],
  ];
  const why = refusals.find(([is]) => is)?.[1];
  if (why) throw new Failure('DecisionRefused', `${name} ${why}`);
  if (reason === null && review.warnings.length > 0)
    throw new ReasonNeeded(name, [review.revision.sheet], review.warnings);
}

async function emitDecision(
  effects: DecideEffects,
  { sheet, month, revision, verdict, by }: Decision,
  following: number | undefined,
): Promise<void> {
  const name = verdict === 'approved' ? 'RevisionApproved' : 'RevisionRejected';
  // the first of two approvals changes nothing for anyone who receives events
  const detail = { sheet, month, revision, by, ...(following !== undefined && { following }) };
  if (verdict !== 'first-approval') await effects.events.emit({ name, detail });
  effects.log.info('revision-decided', { sheet, month, revision, verdict });
}
