import { isDeepStrictEqual } from 'node:util';
import type { Decision } from '../../domain/decision.ts';
import type { ReportFile } from '../../domain/edition.ts';
import type { Effects } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import type { Month } from '../../domain/month.ts';
import { isDraftPage } from '../../domain/object-keys.ts';
import type { Review } from '../../domain/review.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { isPrintable } from '../../domain/text/printable.ts';
import { checkHead, raiseHead } from '../state-head.ts';
import { verifiedFiles } from '../verify-state/verify-files.ts';
import { copyApprovedPages } from './approved-files.ts';
import { currentMessage, type MessageEffects } from './approved-message.ts';
import { numberedReview } from './review-edition.ts';
import { assertSameSheet } from './sheet-of-revision.ts';

export type DecideEffects = EffectsOf<'decide-revision'> & Pick<Effects, 'clock' | 'log'> & MessageEffects;

/** What a person decides. */
export type Verdict = Pick<Decision, 'revision' | 'verdict' | 'by' | 'caller' | 'reason'>;

/** How often a decision that came between is looked at before the step gives up. */
const ATTEMPTS = 10;

/**
 * Approves or rejects the newest revision of an edition, and tells the bus.
 *
 *     decisions, newest revision, what is approved, exports in force ─► review ─► may it be? ─► decision n+1, if the number is free ─► event
 *
 * Decisions on all editions of the sheet are read first and share one row of numbers, so one in between, on this edition or
 * another, costs a new look at everything, and ends the step when the rules object to something else by then. A revision that is made in between is
 * not the person's: the one approved stays what they saw, and publishing again makes the newer one say that it corrects it.
 * The same decision of the same person again copies the pages, raises the head and tells the bus again, and writes no decision: an event may have been lost.
 * An approval names every file of the revision by its hash, after each was compared with the record of the report, and a hash of what
 * messages about it say: what is sent later is compared with both. When the messages say something else by then, the revision may be
 * approved again.
 * @throws Failure StateChanged when the table is older than its head, DecisionRefused when the rules do not allow it, ReportChanged when a file is not the recorded one, DefinitionChanged when the sheet is no longer the one an approved revision was made with, WrongUsage when there is no such edition
 */
export async function decideRevision(
  effects: DecideEffects,
  sheet: Sheet,
  month: Month,
  verdict: Verdict,
): Promise<Decision> {
  let shown: Review['warnings'] | null = null;
  await checkHead(effects, sheet.id);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { review, next } = await numberedReview(effects, sheet, month);
    const told = decidedAlready(review, verdict);
    if (!told) refuseOvertaken(verdict, review, shown);
    if (!told && verdict.verdict === 'approved') refuseOtherSheet(sheet, review);
    shown = review.warnings;
    const decision = told ?? (await decisionOf(effects, sheet, verdict, { review, next }));
    // before the decision is written: whatever is approved has its pages where links open them
    if (decision.verdict === 'approved') await copyApprovedPages(effects, decision);
    if (told || (await effects.editions.decide(decision))) {
      await raiseHead(effects, sheet.id);
      await tell(effects, decision);
      return decision;
    }
  }
  throw new Failure('StoreConflict', `${sheet.id} ${month}: others decided ${ATTEMPTS} times meanwhile; look again`);
}

function decidedAlready(
  { decisions, messageChanged }: Review,
  { revision, verdict, by, caller }: Verdict,
): Decision | null {
  if (verdict === 'approved' && messageChanged) return null;
  const last = decisions.findLast((one) => one.revision === revision);
  return last?.verdict === verdict && last.by === by.trim() && last.caller === caller ? last : null;
}

/** A revision is judged by the sheet it was made with: the rules, the scope and the pages of another one are others. */
function refuseOtherSheet(sheet: Sheet, { revision }: Review): void {
  const publish = `factsheets publish ${sheet.id} ${revision.month}`;
  const remedy = `nothing was approved. Compute the edition again (${publish}) and review the revision it gets, or put the folder back as it was`;
  assertSameSheet(sheet, revision, remedy);
}

/** A reason to approve is given for what the person was shown, and for nothing else. */
function refuseOvertaken({ revision, verdict }: Verdict, review: Review, shown: Review['warnings'] | null): void {
  if (verdict !== 'approved' || shown === null || isDeepStrictEqual(shown, review.warnings)) return;
  const { sheet, month } = review.revision;
  const now = review.warnings.length > 0 ? kindsOf(review) : 'nothing any more';
  const why = `others decided at the same time, and what the rules object to is another now: ${now}; review it again`;
  throw new Failure('DecisionRefused', `${sheet} ${month}, revision ${revision}: ${why}`);
}

