import { type Addressee, type Approved, approvedIn, audienceOf } from '../../distribution/list/audience.ts';
import type { Dispatch } from '../../domain/dispatch.ts';
import type { Effects } from '../../domain/effects.ts';
import { activeHold, holdWords } from '../../domain/hold.ts';
import type { RevisionRun, RunReport } from '../../domain/run-report.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { checkHead } from '../state-head.ts';
import { type MailSettings, messageMaker } from './make-message.ts';
import { type Outcome, type RunOptions, type SendingRun, sendingRun } from './send-dispatch.ts';

export type DistributeEffects = EffectsOf<'distribute'> &
  Pick<Effects, 'definitions' | 'codes' | 'clock' | 'pause' | 'log'>;

interface JobEffects {
  readonly editions: Pick<Effects['editions'], 'editionsOf' | 'decisionsOf'>;
  readonly stakeholders: Pick<Effects['stakeholders'], 'all'>;
  readonly dispatches: Pick<Effects['dispatches'], 'list'>;
}

/** A revision with everyone it goes to. */
interface Job {
  readonly approved: Approved;
  readonly audience: readonly Addressee[];
}

/**
 * Sends a sheet's approved revisions to whoever has not got them, each at most once.
 *
 *     decisions ─► newest approved edition, and corrections of editions sent before ─► stakeholders, what is recorded
 *         ─► for each: still on the list? ─► message ─► claim (sending) ─► mail ─► sent | failed | released
 *
 * A claim that stays is uncertain.
 *
 * Nothing to send is told to the bus, not passed over.
 * @throws Failure StateChanged when the table is older than its head; of the definitions, when a message cannot be composed: before anybody is mailed
 */
export async function distribute(
  effects: DistributeEffects,
  sheet: Sheet,
  settings: MailSettings,
  options: RunOptions,
): Promise<RunReport> {
  await checkHead(effects, sheet.id);
  const jobs = await jobsOf(effects, sheet.id, options);
  const isOurs = ({ audience }: Job): boolean => audience.some(({ dispatch }) => dispatch?.run === options.run);
  const open = jobs.filter((job) => isOurs(job) || job.audience.some(({ standing }) => standing === 'send'));
  const hold = options.dryRun ? null : await activeHold(effects.holds, sheet.id);
  if (hold) return tellNothing(effects, sheet, options, { jobs, reason: holdWords(hold) });
  if (open.length === 0) return tellNothing(effects, sheet, options, { jobs, reason: reasonOf(jobs.at(-1)) });
  const sending = sendingRun(effects, options);
  const revisions: RevisionRun[] = [];
  let unreached = 0;
  for (const job of open) {
    const ran = await runJob(effects, sheet, settings, job, sending);
    unreached += ran.unreached;
    revisions.push(ran.run);
    if (!options.dryRun) await tellFinished(effects, ran.run);
  }
  return { run: options.run, revisions, nothing: null, unreached };
}

/** The approved revisions that options ask for, each with everyone it goes to, the oldest edition first. */
export async function jobsOf(
  effects: JobEffects,
  sheet: string,
  { month, only, toEveryone }: Pick<RunOptions, 'month' | 'only' | 'toEveryone'>,
): Promise<Job[]> {
  const months = (await effects.editions.editionsOf(sheet)).map((edition) => edition.month);
  const approved: Approved[] = [];
  for (const one of months) {
    const found = approvedIn(one, await effects.editions.decisionsOf(sheet, one));
    if (found) approved.push(found);
  }
  const stakeholders = await effects.stakeholders.all();
  const jobs: Job[] = [];
  for (const [at, one] of approved.entries()) {
    if (month !== null && month !== one.month) continue;
    const dispatches = new Map<number, Dispatch[]>();
    for (const revision of [one.revision, ...one.earlier])
      dispatches.set(revision, await effects.dispatches.list(sheet, one.month, revision));
    const everyone = audienceOf(one, sheet, stakeholders, dispatches, toEveryone || at === approved.length - 1);
    const audience = everyone.filter(({ stakeholder }) => only === null || stakeholder.id === only);
    jobs.push({ approved: one, audience });
  }
  return jobs;
}

