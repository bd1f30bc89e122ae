import { join } from 'node:path';
import { mailFolder } from '../../../../src/adapters/local/mail-folder.ts';
import { makeFolder } from '../../../../src/adapters/local/make-folder.ts';
import { loadFamily } from '../../../../src/definitions/load-definitions.ts';
import { approvalsAmong } from '../../../../src/domain/decision.ts';
import { Failure } from '../../../../src/domain/failure.ts';
import { isMemberId } from '../../../../src/domain/family.ts';
import { activeHold } from '../../../../src/domain/hold.ts';
import { type Month, parseMonth } from '../../../../src/domain/month.ts';
import type { RevisionRun, RunReport } from '../../../../src/domain/run-report.ts';
import type { Sheet } from '../../../../src/domain/sheet.ts';
import { distributeFamily } from '../../../../src/steps/distribute/distribute.ts';
import { settingsOf, sheetsOfRun } from '../../../../src/steps/distribute/distribute-due.ts';
import type { Resolution } from '../../../../src/steps/distribute/resolve-dispatches.ts';
import { resolveDispatches } from '../../../../src/steps/distribute/resolve-dispatches.ts';
import { currentMessage, isChangedMessage } from '../../../../src/steps/review-edition/approved-message.ts';
import { findStakeholderId } from '../../../../src/steps/stakeholders/change-stakeholders.ts';
import { readMailConfiguration } from '../../../mail/mail-configuration.ts';
import { nextMomentOf } from '../../../mail/next-moments.ts';
import { mailEffects, type OutgoingMail, outgoingMail } from '../../../mail/outgoing-mail.ts';
import type { ListPlace } from '../../../state/open-list.ts';
import { type OpenList, withList } from '../../../state/open-list.ts';
import { assertUnchangedState, type OpenState, withState } from '../../../state/open-state.ts';
import { assertSheetExists, sheetAsked } from '../../../state/state-definitions.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import {
  FLAG,
  LIST_OPTIONS,
  listPlace,
  type ReviewPlace,
  read,
  requiredOption,
  reviewPlace,
  TEXT,
  text,
  usageError,
  type Values,
} from '../../arguments.ts';
import { askReview } from '../../aws/ask-review.ts';
import { defineCommand, EXIT } from '../../command.ts';
import { distributionPlan, dryRunLines, exitOfRun, runLines } from './distribution-lines.ts';

export const DISTRIBUTE = defineCommand({
  help: `factsheets distribute SHEET [MONTH] [options]

Sends the newest approved edition, or the edition of MONTH, to every stakeholder who does not have it, and corrections of
earlier editions to those who have the earlier revision. Messages go through the mail server of the configuration (smtp);
without one they are written as .eml files.

  --to ADDRESS         sends only to this stakeholder of the list
  --dry-run            lists every message with its stakeholder, language, delivery, kind and size; sends nothing
  --mail DIR           the folder for .eml files; by default the folder mail in the state. With --dry-run: also writes them
  --config FILE        sender, mail server, links and schedules; by default config/local.json of the program
  --state DIR          the state on this machine; by default state
  --json               prints the result as JSON

factsheets distribute SHEET [MONTH] --now --by NAME --url URL

The same in AWS: the stage sends now and does not wait for its schedule.

factsheets distribute SHEET MONTH --resolve sent|resend|revoke [--to ADDRESS] [--state DIR]

Records what happened to messages that may have gone out: sent (they did), or resend (send them again, also those that were
only written to files); or revokes their links. In AWS: --table NAME --secret ARN instead of --state DIR.`,
  parse: parseDistribute,
  run: runDistribute,
});

export interface DistributeCommand {
  readonly place: ReviewPlace;
  readonly sheet: string;
  readonly month: Month | null;
  readonly to: string | null;
  readonly dryRun: boolean;
  readonly mail: string | undefined;
  readonly config: string | undefined;
  readonly json: boolean;
  /** Who asks a stage in AWS to send now. */
  readonly by: string | null;
}

export interface ResolveCommand {
  readonly place: ListPlace;
  readonly sheet: string;
  readonly month: Month;
  readonly to: string | null;
  readonly as: Resolution;
}

const RESOLUTIONS = ['sent', 'resend', 'revoke'] as const;

