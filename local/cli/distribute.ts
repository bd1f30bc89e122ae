import { join } from 'node:path';
import { mailFolder } from '../../src/adapters/local/mail-folder.ts';
import { makeFolder } from '../../src/adapters/local/make-folder.ts';
import { approvalsAmong } from '../../src/domain/decision.ts';
import { Failure } from '../../src/domain/failure.ts';
import { activeHold } from '../../src/domain/hold.ts';
import type { RevisionRun, RunCounts, RunReport } from '../../src/domain/run-report.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { type DistributeEffects, distribute as distributeSheet } from '../../src/steps/distribute/distribute.ts';
import { settingsOf } from '../../src/steps/distribute/distribute-due.ts';
import { resolveDispatches } from '../../src/steps/distribute/resolve-dispatches.ts';
import { currentMessage, isOtherMessage } from '../../src/steps/review-edition/approved-message.ts';
import { idOfStakeholder } from '../../src/steps/stakeholders/keep-stakeholders.ts';
import { readMailConfiguration } from '../mail/mail-configuration.ts';
import { nextMomentOf } from '../mail/next-moments.ts';
import { type OutgoingMail, outgoingMail } from '../mail/outgoing-mail.ts';
import { type OpenList, withList } from '../state/open-list.ts';
import { type OpenState, withState } from '../state/open-state.ts';
import type { DistributeCommand, ResolveCommand } from './commands/distribute.ts';
import { distributionPlan, type PlannedMessage, planLines } from './distribution-plan.ts';
import { askReview } from './remote-review.ts';
import { sheetAsked } from './sheet-asked.ts';
import { EXIT } from './summary.ts';
import type { Terminal } from './terminal.ts';
import { refuseChanged } from './verify.ts';

/**
 * Sends a sheet to its stakeholders by the mail server of the configuration, or writes the messages to a folder; in AWS asks the stage
 * to send now. Ends with 2 when there was nothing to send, or not all of it went out.
 */
export async function distribute(command: DistributeCommand, terminal: Terminal, environment: NodeJS.ProcessEnv) {
  const { place } = command;
  if ('url' in place) return askDistribution(place.url, command, terminal);
  return withState(place, environment, async (state) => {
    const sheet = await sheetAsked(state.files, state.definitions, command.sheet);
    const only = await idOn(state, command.to);
    await refuseChanged(place.state, state.workplace);
    const folder = command.mail ?? join(place.state, 'mail');
    const outgoing = await outgoingMail(await readMailConfiguration(command.config), folder, environment);
    if (command.dryRun) return dryRun(state, sheet, { ...command, only }, outgoing, terminal);
    await makeMailFolder(outgoing);
    const run = `by hand ${state.effects.clock.now().toISOString()}`;
    const { month } = command;
    const options = { run, month, toEveryone: month !== null, only, dryRun: false, until: null };
    const settings = settingsOf(outgoing.configuration, sheet.id);
    const report = await distributeSheet(mailEffects(state, outgoing), sheet, settings, options);
    if (command.json) terminal.out(JSON.stringify(report, null, 2));
    else for (const line of runLines(report, outgoing)) terminal.out(line);
    return exitOfRun(report, false);
  });
}

/** Made before anything is claimed: what was surely not sent must not end as uncertain. */
export async function makeMailFolder({ folder }: OutgoingMail): Promise<void> {
  if (folder !== null) await makeFolder(folder);
}

type DryRun = Pick<DistributeCommand, 'month' | 'mail' | 'json'> & { readonly only: string | null };

/** Lists every message that would go out; nothing is sent or recorded. */
async function dryRun(
  state: OpenState,
  sheet: Sheet,
  { month, mail, json, only }: DryRun,
  outgoing: OutgoingMail,
  terminal: Terminal,
): Promise<number> {
  const { planned, preview } = distributionPlan(mail === undefined ? null : mailFolder(mail));
  const options = { run: 'dry run', month, toEveryone: month !== null, only, dryRun: true, until: null, preview };
  const settings = settingsOf(outgoing.configuration, sheet.id);
  const report = await distributeSheet(mailEffects(state, outgoing), sheet, settings, options);
  const when = { now: state.effects.clock.now(), hold: await activeHold(state.effects.holds, sheet.id) };
  const next = nextMomentOf(outgoing.configuration, sheet.id, when);
  const changed = await changedMessages(state, sheet, report);
  if (json) terminal.out(JSON.stringify({ ...report, planned, changed, next }, null, 2));
  else for (const line of [...dryRunLines(report, planned, outgoing), ...changedLines(changed)]) terminal.out(line);
  if (!json) terminal.out(`by itself it goes out: ${next}`);
  if (!json && mail !== undefined && planned.length > 0) terminal.out(`  messages as .eml files: ${mail}`);
  return changed.length > 0 ? EXIT.incomplete : exitOfRun(report, true);
}

