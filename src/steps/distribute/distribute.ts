import type { Addressee } from '../../distribution/list/audience.ts';
import { activeHold, holdWords } from '../../domain/hold.ts';
import type { NothingToSend, RevisionRun, RunReport } from '../../domain/run-report.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { checkHead } from '../state-head.ts';
import { type DistributeEffects, MailRun } from './mail-run.ts';
import { countRecipients, listMailings, type Mailing, type Outcome, type RunOptions } from './mailing.ts';
import { type MailSettings, prepareMessages } from './make-message.ts';

/**
 * Sends a sheet's approved revisions to everyone who does not have them, each at most once.
 *
 *   decisions ─► newest approved edition, and corrections of editions sent before ─► stakeholders, records
 *     ─► for each: still on the list? ─► message ─► claim (sending) ─► mail ─► sent | failed | released
 *
 * A message whose claim remains is uncertain. Emits `NothingToDistribute` if there is nothing to send.
 * @throws Failure StateChanged if the table is older than its head; a failure of the definitions if a message cannot be
 * composed: before anything is sent
 */
export async function distribute(
  effects: DistributeEffects,
  sheet: Sheet,
  settings: MailSettings,
  options: RunOptions,
): Promise<RunReport> {
  await checkHead(effects, sheet.id);
  const mailings = await listMailings(effects, sheet.id, options);
  const open = mailings.filter((mailing) => isOpen(mailing, options));
  const hold = options.dryRun ? null : await activeHold(effects.holds, sheet.id);
  if (hold || open.length === 0) {
    const reason = hold ? ({ why: 'held', text: holdWords(hold) } as const) : whyNothing(mailings.at(-1));
    return reportNothing(effects, sheet, options, { mailings, reason });
  }
  const run = new MailRun(effects, options);
  const revisions: RevisionRun[] = [];
  for (const mailing of open) {
    const messages = await prepareMessages(effects, { sheet, settings }, mailing, { isDry: options.dryRun });
    const outcomes = new Map<string, Outcome>();
    for (const addressee of mailing.audience)
      if (addressee.status === 'send') outcomes.set(addressee.stakeholder.id, await run.send(messages, addressee));
    await recheckUncertain(effects, sheet, mailing, outcomes);
    const counts = countRecipients(sheet, mailing, outcomes, options.run);
    revisions.push(counts);
    if (!options.dryRun) await reportFinished(effects, counts);
  }
  return { run: options.run, revisions, nothing: null, why: null, unreached: run.unreached };
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
  const revisions = mailings.map((mailing) => countRecipients(sheet, mailing, new Map(), null));
  const edition = month === null ? sheet.id : `${sheet.id} ${month}`;
  return { run: options.run, revisions, nothing: `${edition}: ${reason.text}`, why: reason.why, unreached: 0 };
}

/** Why there is nothing to send, as a code and in English. */
interface Reason {
  readonly why: NothingToSend;
  readonly text: string;
}

function whyNothing(mailing: Mailing | undefined): Reason {
  if (!mailing) return { why: 'none-approved', text: 'no revision is approved' };
  const { audience, approved } = mailing;
  if (audience.length === 0) return { why: 'no-one', text: 'no one on the list gets this sheet' };
  const uncertain = audience.filter(({ status }) => status === 'uncertain').length;
  const more = uncertain > 0 ? `; ${uncertain} uncertain: a person must find out whether the messages went out` : '';
  return { why: 'everyone-has-it', text: `revision ${approved.revision} was sent to everyone who can get it${more}` };
}

/** Checks again what was uncertain when this run reached it: another run may have finished since. */
async function recheckUncertain(
  { dispatches }: DistributeEffects,
  sheet: Sheet,
  { approved: { month, revision }, audience }: Mailing,
  outcomes: Map<string, Outcome>,
): Promise<void> {
  const isUncertain = ({ stakeholder, status }: Addressee): boolean =>
    (outcomes.get(stakeholder.id) ?? status) === 'uncertain';
  const uncertain = audience.filter(isUncertain);
  if (uncertain.length === 0) return;
  const recorded = await dispatches.list(sheet.id, month, revision);
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
