import { dirname, join } from 'node:path';
import { type AskedVerdict, type Decision, verdictWords } from '../../../src/domain/decision.ts';
import type { DomainEvent } from '../../../src/domain/event.ts';
import { countNoun } from '../../../src/domain/format.ts';
import { activeHold } from '../../../src/domain/hold.ts';
import type { Month } from '../../../src/domain/month.ts';
import type { Sheet } from '../../../src/domain/sheet.ts';
import { distributeDue } from '../../../src/steps/distribute/distribute-due.ts';
import { listMailings } from '../../../src/steps/distribute/mailing.ts';
import { decideRevision } from '../../../src/steps/review-edition/decide-revision.ts';
import { readMailConfiguration } from '../../mail/mail-configuration.ts';
import { nextMomentOf } from '../../mail/next-moments.ts';
import { mailEffects, type OutgoingMail, outgoingMail } from '../../mail/outgoing-mail.ts';
import { copyApproved } from '../../pipeline/copy-pages.ts';
import { interruption } from '../../pipeline/interruption.ts';
import { countFailures, namingPlaces } from '../../pipeline/open-pipeline.ts';
import { PublicationRecords } from '../../pipeline/publication-records.ts';
import { textReporter } from '../../pipeline/reporter.ts';
import { publishChanges } from '../../pipeline/run-pipeline.ts';
import { publishConfigured } from '../../public/publish-site.ts';
import { assertUnchangedState, type OpenState, withState } from '../../state/open-state.ts';
import { placeFailures } from '../../state/places.ts';
import { sheetAsked } from '../../state/state-definitions.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import {
  count,
  needed,
  REVIEW_OPTIONS,
  type ReviewPlace,
  read,
  reviewPlace,
  sheetAndMonth,
  TEXT,
  text,
} from '../arguments.ts';
import { askReview } from '../aws/ask-review.ts';
import { defineCommand, EXIT } from '../command.ts';
import { decideInPortal, portalAt } from '../portal-client.ts';
import { runLines } from './distribute/distribution-lines.ts';
import { warningLine } from './review/warning-lines.ts';

const PLACES = `  --state DIR          the state on this machine; by default state
  --url URL            decides in AWS: the address of the function, signed with the AWS identity of this machine; or, with a
                       token in FACTSHEETS_TOKEN, through the portal at this address`;

export const APPROVE = defineCommand({
  help: `factsheets approve SHEET MONTH --revision N --by NAME [options]

Approves the newest revision of an edition. The decision cannot be changed. If the rules object, it needs a reason.

  --reason TEXT        why it is approved despite what the rules object to
  --out DIR            the approved pages are copied to DIR/approved/SHEET/MONTH; by default the folder out beside the state
  --config FILE        the schedules: a sheet with "lateApproval": "send" is sent now if its moment has passed; and the folder
                       of the public edition, which is rewritten (docs/public-edition.md)
${PLACES}`,
  parse: (argv) => parseDecision('approved', argv),
  run: decide,
});

export const REJECT = defineCommand({
  help: `factsheets reject SHEET MONTH --revision N --by NAME --reason TEXT [options]

Rejects the newest revision of an edition. The decision cannot be changed.

${PLACES}`,
  parse: (argv) => parseDecision('rejected', argv),
  run: decide,
});

export interface DecideCommand {
  readonly verdict: AskedVerdict;
  readonly place: ReviewPlace;
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
  readonly by: string;
  readonly reason: string | null;
  /** Undefined takes the folder `out` beside the state. */
  readonly out: string | undefined;
  /** Undefined takes the program's own. */
  readonly config: string | undefined;
}

export function parseDecision(verdict: AskedVerdict, argv: readonly string[]): DecideCommand {
  const options = { ...REVIEW_OPTIONS, revision: TEXT, by: TEXT, reason: TEXT, out: TEXT, config: TEXT };
  const { values, positionals } = read(argv, options, 2);
  return {
    verdict,
    place: reviewPlace(values),
    ...sheetAndMonth(positionals),
    revision: count(values.revision, 'revision'),
    by: needed(values, 'by', 'the name of the person who decides'),
    reason: text(values.reason) ?? null,
    out: text(values.out),
    config: text(values.config),
  };
}

/**
 * Records a person's decision. After an approval the edition is published again, because a newer draft must say what it
 * corrects and its reviewers must be notified, and is sent at once if its schedule says so for late approvals; in AWS
 * both follow from the event.
 * @param signalled stops between two steps of what follows the decision; by default Ctrl-C and SIGTERM do
 * @returns 1 when publishing again failed, which was reported; 2 when it was stopped
 */
export async function decide(
  command: DecideCommand,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
  signalled?: AbortSignal,
): Promise<number> {
  const { place, sheet: id, month, revision, verdict, by, reason } = command;
  const portal = 'url' in place ? portalAt(place.url, environment) : null;
  if (portal) {
    const decision = await decideInPortal(portal, { sheet: id, month, revision, verdict, by, reason });
    printDecision({ ...decision, warnings: [] }, terminal);
    return EXIT.complete;
  }
  if ('url' in place) {
    const request = { ask: 'decide', sheet: id, month, revision, verdict, by, reason } as const;
    printDecision((await askReview(place.url, request)) as Decision, terminal); // our own function's
    return EXIT.complete;
  }
  return withState(place, environment, async (state) => {
    const sheet = await sheetAsked(state.files, state.definitions, id);
    await assertUnchangedState(place.state, state.runtime);
    const asked = { revision, verdict, by, caller: null, reason };
    const decision = await decideRevision(state.effects, sheet, month, asked);
    printDecision(decision, terminal);
    if (decision.verdict !== 'approved') return EXIT.complete;
    const failureOf = placeFailures(command, environment);
    return follow(state, sheet, { ...command, folder: place.state, failureOf, environment, signalled }, terminal);
  });
}

