import type { Addressee } from '../../distribution/list/audience.ts';
import { activeHold, type Hold, holdWords } from '../../domain/hold.ts';
import type { Month } from '../../domain/month.ts';
import type { NothingToSend, RevisionRun, RunReport } from '../../domain/run-report.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { checkHead } from '../state-head.ts';
import { type DistributeEffects, MailRun } from './mail-run.ts';
import { countRecipients, familyMailings, type Mailing, type Outcome } from './mailing.ts';
import {
  byMonth,
  type PlannedMailings,
  personalMessages,
  type SheetNames,
  sheetNames,
  sheetsLater,
} from './personal-message.ts';
import { type MailSettings, prepareMessages, type RevisionMessages } from './prepare-messages.ts';
import type { RunOptions } from './run-options.ts';

/** Sends one sheet, as `distributeFamily` sends several. */
export const distribute = (
  effects: DistributeEffects,
  sheet: Sheet,
  settings: MailSettings,
  options: RunOptions,
): Promise<RunReport> => distributeFamily(effects, [sheet], settings, options);

/**
 * Sends the approved revisions of a sheet, or of a family's sheets, to everyone who does not have them, each at most
 * once. A person gets what they chose of a family and a month in one message.
 *
 *   decisions ─► newest approved edition, and corrections of editions sent before ─► stakeholders, records
 *     ─► for each: still on the list? ─► message ─► claim (sending) ─► mail ─► sent | failed | released
 *
 * A message whose claims remain is uncertain. A member on hold does not stop the others. Emits `NothingToDistribute` if
 * there is nothing to send.
 * @param sheets the main sheet, then the members of its family to send
 * @throws Failure StateChanged if the table is older than its head; a failure of the definitions if a message cannot be
 * composed: before anything of its month is sent
 */
export async function distributeFamily(
  effects: DistributeEffects,
  sheets: Sheets,
  settings: MailSettings,
  options: RunOptions,
): Promise<RunReport> {
  for (const { id } of sheets) await checkHead(effects, id);
  const all = await familyMailings(
    effects,
    sheets.map(({ id }) => id),
    options,
  );
  const holds = await activeHolds(effects, sheets, options);
  const due = all.filter((mailing) => isOpen(mailing, options));
  const open = due.filter(({ sheet }) => !holds.has(sheet));
  const hold = holds.get(sheets[0].id) ?? (open.length === 0 ? holds.get(due[0]?.sheet ?? '') : undefined);
  if (hold || open.length === 0) {
    const reason = hold ? ({ why: 'held', text: holdWords(hold) } as const) : whyNothing(all);
    return reportNothing(effects, sheets[0], options, { mailings: all, reason });
  }
  const run = new MailRun(effects, options);
  const names = await sheetNames(effects.definitions, sheets);
  const planned = { all, open, held: new Set(holds.keys()) };
  const revisions: RevisionRun[] = [];
  for (const month of byMonth(open).keys())
    revisions.push(...(await sendMonth(effects, { run, sheets, settings, options, names }, month, planned)));
  const held = [...new Set(due.map(({ sheet }) => sheet))].filter((sheet) => holds.has(sheet));
  return {
    run: options.run,
    revisions,
    nothing: null,
    why: null,
    unreached: run.unreached,
    ...(held.length > 0 && { held }),
  };
}

/** The main sheet of a run, then members of its family. */
type Sheets = readonly [Sheet, ...Sheet[]];

/** What all months of a run have in common. */
interface RunContext {
  readonly run: MailRun;
  readonly sheets: Sheets;
  readonly settings: MailSettings;
  readonly options: RunOptions;
  readonly names: SheetNames;
}

/** Sends what is open of one month: one message per person. @returns the counts of each revision */
async function sendMonth(
  effects: DistributeEffects,
  { run, sheets, settings, options, names }: RunContext,
  month: Month,
  planned: PlannedMailings,
): Promise<RevisionRun[]> {
  const material = new Map<Mailing, RevisionMessages>();
  for (const mailing of byMonth(planned.open).get(month) ?? []) {
    const sheet = sheets.find(({ id }) => id === mailing.sheet) ?? sheets[0];
    material.set(mailing, await prepareMessages(effects, { sheet, settings }, mailing, { isDry: options.dryRun }));
  }
  const outcomes = new Map([...material.keys()].map(({ sheet }) => [sheet, new Map<string, Outcome>()]));
  const laterFor = options.month === null ? sheetsLater(month, sheets, planned) : () => [];
  for (const message of personalMessages(month, material, { laterFor, names }))
    for (const [sheet, outcome] of await run.send(message)) outcomes.get(sheet)?.set(message.stakeholder.id, outcome);
  const revisions: RevisionRun[] = [];
  for (const mailing of material.keys()) {
    const own = outcomes.get(mailing.sheet) ?? new Map<string, Outcome>();
    await recheckUncertain(effects, mailing, own);
    const counts = countRecipients(mailing, own, options.run);
    revisions.push(counts);
    if (!options.dryRun) await reportFinished(effects, counts);
  }
  return revisions;
}