function parseDistribute(argv: readonly string[]): DistributeCommand | ResolveCommand {
  const texts = { to: TEXT, resolve: TEXT, mail: TEXT, config: TEXT, url: TEXT, by: TEXT };
  const { values, positionals } = read(argv, { ...LIST_OPTIONS, ...texts, 'dry-run': FLAG, json: FLAG, now: FLAG }, 2);
  const [sheet, named] = positionals;
  if (sheet === undefined) throw usageError('name the sheet to distribute');
  const month = named === undefined ? null : parseMonth(named);
  if (named !== undefined && month === null)
    throw usageError(`"${named}" is not a month; write YYYY-MM, for example 2017-07`);
  const resolve = RESOLUTIONS.find((one) => one === values.resolve) ?? null;
  if (values.resolve !== undefined && (resolve === null || month === null))
    throw usageError(`--resolve needs a month and one of ${RESOLUTIONS.join(', ')}`);
  const to = text(values.to) ?? null;
  if (resolve !== null && month !== null) return { place: listPlace(values), sheet, month, to, as: resolve };
  if (values.table !== undefined)
    throw usageError('--table is only for --resolve; in AWS the schedule sends, or distribute --now --url');
  return {
    place: distributePlace(values),
    sheet,
    month,
    to,
    dryRun: values['dry-run'] === true,
    mail: text(values.mail),
    config: text(values.config),
    json: values.json === true,
    by: text(values.by) ?? null,
  };
}

function distributePlace(values: Values): ReviewPlace {
  const place = reviewPlace(values);
  if (!('url' in place)) return place;
  if (values.now !== true) throw usageError('--url asks a stage in AWS to send now; add --now');
  requiredOption(values, 'by', 'the name of the person who sends');
  const local = ['to', 'dry-run', 'mail', 'config', 'json'].find((name) => values[name] !== undefined);
  if (local !== undefined) throw usageError(`--${local} is for this machine; it cannot be used with --url`);
  return place;
}

async function runDistribute(
  command: DistributeCommand | ResolveCommand,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  return 'as' in command ? resolve(command, terminal, environment) : distribute(command, terminal, environment);
}

/**
 * Sends a sheet to its stakeholders by the mail server of the configuration, or writes the messages to a folder; in AWS
 * asks the stage to send now. Exits with code 2 when there was nothing to send, or not everything was sent.
 */
export async function distribute(command: DistributeCommand, terminal: Terminal, environment: NodeJS.ProcessEnv) {
  const { place } = command;
  if ('url' in place) return askDistribution(place.url, command, terminal);
  return withState(place, environment, async (state) => {
    await assertSheetExists(state.files, command.sheet);
    const sheets = await sheetsOfRun({ ...state.effects, definitions: state.files }, state.definitions, command.sheet);
    const only = await idOn(state, command.to);
    await assertUnchangedState(place.state, state.runtime);
    const folder = command.mail ?? join(place.state, 'mail');
    const outgoing = await outgoingMail(await readMailConfiguration(command.config), folder, environment);
    if (command.dryRun) return dryRun(state, sheets, { ...command, only, outgoing }, terminal);
    await makeMailFolder(outgoing);
    const run = `by hand ${state.effects.clock.now().toISOString()}`;
    const { month } = command;
    const options = { run, month, toEveryone: month !== null, only, dryRun: false, until: null };
    const settings = settingsOf(outgoing.configuration, sheets[0].id);
    const report = await distributeFamily(mailEffects(state, outgoing), sheets, settings, options);
    if (command.json) terminal.out(JSON.stringify(report, null, 2));
    else for (const line of runLines(report, outgoing)) terminal.out(line);
    return exitOfRun(report, false);
  });
}

/** Made before anything is claimed: what was surely not sent must not end as uncertain. */
async function makeMailFolder({ folder }: OutgoingMail): Promise<void> {
  if (folder !== null) await makeFolder(folder);
}

type DryRun = Pick<DistributeCommand, 'month' | 'mail' | 'json'> & {
  readonly only: string | null;
  readonly outgoing: OutgoingMail;
};