/** The revisions of a dry run whose messages say something else than when they were approved. */
async function changedMessages({ effects }: OpenState, sheet: Sheet, { revisions }: RunReport) {
  const changed: Pick<RevisionRun, 'sheet' | 'month' | 'revision'>[] = [];
  for (const { month, revision } of revisions.filter(({ waiting }) => waiting > 0)) {
    const decisions = await effects.editions.decisionsOf(sheet.id, month);
    const approval = approvalsAmong(decisions).findLast((one) => one.revision === revision);
    const made = await effects.editions.revision(sheet.id, month, revision);
    if (!approval || !made) continue;
    const figures = await effects.editions.figuresOf(sheet.id, made.fingerprint);
    if (isOtherMessage(approval, await currentMessage(effects, sheet, made, figures)))
      changed.push({ sheet: sheet.id, month, revision });
  }
  return changed;
}

const changedLines = (changed: Awaited<ReturnType<typeof changedMessages>>): string[] =>
  changed.map(
    ({ sheet, month, revision }) =>
      `${sheet} ${month}, revision ${revision}: its messages say something else than when it was approved, so none is sent; factsheets approve ${sheet} ${month} --revision ${revision} approves them`,
  );

function dryRunLines(report: RunReport, planned: readonly PlannedMessage[], outgoing: OutgoingMail): string[] {
  const { revisions } = report;
  const of = (run: RevisionRun): PlannedMessage[] =>
    planned.filter(({ month, revision }) => month === run.month && revision === run.revision);
  return [
    ...headLines(report, outgoing),
    ...revisions.flatMap((run) => [
      revisionLine(run, (state) => (state === 'waiting' ? 'would be sent' : state)),
      ...planLines(of(run)),
    ]),
  ];
}

/** Keeps what a person says of dispatches. Ends with 2 when there was none to say it of. */
export async function resolve(command: ResolveCommand, terminal: Terminal, environment: NodeJS.ProcessEnv) {
  const { place, month, as, to } = command;
  return withList(place, environment, async (list) => {
    const sheet = await sheetAsked(list.files, list.definitions, command.sheet);
    const changed = await resolveDispatches(list.effects, sheet, month, as, await idOn(list, to));
    terminal.out(`${changed} changed`);
    return changed > 0 ? EXIT.complete : EXIT.incomplete;
  });
}

/** The id of an address of the list; null for none. */
async function idOn({ effects }: OpenList, address: string | null): Promise<string | null> {
  if (address === null) return null;
  const id = await idOfStakeholder(effects, address);
  if (!(await effects.stakeholders.byId(id)))
    throw new Failure('StakeholdersInvalid', 'no one on the list has that address');
  return id;
}

/** The effects of a distribution on one machine. */
export const mailEffects = ({ effects }: Pick<OpenState, 'effects'>, { mail }: OutgoingMail): DistributeEffects => ({
  ...effects,
  mail,
});

/** What a run made, in words: messages that went to a folder are written, not sent. */
export function runLines(report: RunReport, outgoing: OutgoingMail): string[] {
  const { revisions, unreached } = report;
  const { folder } = outgoing;
  const word = (state: keyof RunCounts): string => (state === 'sent' && folder !== null ? 'written' : state);
  const uncertain = revisions.some((run) => run.uncertain > 0);
  const isWritten = folder !== null && revisions.some((run) => run.sent > 0);
  return [
    ...headLines(report, outgoing),
    ...revisions.map((run) => revisionLine(run, word)),
    ...(unreached > 0 ? [`${unreached} were not reached: run it again`] : []),
    ...(outgoing.configuration.linkUrl === null && revisions.some((run) => run.waiting > 0)
      ? ['waiting: no address answers links, so whoever gets a link gets nothing; --dry-run names them']
      : []),
    ...(uncertain ? ['uncertain: a run ended before it knew; look, then --resolve sent or resend'] : []),
    ...(isWritten
      ? [`  messages as .eml files: ${folder}; nothing was sent, for no mail server is configured (smtp)`]
      : []),
  ];
}

const headLines = ({ nothing }: RunReport, { notes }: OutgoingMail): string[] => [
  ...notes,
  ...(nothing === null ? [] : [`nothing to send: ${nothing}`]),
];

const STATES = ['sent', 'already', 'paused', 'suspended', 'failed', 'waiting', 'uncertain'] as const;

function revisionLine(run: RevisionRun, word: (state: keyof RunCounts) => string): string {
  const counts = STATES.filter((state) => run[state] > 0).map((state) => `${run[state]} ${word(state)}`);
  return `${run.sheet} ${run.month}, revision ${run.revision}: ${counts.join(', ') || 'no one'}`;
}

/** 0 only when something was sent and nothing went wrong. */
export const exitOfRun = ({ revisions, nothing, unreached }: RunReport, dryRun: boolean): number =>
  nothing === null &&
  unreached === 0 &&
  revisions.every((run) => run.failed + run.uncertain + (dryRun ? 0 : run.waiting) === 0)
    ? EXIT.complete
    : EXIT.incomplete;

/** Asks the stage to send a sheet now; its function that sends hears of it by the bus. */
async function askDistribution(
  url: string,
  { sheet, month, by }: DistributeCommand,
  terminal: Terminal,
): Promise<number> {
  await askReview(url, { ask: 'distribute', sheet, month, by: by ?? '' });
  terminal.out(
    `${sheet}${month === null ? '' : ` ${month}`}: asked for; what becomes of it is on the bus (DistributionFinished)`,
  );
  return EXIT.complete;
}