async function tellNothing(
  effects: DistributeEffects,
  sheet: Sheet,
  { run, month, dryRun }: RunOptions,
  { jobs, reason }: { readonly jobs: readonly Job[]; readonly reason: string },
): Promise<RunReport> {
  const of = jobs.at(-1)?.approved.month ?? month;
  if (!dryRun)
    await effects.events.emit({ name: 'NothingToDistribute', detail: { sheet: sheet.id, month: of, reason } });
  effects.log.info('nothing-to-distribute', { sheet: sheet.id, month: of });
  const revisions = jobs.map((job) => countsOf(sheet, job, new Map()));
  return { run, revisions, nothing: `${sheet.id}${of === null ? '' : ` ${of}`}: ${reason}`, unreached: 0 };
}

function reasonOf(job: Job | undefined): string {
  if (!job) return 'no revision is approved';
  const { audience, approved } = job;
  if (audience.length === 0) return 'nobody is on the list';
  const uncertain = audience.filter(({ standing }) => standing === 'uncertain').length;
  const more = uncertain > 0 ? `; of ${uncertain} a person must say whether it did` : '';
  return `revision ${approved.revision} has gone to everyone it can go to${more}`;
}

async function runJob(
  effects: DistributeEffects,
  sheet: Sheet,
  settings: MailSettings,
  { approved, audience }: Job,
  sending: SendingRun,
) {
  const make = await messageMaker(effects, sheet, settings, approved, { audience, isDry: sending.isDry });
  const outcomes = new Map<string, Outcome>();
  let unreached = 0;
  for (const addressee of audience) {
    if (addressee.standing !== 'send') continue;
    const outcome = await sending.send(sheet, approved, addressee, make);
    if (outcome === 'unreached') unreached++;
    outcomes.set(addressee.stakeholder.id, outcome);
  }
  await lookAgain(effects, sheet, approved, audience, outcomes);
  return { run: countsOf(sheet, { approved, audience }, outcomes, sending.run), unreached };
}

/** What was in another run's hands when this one came by may be settled by now. */
async function lookAgain(
  { dispatches }: DistributeEffects,
  sheet: Sheet,
  { month, revision }: Approved,
  audience: readonly Addressee[],
  outcomes: Map<string, Outcome>,
): Promise<void> {
  const open = audience.filter(
    ({ stakeholder, standing }) => (outcomes.get(stakeholder.id) ?? standing) === 'uncertain',
  );
  if (open.length === 0) return;
  const now = await dispatches.list(sheet.id, month, revision);
  for (const { stakeholder } of open) {
    const status = now.find((one) => one.stakeholder === stakeholder.id)?.status;
    if (status === 'sent') outcomes.set(stakeholder.id, 'already');
    if (status === 'failed') outcomes.set(stakeholder.id, 'failed');
  }
}

/** Everyone on the list in exactly one state: what the run made of them, else how they stood before. */
function countsOf(
  sheet: Sheet,
  { approved: { month, revision }, audience }: Job,
  outcomes: ReadonlyMap<string, Outcome>,
  run?: string,
): RevisionRun {
  const counts = { sent: 0, already: 0, paused: 0, suspended: 0, failed: 0, waiting: 0, uncertain: 0 };
  for (const { stakeholder, standing, dispatch } of audience) {
    const before = standing === 'already' && dispatch?.run === run ? 'sent' : standing;
    const now = outcomes.get(stakeholder.id) ?? before;
    if (now !== 'gone') counts[now === 'send' || now === 'unreached' ? 'waiting' : now]++;
  }
  return { sheet: sheet.id, month, revision, ...counts };
}

async function tellFinished(effects: DistributeEffects, run: RevisionRun): Promise<void> {
  await effects.events.emit({ name: 'DistributionFinished', detail: { ...run } });
  const { sheet, month, revision, sent, failed, uncertain } = run;
  effects.log.info('distribution-finished', { sheet, month, revision, sent, failed, uncertain });
}
