import { join } from 'node:path';
import { Failure } from '../../src/domain/failure.ts';
import { hashKeyFor } from '../state/open-state.ts';
import { placeFailures } from '../state/places.ts';
import { statIfExists } from '../state/read-stored.ts';
import { folderToCompute, StateDefinitions } from '../state/state-definitions.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { CachedDefinitions } from './cached-definitions.ts';
import { type LocalRuntime, openLocalRuntime } from './local-runtime.ts';
import { PendingChanges } from './pending-changes.ts';
import { PublicationRecords } from './publication-records.ts';
import { jsonReporter, type Reporter, textReporter } from './reporter.ts';
import type { PipelineContext } from './run-pipeline.ts';
import { SharedContext } from './shared-context.ts';

/** The folders and options of a command that runs the pipeline's steps. */
export interface PipelinePlace {
  readonly exports: string;
  readonly state: string;
  readonly out: string;
  readonly key: string | undefined;
  readonly definitions: string | undefined;
  readonly json: boolean;
}

/** How long a pipeline and its state are open. */
export interface PipelineLife {
  /** Stops the pipeline between two steps. */
  readonly signal: AbortSignal;
  /** How long the state stays open after its last use, in milliseconds; a caller that sets it closes `shared` at the end. */
  readonly idleMs?: number;
}

/** Opens the pipeline at a place, ready to run. */
export async function openPipeline(
  place: PipelinePlace,
  reporter: Reporter,
  environment: NodeJS.ProcessEnv,
  { signal, idleMs = 0 }: PipelineLife,
): Promise<PipelineContext> {
  const folder = await folderToCompute(place);
  const definitions = await CachedDefinitions.open(folder);
  for (const [id, failure] of definitions.current.definitions.invalid)
    reporter.failure(`hotline ${id} (its uploads wait until its file is right)`, failure);
  const hashKey = await hashKeyFor(place, environment);
  const { exports, state, out } = place;
  const shared = sharedState({ exports, state, hashKey, signal, definitions }, idleMs);
  return {
    exports,
    state,
    out,
    hashKey,
    definitions,
    stateDefinitions: new StateDefinitions(state, folder, reporter.note),
    records: new PublicationRecords(state),
    pending: new PendingChanges(),
    shared,
    reporter,
    signal,
  };
}

/**
 * Returns the state, opened once for everything in this process and reopened when its definitions change.
 * @param idleMs how long it stays open after its last use, in milliseconds
 */
export function sharedState(
  { definitions, ...place }: Pick<PipelineContext, 'exports' | 'state' | 'hashKey' | 'signal' | 'definitions'>,
  idleMs: number,
): SharedContext<LocalRuntime> {
  const open = (): Promise<LocalRuntime> => {
    const { files, definitions: known } = definitions.current;
    return openLocalRuntime({ ...place, codes: known.codes, definitions: files });
  };
  return new SharedContext(open, () => definitions.current, idleMs);
}

/**
 * Returns the reporter of a run. It reports an error about a file or folder with the name of the corresponding option.
 */
export function reporterFor(place: PipelinePlace, terminal: Terminal, environment: NodeJS.ProcessEnv): Reporter {
  return namingPlaces(place.json ? jsonReporter(terminal) : textReporter(terminal), placeFailures(place, environment));
}

/** Returns a reporter that first converts errors into failures. */
export const namingPlaces = (reporter: Reporter, failureOf: (error: unknown) => unknown): Reporter => ({
  ...reporter,
  failure: (about, error) => reporter.failure(about, failureOf(error)),
});

/** Returns a reporter that also counts failures, for the exit code of a command. */
export function countFailures(reporter: Reporter): { readonly reporter: Reporter; failures(): number } {
  let failures = 0;
  const failure: Reporter['failure'] = (about, error) => {
    failures++;
    reporter.failure(about, error);
  };
  return { reporter: { ...reporter, failure }, failures: () => failures };
}

/**
 * Requires a place where exports were ingested before: a mistyped folder must not create a new state or withdraw the
 * exports of another state.
 * @throws Failure WrongUsage
 */
export async function requireState({ exports, state }: PipelinePlace): Promise<void> {
  if (!(await statIfExists(join(state, 'table'))))
    throw new Failure('WrongUsage', `--state: ${state} does not contain a state; factsheets start creates one`);
  if (!(await statIfExists(exports))?.isDirectory())
    throw new Failure('WrongUsage', `--exports: there is no folder ${exports}`);
}
