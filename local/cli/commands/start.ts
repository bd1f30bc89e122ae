import { join } from 'node:path';
import { makeFolder } from '../../../src/adapters/local/make-folder.ts';
import { listSheets } from '../../../src/definitions/load-definitions.ts';
import { Failure } from '../../../src/domain/failure.ts';
import { retireDrafts, retireFacts } from '../../../src/steps/retire.ts';
import { nextMomentLines } from '../../mail/next-moments.ts';
import { ClockWork } from '../../pipeline/clock-work.ts';
import { FolderChanges } from '../../pipeline/folder-changes.ts';
import { interruption } from '../../pipeline/interruption.ts';
import { KnownMail, mailRefresh } from '../../pipeline/known-mail.ts';
import { removeOldProblems } from '../../pipeline/old-problems.ts';
import type { PipelinePlace } from '../../pipeline/one-round.ts';
import { machineAt, tellingOf } from '../../pipeline/one-round.ts';
import { inWorkplace, type Machine } from '../../pipeline/rounds.ts';
import { scheduledDistributions } from '../../pipeline/scheduled-distributions.ts';
import { WatchLoop } from '../../pipeline/watch-loop.ts';
import type { LocalEffects } from '../../pipeline/workplace.ts';
import { statIfExists } from '../../state/found-path.ts';
import { refuseInsideExports } from '../../state/places.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { FLAG, PIPELINE_OPTIONS, PIPELINE_PLACES, pipelinePlace, port, read, TEXT, text, wrong } from '../arguments.ts';
import { defineCommand, EXIT } from '../command.ts';

export const START = defineCommand({
  help: `factsheets start [options]

Runs the pipeline on this machine until Ctrl-C: watches the exports and keeps the editions that they change up to date. Serves the
portal (docs/portal.md) to this machine alone, and prints an address that signs in.

${PIPELINE_PLACES}
  --config FILE        sender, mail server, links and schedules; by default config/local.json of the program
  --port PORT          where the portal listens; 8787, or any free port if that is in use
  --no-portal          serves no portal
  --settle SECONDS     how long a file must be unchanged before it is read, and how long no upload may come before editions
                       are published; 3

Folders that do not exist are made. With --json, each event is one JSON object on a line (docs/events.md).`,
  parse: parseStart,
  run: start,
});

export interface StartCommand extends PipelinePlace {
  readonly settleMs: number;
  /** Undefined takes the program's own. */
  readonly config: string | undefined;
  /** The port that the portal listens on; undefined takes its own, or a free one. */
  readonly portal?: number | 'off' | undefined;
}

export function parseStart(argv: readonly string[]): StartCommand {
  const { values } = read(argv, { ...PIPELINE_OPTIONS, settle: TEXT, config: TEXT, port: TEXT, 'no-portal': FLAG });
  const settleMs = seconds(text(values.settle) ?? '3') * 1000;
  if (values['no-portal'] === true && values.port !== undefined) throw wrong('use --port or --no-portal, not both');
  const portal = values['no-portal'] === true ? 'off' : values.port === undefined ? undefined : port(values.port);
  return { ...pipelinePlace(values), settleMs, config: text(values.config), portal };
}

function seconds(value: string): number {
  const number = /^\d{1,3}(\.\d+)?$/u.test(value) ? Number(value) : Number.NaN;
  if (!(number >= 0.1 && number <= 600))
    throw wrong(`--settle: "${value}" is not a number of seconds; write a number from 0.1 to 600`);
  return number;
}

/** How often everything is looked at, though the folder tells nothing: another command may have approved a revision. */
const SWEEP_EVERY_MINUTES = 5;
const RETIRE_EVERY_MINUTES = 24 * 60;
/** How long the state stays open after its last use: the requests of one page of the portal open it once. */
const IDLE_MS = 300;

