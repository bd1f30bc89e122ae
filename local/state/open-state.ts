import { join } from 'node:path';
import { isSamplesKey } from '../../src/adapters/hash-key.ts';
import { type Definitions, loadDefinitions } from '../../src/definitions/load-definitions.ts';
import type { DefinitionFiles, Effects, HashKey } from '../../src/domain/effects.ts';
import { Failure } from '../../src/domain/failure.ts';
import { type LocalEffects, openDefinitions, openWorkplace, type Workplace } from '../pipeline/workplace.ts';
import { PROGRAM_FOLDER } from '../program-folder.ts';
import { foundPath } from './found-path.ts';
import { defaultKeyFile, readHashKey } from './hash-key.ts';
import { changed, differences } from './journaled-table.ts';
import { isSameFile } from './permissions.ts';
import { folderToRead } from './state-definitions.ts';
import { refuseNewKey } from './state-key.ts';

/** Where a command finds the state it works on, and what it reads it with. */
export interface StatePlace {
  readonly state: string;
  readonly key: string | undefined;
  readonly definitions: string | undefined;
}

/** A kept state and the definitions it is read with. */
export interface OpenState {
  readonly effects: LocalEffects;
  readonly files: DefinitionFiles;
  readonly definitions: Definitions;
  readonly workplace: Workplace;
}

/**
 * Works on a kept state, and gives it free again whatever becomes of the work.
 * @throws Failure WrongUsage when there is no such state, or `folderToRead` finds no definitions for it
 */
export async function withState<Result>(
  place: StatePlace,
  environment: NodeJS.ProcessEnv,
  work: (state: OpenState) => Promise<Result>,
  { events, anyJournal = false }: { readonly events?: Effects['events']; readonly anyJournal?: boolean } = {},
): Promise<Result> {
  const found = await foundPath(join(place.state, 'table'));
  if (!found?.isDirectory())
    throw new Failure('WrongUsage', `--state: ${place.state} holds no state; factsheets build --state makes one`);
  const files = openDefinitions(await folderToRead(place));
  const definitions = await loadDefinitions(files);
  const hashKey = await stateKeyFor(place, environment);
  const { state } = place;
  const options = { exports: join(state, 'exports'), state, hashKey, codes: definitions.codes, definitions: files };
  const workplace = await openWorkplace({ ...options, anyJournal, ...(events && { events }) });
  try {
    return await work({ effects: workplace.effects, files, definitions, workplace });
  } finally {
    await workplace.close();
  }
}

/**
 * The named key, or this machine's: beside a kept state, so that the state stays readable wherever it is taken.
 * @param place its `exports` are those that are hashed with the key
 * @throws Failure WrongUsage when the named file holds no key, or the public one of the samples and the exports are others;
 *   KeyMismatch when the state was made with one that is not named
 */
export async function hashKeyFor(
  place: { readonly key: string | undefined; readonly state: string | undefined; readonly exports: string },
  environment: NodeJS.ProcessEnv,
): Promise<HashKey> {
  const key = await stateKeyFor(place, environment);
  await refuseSamplesKey(key, place.exports);
  return key;
}

/** @throws Failure WrongUsage when a key is the public one of the samples, and the exports are others */
export async function refuseSamplesKey(key: HashKey, exports: string): Promise<void> {
  if (!isSamplesKey(key) || (await isSameFile(exports, join(PROGRAM_FOLDER, 'samples', 'exports')))) return;
  throw new Failure(
    'WrongUsage',
    `--key: samples/key is public: with it anybody could find out whose the hashed ids of ${exports} are; leave --key out, and a key is made`,
  );
}

/** The key of a state whose exports are not read. */
async function stateKeyFor(
  { key, state }: { readonly key: string | undefined; readonly state: string | undefined },
  environment: NodeJS.ProcessEnv,
): Promise<HashKey> {
  const named = key ?? environment.FACTSHEETS_KEY_FILE;
  if (named !== undefined) return readHashKey(named, true);
  if (state === undefined) return readHashKey(defaultKeyFile(environment), false);
  const file = join(state, 'key');
  if (!(await foundPath(file))) await refuseNewKey(state);
  return readHashKey(file, false);
}

/**
 * Refuses to approve or to send from a state that something else than this program wrote to.
 * @throws Failure StateChanged naming the first items that differ
 */
export async function refuseChanged(state: string, workplace: Workplace): Promise<void> {
  const found = await differencesOf(workplace);
  if (found.length > 0) throw changed(state, found);
}

export const differencesOf = async ({ table, journal }: Workplace): Promise<string[]> =>
  journal ? differences(table, journal) : [];