async function decisionOf(
  effects: DecideEffects,
  sheet: Sheet,
  verdict: Verdict,
  { review, next }: { readonly review: Review; readonly next: number },
): Promise<Decision> {
  const { month, fingerprint } = review.revision;
  const by = verdict.by.trim();
  const reason = verdict.reason?.trim() || null;
  refuse(`${sheet.id} ${month}, revision ${verdict.revision}`, { ...verdict, by, reason }, review);
  return {
    sheet: sheet.id,
    month,
    decision: next,
    revision: verdict.revision,
    verdict: verdict.verdict,
    by,
    caller: verdict.caller,
    at: effects.clock.now().toISOString(),
    reason,
    warnings: review.warnings,
    files: await filesOf(effects, verdict, review),
    fingerprint,
    ...(verdict.verdict === 'approved' && { message: await messageOf(effects, sheet, review) }),
  };
}

async function messageOf(effects: DecideEffects, sheet: Sheet, { revision }: Review): Promise<string | null> {
  const figures = await effects.editions.figuresOf(sheet.id, revision.fingerprint);
  return currentMessage(effects, sheet, revision, figures);
}

/** The files that readers get of the report that is decided on; those of an approval as they are in the store at this moment. */
async function filesOf(
  { editions, reports }: DecideEffects,
  { revision, verdict }: Verdict,
  { revision: { sheet, month } }: Review,
): Promise<readonly ReportFile[]> {
  const report = await editions.reportOf(sheet, month, revision);
  const files = (report?.files ?? []).filter(({ key }) => !isDraftPage(key));
  if (verdict === 'approved') await verifiedFiles(reports, `${sheet} ${month}, revision ${revision}`, files);
  return files;
}

function refuse(name: string, { revision, verdict, by, reason }: Verdict, review: Review): void {
  const newest = review.revision.revision;
  const last = review.decisions.findLast((one) => one.revision === revision);
  const refusals: [is: boolean, why: string][] = [
    [by === '', 'needs the name of who decides'],
    [
      by.length > 200 || !isPrintable(by),
      'needs a name of at most 200 characters, none of which is invisible or controls a terminal',
    ],
    [
      reason !== null && (reason.length > 4000 || !isPrintable(reason)),
      'needs a reason of at most 4000 characters on one line, none of which is invisible or controls a terminal',
    ],
    [
      last?.verdict === 'approved' && !(verdict === 'approved' && review.messageChanged),
      `was approved by ${last?.by} on ${last?.at.slice(0, 10)}; a newer revision corrects it`,
    ],
    [revision !== newest, `is not the newest revision, which is ${newest}; review that one`],
    [
      verdict === 'approved' && !review.pagesWhole,
      'has no whole report; publish the edition again, then look at its pages',
    ],
    [verdict === 'approved' && review.exposed.length > 0, exposedWords(review)],
    [verdict === 'approved' && review.tooNear.length > 0, tooNearWords(review)],
    [verdict === 'rejected' && reason === null, 'needs a reason to be rejected'],
    [reason === null && review.warnings.length > 0, `needs a reason: ${kindsOf(review)}`],
  ];
  const why = refusals.find(([is]) => is)?.[1];
  if (why) throw new Failure('DecisionRefused', `${name} ${why}`);
}

/** How many places a refusal names. */
const NAMED = 5;

/** Names the places, never the numbers: a refusal is logged. */
function exposedWords({ exposed }: Review): string {
  const places = exposed.map(({ sheet, month, revision, figure, cell }) => {
    return `${figure}${cell === null ? '' : ` ${cell}`} of ${sheet ? `${sheet} ` : ''}${month}, revision ${revision}`;
  });
  const more = places.length > NAMED ? ` and ${places.length - NAMED} more` : '';
  return `cannot be approved, whatever the reason: together with what is approved it would tell hidden numbers (${places.slice(0, NAMED).join('; ')}${more}). Wait for a later edition, or merge cells`;
}

function tooNearWords({ tooNear, revision: { sheet } }: Review): string {
  const near = tooNear.map(({ month, months }) => `${month}, ${months === 1 ? '1 month' : `${months} months`} away`);
  const least = tooNear[0]?.least ?? 0;
  return `cannot be approved, whatever the reason: it is too near to what is approved (${near.join('; ')}), and the sheet asks for ${least} months. Wait for a later edition, or change "minimumMonthsBetweenEditions" or write "interval": "advise" in templates/${sheet}/sheet.json`;
}

const KINDS: Readonly<Record<Review['warnings'][number]['kind'], string>> = {
  behind: 'exports came, were corrected or were withdrawn since it was made, so publish the edition again first',
  incomplete: 'it is incomplete',
  'small-changes': 'numbers that approved revisions print too differ by so little that readers can subtract few people',
  interval: 'an approved edition is nearer than the sheet allows',
  orphans: 'many people belong to no case that the exports hold, so no figure counts them',
  rejected: 'it was rejected before',
};

const kindsOf = ({ warnings }: Review): string => [...new Set(warnings.map(({ kind }) => KINDS[kind]))].join('; ');

async function tell(effects: DecideEffects, { sheet, month, revision, verdict, by }: Decision): Promise<void> {
  const name = verdict === 'approved' ? 'RevisionApproved' : 'RevisionRejected';
  await effects.events.emit({ name, detail: { sheet, month, revision, by } });
  effects.log.info('revision-decided', { sheet, month, revision, verdict });
}
