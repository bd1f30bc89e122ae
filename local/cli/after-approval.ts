import { dirname, join } from 'node:path';
import type { Decision } from '../../src/domain/decision.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import { countNoun } from '../../src/domain/format.ts';
import { activeHold } from '../../src/domain/hold.ts';
import type { Month } from '../../src/domain/month.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { distributeDue, sheetsOfRun } from '../../src/steps/distribute/distribute-due.ts';
import { familyMailings } from '../../src/steps/distribute/mailing.ts';
import { readMailConfiguration } from '../mail/mail-configuration.ts';
import { nextMomentOf } from '../mail/next-moments.ts';
import { mailEffects, type OutgoingMail, outgoingMail } from '../mail/outgoing-mail.ts';
import { copyApproved } from '../pipeline/copy-pages.ts';
import { interruption } from '../pipeline/interruption.ts';
import { countFailures, namingPlaces } from '../pipeline/open-pipeline.ts';
import { PublicationRecords } from '../pipeline/publication-records.ts';
import { textReporter } from '../pipeline/reporter.ts';
import { publishChanges } from '../pipeline/run-pipeline.ts';
import { publishConfigured } from '../public/publish-site.ts';
import type { OpenState } from '../state/open-state.ts';
import { fileLines } from '../terminal/file-lines.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { EXIT } from './command.ts';
import { runLines } from './commands/distribute/distribution-lines.ts';

/** A revision that was approved. */
type Approved = Pick<Decision, 'sheet' | 'month' | 'revision'>;

/** An approval of one sheet or of a family, and the folder of its state. */
export interface Approval {
  /** The sheet's, or those of a family's sheets. */
  readonly decided: readonly Approved[];
  readonly month: Month;
  readonly by: string;
  /** Undefined takes the folder `out` beside the state. */
  readonly out: string | undefined;
  /** Undefined takes the program's own. */
  readonly config: string | undefined;
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly failureOf: (error: unknown) => unknown;
  /** Stops between two steps; by default Ctrl-C and SIGTERM do. */
  readonly signalled: AbortSignal | undefined;
}

/**
 * Does what follows an approval: publishes the edition again, copies the approved pages, sends them if their schedule
 * says so of late approvals, and rewrites the public edition. The approval is valid even if this fails.
 * @param sheet the approved sheet, or the main sheet of its family
 * @returns an exit code
 */
export async function followApproval(
  state: OpenState,
  sheet: Sheet,
  approval: Approval,
  terminal: Terminal,
): Promise<number> {
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
    const pages: string[] = [];
    for (const approved of approval.decided)
      pages.push(...((await copyApproved(state.effects, out, approved))?.files ?? []));
    const isPage = (file: string): boolean => file.endsWith('.pdf');
    for (const line of fileLines(pages.filter(isPage), join(out, 'approved'), 'page: ')) terminal.out(line);
    const [first] = approval.decided;
    if (first) await sendIfLate(state, sheet, { ...approval, revision: first.revision }, terminal);
    await rewritePublic(state, approval, terminal);
    return failures > 0 ? EXIT.failure : EXIT.complete;
  } finally {
    restore();
  }
}

/** Publishes the sheet from the approved month on, as the event does in AWS. @returns how many publications failed */
async function publishAgain(
  { effects, ...loaded }: OpenState,
  sheet: Sheet,
  { decided, month, folder, failureOf, signal }: Approval & { readonly signal: AbortSignal },
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
  for (const { sheet: id, revision } of decided) {
    const newest = await effects.editions.newestRevision(id, month);
    const name = decided.length > 1 ? `${id}: ` : '';
    if (newest && newest.revision !== revision)
      terminal.out(
        `  ${name}revision ${newest.revision} is newer and must be reviewed; readers have revision ${revision}`,
      );
  }
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
  { month, revision, config, folder, environment }: Approval & { readonly revision: number },
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
  const sheets = await sheetsOfRun({ ...effects, definitions: state.files }, state.definitions, sheet.id);
  const every = { month: null, only: null, toEveryone: false };
  const ids = sheets.map(({ id }) => id);
  const mailings = await familyMailings(effects, ids, every);
  const due = mailings.flatMap(({ audience }) => audience.filter(({ status }) => status === 'send'));
  const stakeholders = new Set(due.map(({ stakeholder }) => stakeholder.id));
  const hold = await activeHold(effects.holds, sheet.id);
  const next = nextMomentOf(outgoing.configuration, sheet.id, { now: effects.clock.now(), hold });
  return `${next}; to ${countNoun(stakeholders.size, 'stakeholder')}`;
}
