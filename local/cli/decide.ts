import { dirname, join } from 'node:path';
import type { Decision } from '../../src/domain/decision.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import { activeHold } from '../../src/domain/hold.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { jobsOf } from '../../src/steps/distribute/distribute.ts';
import { distributeDue } from '../../src/steps/distribute/distribute-due.ts';
import { decideRevision } from '../../src/steps/review-edition/decide-revision.ts';
import { readMailConfiguration } from '../mail/mail-configuration.ts';
import { nextMomentOf } from '../mail/next-moments.ts';
import { type OutgoingMail, outgoingMail } from '../mail/outgoing-mail.ts';
import { copyApproved } from '../pipeline/copy-pages.ts';
import { interruption } from '../pipeline/interruption.ts';
import { KeptPublications } from '../pipeline/kept-publications.ts';
import { counted, withPlaces } from '../pipeline/one-round.ts';
import { publishChanges } from '../pipeline/rounds.ts';
import { plainTelling } from '../pipeline/telling.ts';
import { type OpenState, withState } from '../state/open-state.ts';
import { placeFailures } from '../state/places.ts';
import type { DecideCommand } from './commands/decide.ts';
import { mailEffects, runLines } from './distribute.ts';
import { many } from './many.ts';
import { askReview } from './remote-review.ts';
import { sheetAsked } from './sheet-asked.ts';
import { EXIT } from './summary.ts';
import type { Terminal } from './terminal.ts';
import { refuseChanged } from './verify.ts';
import { warningLine } from './warning-lines.ts';

/**
 * Keeps a person's decision. After an approval the edition is published again, for a newer draft must say what it corrects and
 * its reviewers must hear of it, and is sent at once if its schedule says so of late approvals; in AWS both follow from the event.
 * @param signalled breaks off between two steps of what follows the decision; by default Ctrl-C and SIGTERM do
 * @returns 1 when publishing again failed, which was told; 2 when it was broken off
 */
export async function decide(
  command: DecideCommand,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
  signalled?: AbortSignal,
): Promise<number> {
  const { place, sheet: id, month, revision, by, reason } = command;
  const verdict = command.command === 'approve' ? 'approved' : 'rejected';
  if ('url' in place) {
    const request = { ask: 'decide', sheet: id, month, revision, verdict, by, reason } as const;
    tell((await askReview(place.url, request)) as Decision, terminal); // our own function's
    return EXIT.complete;
  }
  return withState(place, environment, async (state) => {
    const sheet = await sheetAsked(state.files, state.definitions, id);
    await refuseChanged(place.state, state.workplace);
    tell(await decideRevision(state.effects, sheet, month, { revision, verdict, by, caller: null, reason }), terminal);
    if (verdict === 'rejected') return EXIT.complete;
    const failureOf = placeFailures(command, environment);
    return follow(state, sheet, { ...command, folder: place.state, failureOf, environment }, terminal, signalled);
  });
}

/** What approves, and the folder of its state. */
type Approval = DecideCommand & {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly failureOf: (error: unknown) => unknown;
};

/** Does what follows an approval. The approval stands, whatever becomes of it. */
async function follow(
  state: OpenState,
  sheet: Sheet,
  approval: Approval,
  terminal: Terminal,
  signalled: AbortSignal | undefined,
): Promise<number> {
  const stopping = (): void => terminal.err('stopping after the step at hand; Ctrl-C again ends at once');
  const { signal, giveBack } = signalled ? { signal: signalled, giveBack: () => undefined } : interruption(stopping);
  try {
    const failures = await publishAgain(state, sheet, approval, terminal, signal);
    if (signal.aborted) {
      terminal.err(
        `broken off; factsheets publish ${sheet.id} ${approval.month} does what is left, and nothing was sent`,
      );
      return EXIT.incomplete;
    }
    const out = approval.out ?? join(dirname(approval.folder), 'out');
    const pages = await copyApproved(state.effects, out, approval);
    for (const file of pages?.files ?? []) if (file.endsWith('.pdf')) terminal.out(`  page: ${file}`);
    await sendIfLate(state, sheet, approval, join(approval.folder, 'mail'), terminal);
    return failures > 0 ? EXIT.failure : EXIT.complete;
  } finally {
    giveBack();
  }
}

function tell({ sheet, month, revision, verdict, by, warnings }: Decision, terminal: Terminal): void {
  terminal.out(`${sheet} ${month}, revision ${revision}: ${verdict} by ${by}`);
  if (verdict === 'approved') for (const warning of warnings) terminal.out(`  in spite of: ${warningLine(warning)}`);
}

/** Publishes the sheet from the approved month on, as the event has it done in AWS; tells how many publications failed. */
async function publishAgain(
  { effects, ...reading }: OpenState,
  sheet: Sheet,
  { month, revision, folder, failureOf }: Approval,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const { telling, failures } = counted(withPlaces(plainTelling(terminal), failureOf));
  const events = { emit: async (event: DomainEvent) => telling.event(event, true) };
  const press = { effects: { ...effects, events }, reading, kept: new KeptPublications(folder), out: null, signal };
  await publishChanges(press, telling, [{ hotline: null, sheet: sheet.id, month }]);
  const newest = await effects.editions.newestRevision(sheet.id, month);
  if (newest && newest.revision !== revision)
    terminal.out(`  revision ${newest.revision} is newer and waits to be reviewed; readers have revision ${revision}`);
  return failures();
}

/** Sends the edition if its schedule says so of late approvals; else prints when it goes out, and to how many. */
async function sendIfLate(
  state: OpenState,
  sheet: Sheet,
  { month, revision, config, environment }: Approval,
  folder: string,
  terminal: Terminal,
): Promise<void> {
  const outgoing = await outgoingMail(await readMailConfiguration(config), folder, environment);
  const { configuration } = outgoing;
  const due = { sheet: sheet.id, approved: { month, revision } };
  const report = await distributeDue(mailEffects(state, outgoing), state.definitions, configuration, due, null);
  if (report) for (const line of runLines(report, outgoing)) terminal.out(line);
  else terminal.out(`  goes out: ${await whenAndToHowMany(state, sheet, outgoing)}`);
}

/** Nothing is composed: an approval does not end on a message that is missing. */
async function whenAndToHowMany(state: OpenState, sheet: Sheet, outgoing: OutgoingMail): Promise<string> {
  const { effects } = state;
  const jobs = await jobsOf(effects, sheet.id, { month: null, only: null, toEveryone: false });
  const readers = jobs.flatMap(({ audience }) => audience.filter(({ standing }) => standing === 'send'));
  const hold = await activeHold(effects.holds, sheet.id);
  const next = nextMomentOf(outgoing.configuration, sheet.id, { now: effects.clock.now(), hold });
  return `${next}; to ${many(readers.length, 'reader')}`;
}
