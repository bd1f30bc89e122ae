import { join } from 'node:path';
import { Failure } from '../../src/domain/failure.ts';
import { statIfExists } from '../state/found-path.ts';
import { hashKeyFor } from '../state/open-state.ts';
import { placeFailures } from '../state/places.ts';
import { folderToCompute, StateDefinitions } from '../state/state-definitions.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { KeptPublications } from './kept-publications.ts';
import { KnownDefinitions } from './known-definitions.ts';
import { OwedChanges } from './owed-changes.ts';
import type { Machine } from './rounds.ts';
import { SharedContext } from './shared-context.ts';
import { jsonTelling, plainTelling, type Telling } from './telling.ts';
import { openWorkplace, type Workplace } from './workplace.ts';

/** Where a command that runs the pipeline's steps finds and leaves things. */
export interface PipelinePlace {
  readonly exports: string;
  readonly state: string;
  readonly out: string;
  readonly key: string | undefined;
  readonly definitions: string | undefined;
  readonly json: boolean;
}

/**
 * The machine at a place, ready for rounds of work.
 * @param idleMs how long the state stays open after its last use, in milliseconds; who gives it closes `shared` at the end
 */
export async function machineAt(
  place: PipelinePlace,
  telling: Telling,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
  idleMs = 0,
): Promise<Machine> {
  const folder = await folderToCompute(place);
  const definitions = await KnownDefinitions.open(folder);
  const hashKey = await hashKeyFor(place, environment);
  const { exports, state, out } = place;
  const shared = sharedState({ exports, state, hashKey, signal, definitions }, idleMs);
  return {
    exports,
    state,
    out,
    hashKey,
    definitions,
    stateDefinitions: new StateDefinitions(state, folder, telling.note),
    kept: new KeptPublications(state),
    owed: new OwedChanges(),
    shared,
    telling,
    signal,
  };
}

/**
 * The state of a machine, opened once for everything in this process and opened once more when its definitions change.
 * @param idleMs how long it stays open after its last use, in milliseconds
 */
export function sharedState(
  { definitions, ...place }: Pick<Machine, 'exports' | 'state' | 'hashKey' | 'signal' | 'definitions'>,
  idleMs: number,
): SharedContext<Workplace> {
  const open = (): Promise<Workplace> => {
    const { files, definitions: known } = definitions.reading;
    return openWorkplace({ ...place, codes: known.codes, definitions: files });
  };
  return new SharedContext(open, () => definitions.reading, idleMs);
}

/** What is told of a run at a place; an error about a file or folder by the option that names it. */
export function tellingOf(place: PipelinePlace, terminal: Terminal, environment: NodeJS.ProcessEnv): Telling {
  return withPlaces(place.json ? jsonTelling(terminal) : plainTelling(terminal), placeFailures(place, environment));
}

/** Telling whose errors are turned into failures first. */
export const withPlaces = (telling: Telling, failureOf: (error: unknown) => unknown): Telling => ({
  ...telling,
  failure: (about, error) => telling.failure(about, failureOf(error)),
});

/** Telling that also counts what failed, for a command's exit code. */
export function counted(telling: Telling): { readonly telling: Telling; failures(): number } {
  let failures = 0;
  const failure: Telling['failure'] = (about, error) => {
    failures++;
    telling.failure(about, error);
  };
  return { telling: { ...telling, failure }, failures: () => failures };
}

/**
 * Refuses a place where nothing was ever ingested: a mistyped folder must not become a new state, or withdraw another's
 * exports.
 */
export async function refuseNoPlace({ exports, state }: PipelinePlace): Promise<void> {
  if (!(await statIfExists(join(state, 'table'))))
    throw new Failure('WrongUsage', `--state: ${state} holds no state; factsheets start makes one`);
  if (!(await statIfExists(exports))?.isDirectory())
    throw new Failure('WrongUsage', `--exports: there is no folder ${exports}`);
}
