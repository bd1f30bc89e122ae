import { join } from 'node:path';
import { isSamplesKey } from '../../src/adapters/hash-key.ts';
import { type Definitions, loadUsableDefinitions } from '../../src/definitions/load-definitions.ts';
import type { DefinitionFiles, Effects, HashKey } from '../../src/domain/effects.ts';
import { Failure } from '../../src/domain/failure.ts';
import { type LocalEffects, type LocalRuntime, openDefinitions, openLocalRuntime } from '../pipeline/local-runtime.ts';
import { PROGRAM_FOLDER } from '../program-folder.ts';
import { defaultKeyFile, readHashKey } from './hash-key.ts';
import { differences, stateChanged } from './journaled-table.ts';
import { missingJournal } from './open-journal.ts';
import { isSameFile } from './permissions.ts';
import { statIfExists } from './read-stored.ts';
import { folderToRead } from './state-definitions.ts';
import { assertKeyMayBeMade } from './state-key.ts';

/** Where a command finds its state, and the definitions to read it. */
export interface StatePlace {
  readonly state: string;
  readonly key: string | undefined;
  readonly definitions: string | undefined;
}

/** An open state and the definitions to read it. */
export interface OpenState {
  readonly effects: LocalEffects;
  readonly files: DefinitionFiles;
  readonly definitions: Definitions;
  readonly runtime: LocalRuntime;
}

/**
 * Works on a state, and closes it whatever the outcome.
 * @throws Failure WrongUsage if there is no such state, or `folderToRead` finds no definitions for it
 */
export async function withState<Result>(
  place: StatePlace,
  environment: NodeJS.ProcessEnv,
  work: (state: OpenState) => Promise<Result>,
  { events, anyJournal = false }: { readonly events?: Effects['events']; readonly anyJournal?: boolean } = {},
): Promise<Result> {
  const match = await statIfExists(join(place.state, 'table'));
  if (!match?.isDirectory())
    throw new Failure(
      'WrongUsage',
      `--state: ${place.state} does not contain a state; factsheets build --state creates one`,
    );
  const files = openDefinitions(await folderToRead(place));
  const definitions = await loadUsableDefinitions(files);
  const hashKey = await stateKeyFor(place, environment);
  const { state } = place;
  const options = { exports: join(state, 'exports'), state, hashKey, codes: definitions.codes, definitions: files };
  const runtime = await openLocalRuntime({ ...options, anyJournal, ...(events && { events }) });
  try {
    return await work({ effects: runtime.effects, files, definitions, runtime });
  } finally {
    await runtime.close();
  }
}

/**
 * Reads the named key, or this machine's: next to the state, so that the state stays readable wherever it is moved.
 * @param place its `exports` are those that are hashed with the key
 * @throws Failure WrongUsage if the named file has no key, or the public one of the samples for other exports;
 *   KeyMismatch if the state was made with a key that is not named
 */
export async function hashKeyFor(
  place: { readonly key: string | undefined; readonly state: string | undefined; readonly exports: string },
  environment: NodeJS.ProcessEnv,
): Promise<HashKey> {
  const key = await stateKeyFor(place, environment);
  await assertNotSamplesKey(key, place.exports);
  return key;
}

/** @throws Failure WrongUsage if a key is the public one of the samples, and the exports are others */
export async function assertNotSamplesKey(key: HashKey, exports: string): Promise<void> {
  if (!isSamplesKey(key) || (await isSameFile(exports, join(PROGRAM_FOLDER, 'samples', 'exports')))) return;
  throw new Failure(
    'WrongUsage',
    `--key: samples/key is public: with it anyone could find out whose the hashed ids of ${exports} are; leave --key out, and a key is created`,
  );
}

/** Reads the key of a state whose exports are not read. */
async function stateKeyFor(
  { key, state }: { readonly key: string | undefined; readonly state: string | undefined },
  environment: NodeJS.ProcessEnv,
): Promise<HashKey> {
  const named = key ?? environment.FACTSHEETS_KEY_FILE;
  if (named !== undefined) return readHashKey(named, true);
  if (state === undefined) return readHashKey(defaultKeyFile(environment), false);
  const file = join(state, 'key');
  if (!(await statIfExists(file))) await assertKeyMayBeMade(state);
  return readHashKey(file, false);
}

/**
 * Asserts that only this program wrote to a state, before approving or sending from it.
 * @throws Failure StateChanged with the first items that differ
 */
export async function assertUnchangedState(state: string, runtime: LocalRuntime): Promise<void> {
  const matches = await differencesOf(runtime);
  if (matches.length > 0) throw stateChanged(state, matches);
}

/** Lists the differences between a state and its journal, including a missing journal. */
export async function differencesOf({ table, journal }: LocalRuntime): Promise<string[]> {
  if (journal?.isEmpty) return [missingJournal(journal)];
  return journal ? differences(table, journal) : [];
}