/**
 * Returns the hold of each sheet that is on hold. If the main sheet is, a preview shows what is sent once it is released.
 */
async function activeHolds(
  { holds }: DistributeEffects,
  sheets: Sheets,
  { dryRun }: RunOptions,
): Promise<ReadonlyMap<string, Hold>> {
  const [main] = sheets;
  const active = await Promise.all(sheets.map(async ({ id }) => [id, await activeHold(holds, id)] as const));
  return new Map(
    active.flatMap(([id, hold]) => (hold && !(dryRun && hold.sheet === main.id) ? [[id, hold] as const] : [])),
  );
}

/** Returns whether a run has something to do for a revision, or an earlier call of the same run sent part of it. */
const isOpen = ({ audience }: Mailing, { run }: RunOptions): boolean =>
  audience.some(({ status, dispatch }) => status === 'send' || dispatch?.run === run);

async function reportNothing(
  effects: DistributeEffects,
  sheet: Sheet,
  options: RunOptions,
  { mailings, reason }: { readonly mailings: readonly Mailing[]; readonly reason: Reason },
): Promise<RunReport> {
  const month = mailings.at(-1)?.approved.month ?? options.month;
  if (!options.dryRun)
    await effects.events.emit({ name: 'NothingToDistribute', detail: { sheet: sheet.id, month, reason: reason.text } });
  effects.log.info('nothing-to-distribute', { sheet: sheet.id, month });
  const revisions = mailings.map((mailing) => countRecipients(mailing, new Map(), null));
  const edition = month === null ? sheet.id : `${sheet.id} ${month}`;
  return { run: options.run, revisions, nothing: `${edition}: ${reason.text}`, why: reason.why, unreached: 0 };
}

/** Why there is nothing to send, as a code and in English. */
interface Reason {
  readonly why: NothingToSend;
  readonly text: string;
}

function whyNothing(mailings: readonly Mailing[]): Reason {
  const mailing = mailings.findLast(({ audience }) => audience.length > 0);
  if (mailings.length === 0) return { why: 'none-approved', text: 'no revision is approved' };
  if (!mailing) return { why: 'no-one', text: 'no one on the list gets this sheet' };
  const { audience, approved } = mailing;
  const uncertain = audience.filter(({ status }) => status === 'uncertain').length;
  const more = uncertain > 0 ? `; ${uncertain} uncertain: a person must find out whether the messages went out` : '';
  return { why: 'everyone-has-it', text: `revision ${approved.revision} was sent to everyone who can get it${more}` };
}

/** Checks again what was uncertain when this run reached it: another run may have finished since. */
async function recheckUncertain(
  { dispatches }: DistributeEffects,
  { sheet, approved: { month, revision }, audience }: Mailing,
  outcomes: Map<string, Outcome>,
): Promise<void> {
  const isUncertain = ({ stakeholder, status }: Addressee): boolean =>
    (outcomes.get(stakeholder.id) ?? status) === 'uncertain';
  const uncertain = audience.filter(isUncertain);
  if (uncertain.length === 0) return;
  const recorded = await dispatches.list(sheet, month, revision);
  for (const { stakeholder } of uncertain) {
    const status = recorded.find((dispatch) => dispatch.stakeholder === stakeholder.id)?.status;
    if (status === 'sent') outcomes.set(stakeholder.id, 'already');
    if (status === 'failed') outcomes.set(stakeholder.id, 'failed');
  }
}

async function reportFinished(effects: DistributeEffects, run: RevisionRun): Promise<void> {
  await effects.events.emit({ name: 'DistributionFinished', detail: { ...run } });
  const { sheet, month, revision, sent, failed, uncertain } = run;
  effects.log.info('distribution-finished', { sheet, month, revision, sent, failed, uncertain });
}