/**
 * Runs the pipeline on one machine until it is interrupted.
 *
 *     exports folder ─► ingest ─► what changed ─► editions ─► figures ─► pages ─► record ─► reviewers
 *            ▲             one round when uploads stand still; another one when no more come
 *            └── looked at again and again           the moment of a sheet's schedule ─► messages
 *
 * It begins with all that changed while it was off: every upload is read that differs from what is in force, and what the
 * ledger counts and the folder no longer holds is withdrawn, unless the folder is as empty as a disk that is not mounted.
 * @throws Failure WrongUsage or DefinitionInvalid when it cannot begin; StoreConflict when another process stays at the state
 */
export async function start(
  command: StartCommand,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
  signalled?: AbortSignal,
): Promise<number> {
  const telling = tellingOf(command, terminal, environment);
  const stopping = (): void => telling.status('stopping', 'stopping after the step at hand; Ctrl-C again ends at once');
  const signal = signalled ?? interruption(stopping).signal;
  const mail = await KnownMail.open(command.config, environment);
  refuseInsideExports(command.exports, { '--out': command.out, '--state': command.state });
  await makeFolders(command, terminal);
  const { exports, state, out } = command;
  const machine = await machineAt(command, telling, environment, signal, IDLE_MS);
  const { definitions, owed } = machine;
  const changes = new FolderChanges(exports, command.settleMs);
  const retireOld = async (effects: LocalEffects): Promise<void> => {
    await retireFacts(effects);
    for (const sheet of await listSheets(definitions.reading.files)) await retireDrafts(effects, sheet);
  };
  await inWorkplace(machine, async (effects) => {
    const { ledger } = effects;
    await retireOld(effects);
    await removeOldProblems(state, effects, definitions.reading.definitions);
    for (const hotline of definitions.reading.definitions.hotlines.keys())
      changes.expect((await ledger.entriesOf(hotline)).flatMap(({ claimedBy }) => claimedBy ?? []));
  });
  owed.everything();
  const sweep = { everyMinutes: SWEEP_EVERY_MINUTES, run: async () => owed.everything() };
  const now = new Date();
  const distributions = scheduledDistributions(machine, mail, now, environment);
  const retiring = { everyMinutes: RETIRE_EVERY_MINUTES, run: () => inWorkplace(machine, retireOld) };
  const clockWork = new ClockWork([mailRefresh(mail, telling), sweep, retiring, distributions], now);
  const watching = `watches ${exports}; state in ${state}, pages in ${out}; Ctrl-C ends it`;
  telling.status('watching', [watching, ...nextMomentLines(mail.configuration, now)].join('\n'));
  const pace = { lookMs: Math.min(1000, command.settleMs / 2), settleMs: command.settleMs };
  const portal = await portalOf(command, machine, mail);
  try {
    await new WatchLoop(machine, changes, pace, clockWork).run();
  } finally {
    await portal?.close();
    await machine.shared.close();
  }
  return EXIT.complete;
}

/** Serves the portal unless it is switched off, and prints the address that signs in. */
async function portalOf({ portal: port, config }: StartCommand, machine: Machine, mail: KnownMail) {
  if (port === 'off') return null;
  const { openPortal } = await import('../../portal/local-portal.ts');
  const portal = await openPortal(machine, mail, config, port ?? null);
  machine.telling.note(`portal, for ten minutes and one person: ${await portal.signInAddress()}`);
  machine.telling.note('another address that signs in: factsheets open');
  return portal;
}

/** Makes the folders that are not there, but not the exports of a state that counts some: all would be withdrawn. */
async function makeFolders({ exports, state, out }: StartCommand, terminal: Terminal): Promise<void> {
  const isNew = !(await statIfExists(join(state, 'table')));
  const made: string[] = [];
  for (const folder of [exports, state, out]) {
    const found = await statIfExists(folder);
    if (found?.isDirectory()) continue;
    if (found) throw new Failure('WrongUsage', `${folder} is no folder; name another`);
    if (folder === exports && !isNew)
      throw new Failure(
        'WrongUsage',
        `--exports: there is no folder ${exports}, but ${state} counts exports; mount it, or make it, and in it the folder <hotline>/<YYYY-MM> of one of them, to withdraw them all`,
      );
    await makeFolder(folder);
    made.push(folder);
  }
  if (made.length > 0) terminal.err(`made ${made.join(', ')}; exports go to <hotline>/<YYYY-MM>/<table>.csv`);
}
