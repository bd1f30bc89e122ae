import { join } from 'node:path';
import { makeFolder } from '../../../src/adapters/local/make-folder.ts';
import { listAllSheets } from '../../../src/definitions/all-sheets.ts';
import { Failure } from '../../../src/domain/failure.ts';
import { retireIndexParts } from '../../../src/steps/compute-figures/retire-index.ts';
import { formerSheets, retireDrafts, retireFacts } from '../../../src/steps/retire.ts';
import { nextMomentLines } from '../../mail/next-moments.ts';
import { CachedMailConfiguration, mailRefresh } from '../../pipeline/cached-mail-configuration.ts';
import { FolderChanges } from '../../pipeline/folder-changes.ts';
import { interruption } from '../../pipeline/interruption.ts';
import type { LocalEffects } from '../../pipeline/local-runtime.ts';
import { removeOldProblems } from '../../pipeline/old-problems.ts';
import type { PipelinePlace } from '../../pipeline/open-pipeline.ts';
import { openPipeline, reporterFor } from '../../pipeline/open-pipeline.ts';
import { type PipelineContext, withRuntime } from '../../pipeline/run-pipeline.ts';
import { scheduledDistributions } from '../../pipeline/scheduled-distributions.ts';
import { Scheduler } from '../../pipeline/scheduler.ts';
import { WatchLoop } from '../../pipeline/watch-loop.ts';
import { ChangeFeed } from '../../portal/change-feed.ts';
import { assertOutsideExports } from '../../state/places.ts';
import { statIfExists } from '../../state/read-stored.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import {
  FLAG,
  PIPELINE_OPTIONS,
  PIPELINE_PLACES,
  pipelinePlace,
  port,
  read,
  TEXT,
  text,
  usageError,
} from '../arguments.ts';
import { defineCommand, EXIT } from '../command.ts';