/** An approval, and the folder of its state. */
type Approval = DecideCommand & {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly failureOf: (error: unknown) => unknown;
  readonly signalled: AbortSignal | undefined;
};

/** Does what follows an approval. The approval is valid even if this fails. */
async function follow(state: OpenState, sheet: Sheet, approval: Approval, terminal: Terminal): Promise<number> {
  const { signalled } = approval;
  const stopping = (): void => terminal.err('stopping after the current step; press Ctrl-C again to stop at once');
  const { signal, restore } = signalled ? { signal: signalled, restore: () => undefined } : interruption(stopping);
  try {
    const failures = await publishAgain(state, sheet, { ...approval, signal }, terminal);
    if (signal.aborted) {
      terminal.err(`stopped; nothing was sent; factsheets publish ${sheet.id} ${approval.month} completes it`);
      return EXIT.incomplete;
    }
    const out = approval.out ?? join(dirname(approval.folder), 'out');
    const pages = await copyApproved(state.effects, out, approval);
    for (const file of pages?.files ?? []) if (file.endsWith('.pdf')) terminal.out(`  page: ${file}`);
    await sendIfLate(state, sheet, approval, terminal);
    await rewritePublic(state, approval, terminal);
    return failures > 0 ? EXIT.failure : EXIT.complete;
  } finally {
    restore();
  }
}

type Printed = Pick<Decision, 'sheet' | 'month' | 'revision' | 'verdict' | 'by' | 'warnings'>;

function printDecision({ sheet, month, revision, verdict, by, warnings }: Printed, terminal: Terminal): void {
  terminal.out(`${sheet} ${month}, revision ${revision}: ${verdictWords(verdict)} by ${by}`);
  if (verdict === 'first-approval') terminal.out('  nothing is published or sent until a second person approves it');
  if (verdict !== 'rejected') for (const warning of warnings) terminal.out(`  despite: ${warningLine(warning)}`);
}

/** Publishes the sheet from the approved month on, as the event does in AWS. @returns how many publications failed */
async function publishAgain(
  { effects, ...loaded }: OpenState,
  sheet: Sheet,
  { month, revision, folder, failureOf, signal }: Approval & { readonly signal: AbortSignal },
  terminal: Terminal,
): Promise<number> {
  const { reporter, failures } = countFailures(namingPlaces(textReporter(terminal), failureOf));
  const events = { emit: async (event: DomainEvent) => reporter.event(event, true) };
  const runtime = {
    effects: { ...effects, events },
    loaded,
    records: new PublicationRecords(folder),
    out: null,
    signal,
  };
  await publishChanges(runtime, reporter, [{ hotline: null, sheet: sheet.id, month }]);
  const newest = await effects.editions.newestRevision(sheet.id, month);
  if (newest && newest.revision !== revision)
    terminal.out(`  revision ${newest.revision} is newer and must be reviewed; readers have revision ${revision}`);
  return failures();
}

/** Rewrites the folder of the public edition, if the configuration names one. */
async function rewritePublic(state: OpenState, { config, by }: Approval, terminal: Terminal): Promise<void> {
  const site = await publishConfigured(config, state.effects, state, { who: by, via: 'command' });
  if (site) terminal.out(`  public edition: ${site.folder}: ${countNoun(site.files, 'file')}, ${site.changed} changed`);
}

/** Sends the edition if its schedule says so of late approvals; else prints when it goes out, and to how many. */
async function sendIfLate(
  state: OpenState,
  sheet: Sheet,
  { month, revision, config, folder, environment }: Approval,
  terminal: Terminal,
): Promise<void> {
  const mailFolder = join(folder, 'mail');
  const outgoing = await outgoingMail(await readMailConfiguration(config), mailFolder, environment);
  const { configuration } = outgoing;
  const due = { sheet: sheet.id, approved: { month, revision } };
  const report = await distributeDue(mailEffects(state, outgoing), state.definitions, configuration, {
    due,
    until: null,
  });
  if (report) for (const line of runLines(report, outgoing)) terminal.out(line);
  else terminal.out(`  goes out: ${await whenAndToHowMany(state, sheet, outgoing)}`);
}

/** Composes no message, so that an approval does not fail if the sheet has none. */
async function whenAndToHowMany(state: OpenState, sheet: Sheet, outgoing: OutgoingMail): Promise<string> {
  const { effects } = state;
  const mailings = await listMailings(effects, sheet.id, { month: null, only: null, toEveryone: false });
  const readers = mailings.flatMap(({ audience }) => audience.filter(({ status }) => status === 'send'));
  const hold = await activeHold(effects.holds, sheet.id);
  const next = nextMomentOf(outgoing.configuration, sheet.id, { now: effects.clock.now(), hold });
  return `${next}; to ${countNoun(readers.length, 'reader')}`;
}