/** Lists every message that would go out; nothing is sent or recorded. */
async function dryRun(
  state: OpenState,
  sheets: readonly [Sheet, ...Sheet[]],
  { month, mail, json, only, outgoing }: DryRun,
  terminal: Terminal,
): Promise<number> {
  const { planned, preview } = distributionPlan(mail === undefined ? null : mailFolder(mail));
  const options = { run: 'dry run', month, toEveryone: month !== null, only, dryRun: true, until: null, preview };
  const [sheet] = sheets;
  const settings = settingsOf(outgoing.configuration, sheet.id);
  const report = await distributeFamily(mailEffects(state, outgoing), sheets, settings, options);
  const when = { now: state.effects.clock.now(), hold: await activeHold(state.effects.holds, sheet.id) };
  const next = nextMomentOf(outgoing.configuration, sheet.id, when);
  const changed = await changedMessages(state, sheets, report);
  if (json) terminal.out(JSON.stringify({ ...report, planned, changed, next }, null, 2));
  else for (const line of [...dryRunLines(report, planned, outgoing), ...changedLines(changed)]) terminal.out(line);
  if (!json) terminal.out(`next scheduled distribution: ${next}`);
  if (!json && mail !== undefined && planned.length > 0) terminal.out(`  messages as .eml files: ${mail}`);
  return changed.length > 0 ? EXIT.incomplete : exitOfRun(report, true);
}

/** The revisions of a dry run whose messages say something else than when they were approved. */
async function changedMessages({ effects }: OpenState, sheets: readonly Sheet[], { revisions }: RunReport) {
  const changed: Pick<RevisionRun, 'sheet' | 'month' | 'revision'>[] = [];
  for (const { sheet: id, month, revision } of revisions.filter(({ waiting }) => waiting > 0)) {
    const sheet = sheets.find((one) => one.id === id);
    if (!sheet) continue;
    const decisions = await effects.editions.decisionsOf(sheet.id, month);
    const approval = approvalsAmong(decisions).findLast((one) => one.revision === revision);
    const made = await effects.editions.revision(sheet.id, month, revision);
    if (!approval || !made) continue;
    const figures = await effects.editions.figuresOf(sheet.id, made.fingerprint);
    if (isChangedMessage(approval, await currentMessage(effects, sheet, made, figures)))
      changed.push({ sheet: sheet.id, month, revision });
  }
  return changed;
}

const changedLines = (changed: Awaited<ReturnType<typeof changedMessages>>): string[] =>
  changed.map(
    ({ sheet, month, revision }) =>
      `${sheet} ${month}, revision ${revision}: its messages changed after it was approved, so none is sent; factsheets approve ${sheet} ${month} --revision ${revision} approves them`,
  );

/** Records what a person found out about dispatches, of a main sheet also about its members. Exits with code 2 when none changed. */
export async function resolve(command: ResolveCommand, terminal: Terminal, environment: NodeJS.ProcessEnv) {
  const { place, month, as, to } = command;
  return withList(place, environment, async (list) => {
    const sheet = await sheetAsked(list.files, list.definitions, command.sheet);
    const stakeholder = await idOn(list, to);
    const only = stakeholder === null ? null : { stakeholder, seen: null };
    const isMember = isMemberId(sheet.id);
    const sheets = isMember ? [sheet] : await loadFamily(list.files, list.definitions, sheet.id);
    let changed = 0;
    for (const one of sheets) changed += await resolveDispatches(list.effects, one, month, { resolution: as, only });
    terminal.out(`${changed} changed`);
    return changed > 0 ? EXIT.complete : EXIT.incomplete;
  });
}

/** The id of an address of the list; null for none. */
async function idOn({ effects }: OpenList, address: string | null): Promise<string | null> {
  if (address === null) return null;
  const id = await findStakeholderId(effects, address);
  if (!(await effects.stakeholders.byId(id)))
    throw new Failure('StakeholdersInvalid', 'no one on the list has that address');
  return id;
}

/** Asks the stage to send a sheet now; its function that sends receives the event. */
async function askDistribution(
  url: string,
  { sheet, month, by }: DistributeCommand,
  terminal: Terminal,
): Promise<number> {
  await askReview(url, { ask: 'distribute', sheet, month, by: by ?? '' });
  terminal.out(
    `${sheet}${month === null ? '' : ` ${month}`}: requested; the stage emits DistributionFinished when it is done`,
  );
  return EXIT.complete;
}