export const START = defineCommand({
  help: `factsheets start [options]

Runs the pipeline on this machine until Ctrl-C: watches the exports and keeps the editions that they change up to date. Serves the
portal (docs/portal.md) to this machine alone, and prints an address that signs in.

${PIPELINE_PLACES}
  --config FILE        sender, mail server, links and schedules; by default config/local.json of the program
  --port PORT          where the portal listens; by default 8787, or any free port if that is in use
  --no-portal          serves no portal
  --settle SECONDS     how long a file must be unchanged before it is read, and how long no upload may come before editions
                       are published; 3

Folders that do not exist are created. With --json, each event is one JSON object on a line (docs/events.md).`,
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

function parseStart(argv: readonly string[]): StartCommand {
  const { values } = read(argv, { ...PIPELINE_OPTIONS, settle: TEXT, config: TEXT, port: TEXT, 'no-portal': FLAG });
  const settleMs = seconds(text(values.settle) ?? '3') * 1000;
  if (values['no-portal'] === true && values.port !== undefined)
    throw usageError('use --port or --no-portal, not both');
  const portal = values['no-portal'] === true ? 'off' : values.port === undefined ? undefined : port(values.port);
  return { ...pipelinePlace(values), settleMs, config: text(values.config), portal };
}

function seconds(value: string): number {
  const number = /^\d{1,3}(\.\d+)?$/u.test(value) ? Number(value) : Number.NaN;
  if (!(number >= 0.1 && number <= 600))
    throw usageError(`--settle: "${value}" is not a number of seconds; write a number from 0.1 to 600`);
  return number;
}

/** How often everything is checked even without changes in the folder: another command may have approved a revision. */
const SWEEP_EVERY_MINUTES = 5;
const RETIRE_EVERY_MINUTES = 24 * 60;
/** How long the state stays open after its last use: the requests of one page of the portal open it once. */
const IDLE_MS = 300;

/**
 * Runs the pipeline on one machine until it is interrupted.
 *
 *     exports folder ─► ingest ─► what changed ─► editions ─► figures ─► pages ─► record ─► reviewers
 *            ▲              when uploads are unchanged; publishing when no more arrive
 *            └── polled                              the moment of a sheet's schedule ─► messages
 *
 * It begins with everything that changed while it was off: it reads every upload that differs from the active one, and
 * withdraws what the ledger counts and the folder no longer has, unless the folder is as empty as a disk that is not
 * mounted.
 * @throws Failure WrongUsage or DefinitionInvalid when it cannot start; StoreConflict when another process keeps the state open
 */
export async function start(
  command: StartCommand,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
  signalled?: AbortSignal,
): Promise<number> {
  const feed = new ChangeFeed();
  const reporter = feed.watching(reporterFor(command, terminal, environment));
  const stopping = (): void =>
    reporter.status('stopping', 'stopping after the current step; press Ctrl-C again to stop at once');
  const signal = signalled ?? interruption(stopping).signal;
  const mail = await CachedMailConfiguration.open(command.config, environment);
  assertOutsideExports(command.exports, { '--out': command.out, '--state': command.state });
  await makeFolders(command, terminal);
  const { exports, state, out } = command;
  const pipeline = await openPipeline(command, reporter, environment, { signal, idleMs: IDLE_MS });
  const { definitions, pending } = pipeline;
  const changes = new FolderChanges(exports, command.settleMs);
  const retireOld = async (effects: LocalEffects): Promise<void> => {
    await retireFacts(effects);
    const { files, definitions: loaded } = definitions.current;
    const sheets = await listAllSheets(files, loaded);
    for (const sheet of [...sheets, ...(await formerSheets(effects, sheets))]) {
      await retireDrafts(effects, sheet);
      await retireIndexParts(effects, sheet);
    }
  };
  await withRuntime(pipeline, async (effects) => {
    const { ledger } = effects;
    await retireOld(effects);
    await removeOldProblems(state, effects, definitions.current.definitions);
    for (const hotline of definitions.current.definitions.hotlines.keys())
      changes.expect((await ledger.entriesOf(hotline)).flatMap(({ claimedBy }) => claimedBy ?? []));
  });
  pending.markAll();
  const sweep = { everyMinutes: SWEEP_EVERY_MINUTES, run: async () => pending.markAll() };
  const now = new Date();
  const distributions = scheduledDistributions(pipeline, mail, now, environment);
  const retiring = { everyMinutes: RETIRE_EVERY_MINUTES, run: () => withRuntime(pipeline, retireOld) };
  const scheduler = new Scheduler([mailRefresh(mail, reporter), sweep, retiring, distributions], now);
  const watching = `watching ${exports}; state in ${state}, pages in ${out}; press Ctrl-C to stop`;
  reporter.status('watching', [watching, ...nextMomentLines(mail.configuration, now)].join('\n'));
  const pace = { pollMs: Math.min(1000, command.settleMs / 2), settleMs: command.settleMs };
  const portal = await portalOf(command, pipeline, mail, feed);
  try {
    await new WatchLoop(pipeline, changes, pace, scheduler).run();
  } finally {
    await portal?.close();
    await pipeline.shared.close();
  }
  return EXIT.complete;
}

/** Serves the portal unless it is switched off, and prints the address that signs in. */
async function portalOf(
  { portal: port, config }: StartCommand,
  pipeline: PipelineContext,
  mail: CachedMailConfiguration,
  feed: ChangeFeed,
) {
  if (port === 'off') return null;
  const { openPortal } = await import('../../portal/local-portal.ts');
  const portal = await openPortal(pipeline, mail, feed, { config, port: port ?? null });
  pipeline.reporter.note(`portal, for ten minutes and one person: ${await portal.signInAddress()}`);
  pipeline.reporter.note('another address that signs in: factsheets open');
  return portal;
}

/** Makes missing folders, but not the folder of exports of a state that counts some: all of them would be withdrawn. */
async function makeFolders({ exports, state, out }: StartCommand, terminal: Terminal): Promise<void> {
  const isNew = !(await statIfExists(join(state, 'table')));
  const made: string[] = [];
  for (const folder of [exports, state, out]) {
    const found = await statIfExists(folder);
    if (found?.isDirectory()) continue;
    if (found) throw new Failure('WrongUsage', `${folder} is not a folder; name another`);
    if (folder === exports && !isNew)
      throw new Failure(
        'WrongUsage',
        `--exports: there is no folder ${exports}, but ${state} counts exports; mount it; or, to withdraw them all, make it, and in it the folder <hotline>/<YYYY-MM> of one of them`,
      );
    await makeFolder(folder);
    made.push(folder);
  }
  if (made.length > 0) terminal.err(`created ${made.join(', ')}; exports go to <hotline>/<YYYY-MM>/<table>.csv`);
}
