import { join } from 'node:path';
import type { HashKey } from '../../src/domain/effects.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import { problemsPath } from '../../src/domain/object-keys.ts';
import type { Publication } from '../../src/domain/publication.ts';
import { ingestExport } from '../../src/steps/ingest-export/ingest-export.ts';
import { type Change, type Started, startChangedEditions } from '../../src/steps/start-editions.ts';
import type { StateDefinitions } from '../state/state-definitions.ts';
import type { CachedDefinitions } from './cached-definitions.ts';
import { copyPages } from './copy-pages.ts';
import { inMonths } from './ingest-all.ts';
import { ledgerOfRun } from './ledger-of-run.ts';
import type { LocalEffects, LocalRuntime } from './local-runtime.ts';
import { removeOldProblems } from './old-problems.ts';
import type { PendingChanges } from './pending-changes.ts';
import type { PublicationRecords } from './publication-records.ts';
import type { Reporter } from './reporter.ts';
import { type PublicationRuntime, runPublication, sendPendingNotifications } from './run-publication.ts';
import type { SharedContext } from './shared-context.ts';

/** The context in which the local pipeline runs. */
export interface PipelineContext {
  readonly exports: string;
  readonly state: string;
  readonly out: string;
  readonly hashKey: HashKey;
  readonly definitions: CachedDefinitions;
  readonly stateDefinitions: StateDefinitions;
  readonly records: PublicationRecords;
  readonly pending: PendingChanges;
  /** The state, opened once for everything in this process. */
  readonly shared: SharedContext<LocalRuntime>;
  readonly reporter: Reporter;
  /** Ends the work between two steps. */
  readonly signal: AbortSignal;
}

/**
 * Runs work with the state open. The state is released soon afterwards, so that other commands (a review, a replay) can
 * open it while there is nothing to do.
 * @throws Failure StoreConflict if another process keeps the state open; WrongUsage if the state has been used with
 * other definitions since
 */
export async function withRuntime<Result>(
  { shared, stateDefinitions, pending, reporter }: PipelineContext,
  work: (effects: LocalEffects, runtime: LocalRuntime) => Promise<Result>,
): Promise<Result> {
  const emit = async (event: DomainEvent): Promise<void> => {
    pending.add(event);
    reporter.event(event, true);
  };
  return shared.use(async (runtime) => {
    await stateDefinitions.hold();
    return work({ ...runtime.effects, events: { emit } }, runtime);
  });
}

/**
 * Ingests keys, even if some of them fail, and removes the problems of replaced or withdrawn uploads.
 * @returns the keys that failed or were not reached
 */
export async function ingestKeys(
  pipeline: PipelineContext,
  effects: LocalEffects,
  keys: readonly string[],
  { force } = { force: false },
): Promise<string[]> {
  const { reporter, signal, state, definitions } = pipeline;
  const left = new Set(keys);
  const ofRun = { ...effects, ledger: ledgerOfRun(effects.ledger) };
  await inMonths(keys, async (key) => {
    if (signal.aborted) return;
    try {
      await ingestKey(pipeline, ofRun, key, force);
      left.delete(key);
    } catch (error) {
      if (!signal.aborted || signal.reason !== error) reporter.failure(key, error);
    }
  });
  if (!signal.aborted)
    await removeOldProblems(state, ofRun, definitions.current.definitions).catch((error: unknown) =>
      reporter.failure('old problems', error),
    );
  return [...left];
}

/** Ingests one key and reports its events afterwards. */
async function ingestKey(
  { state, definitions, pending, reporter }: PipelineContext,
  effects: LocalEffects,
  key: string,
  force: boolean,
): Promise<void> {
  const emitted: DomainEvent[] = [];
  const own = { ...effects, events: { emit: async (event: DomainEvent) => void emitted.push(event) } };
  const { status, outcomes } = await ingestExport(own, definitions.current.definitions, key, { force });
  for (const event of emitted) {
    pending.add(event);
    reporter.event(event, status !== 'unchanged' && status !== 'absent');
  }
  const files = outcomes.flatMap(({ problemsKey }) =>
    problemsKey === null ? [] : [join(state, problemsPath(problemsKey))],
  );
  if (files.length > 0 && status !== 'unchanged') reporter.problems(key, files);
  if (status === 'absent') reporter.gone(key);
}

/** Returns the runtime of publications, for as long as the state is open. */
export const publicationRuntime = (
  { definitions, records, out, signal }: PipelineContext,
  effects: LocalEffects,
): PublicationRuntime => ({
  effects,
  loaded: definitions.current,
  records,
  out,
  signal,
});

/**
 * Starts the editions that changes affect and runs their publications. First sends notifications that a crashed process
 * did not send.
 */
export async function publishChanges(
  runtime: PublicationRuntime,
  reporter: Reporter,
  changes: readonly Change[],
): Promise<void> {
  const { records, signal } = runtime;
  await sendPendingNotifications(runtime);
  const known: Publication[] = [];
  for (const change of changes) {
    const started = await startOf(runtime, reporter, change);
    known.push(...started.filter(({ status }) => status === 'known').map(({ publication }) => publication));
  }
  for (const publication of known) await copyExistingPages(runtime, publication);
  for (let next = records.next(); next && !signal.aborted; next = records.next())
    await publishOne(runtime, reporter, next);
}

/** Starts the editions of every sheet that a change affects, and reports each sheet that cannot be started. */
async function startOf(
  { effects, loaded, records }: PublicationRuntime,
  reporter: Reporter,
  change: Change,
): Promise<readonly Started[]> {
  const { definitions, files } = loaded;
  const { started, failed } = await startChangedEditions(
    { ...effects, publications: records },
    definitions,
    files,
    change,
  );
  for (const { sheet, error } of failed) reporter.failure(sheet, error);
  return started;
}

/** Copies the pages of an edition that is already published: the folder of pages may have been changed or emptied. */
async function copyExistingPages(runtime: PublicationRuntime, { sheet, month }: Publication): Promise<void> {
  if (runtime.out === null) return;
  const { editions } = runtime.effects;
  const newest = await editions.newestRevision(sheet, month);
  if (newest && (await editions.reportOf(sheet, month, newest.revision)))
    await copyPages(runtime.effects, runtime.out, newest);
}

async function publishOne(runtime: PublicationRuntime, reporter: Reporter, publication: Publication): Promise<void> {
  try {
    if (!runtime.signal.aborted) reporter.pages(await runPublication(runtime, publication));
  } catch (error) {
    if (runtime.signal.aborted && runtime.signal.reason === error) return;
    reporter.failure(`${publication.sheet} ${publication.month}`, error);
    const before = await runtime.records.recordOf(publication);
    await runtime.records.record(publication, 'failed', before?.revision ?? null);
  }
}
