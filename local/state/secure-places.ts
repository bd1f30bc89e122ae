import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PROGRAM_FOLDER } from '../program-folder.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { defaultKeyFile } from './hash-key.ts';
import { isSameFile, linkSecretFile, type PrivatePlace, restrictPermissions } from './permissions.ts';

/** The places on this machine that a command names. */
interface Named {
  readonly state?: unknown;
  readonly key?: unknown;
  readonly place?: unknown;
}

/**
 * Removes the permissions of other users from the state and the key of a command, and reports it; the files may be
 * older than the program, or copies.
 * @throws Failure WrongUsage if one of them belongs to another user
 */
export async function securePlaces(command: object, environment: NodeJS.ProcessEnv, terminal: Terminal): Promise<void> {
  for (const place of await privatePlaces(command, environment)) {
    const line = await restrictPermissions(place);
    if (line !== null) terminal.err(line);
  }
}

/** The places of a command that are for their owner only; the public key of the samples is not. */
export async function privatePlaces(
  command: object & Named,
  environment: NodeJS.ProcessEnv,
): Promise<readonly PrivatePlace[]> {
  const { place } = command;
  const { state, key }: Named = { ...(typeof place === 'object' && place), ...command };
  const folder = typeof state === 'string' ? state : null;
  const files = [keyFile(folder, key, environment), ...(folder === null ? [] : [linkSecretFile(folder)])];
  const places: PrivatePlace[] = folder !== null && (await mayBeState(folder)) ? [{ path: folder, is: 'folder' }] : [];
  for (const path of files)
    if (path !== null && !(await isSameFile(path, join(PROGRAM_FOLDER, 'samples', 'key'))))
      places.push({ path, is: 'file' });
  return places;
}

/** Files and folders of which a state has at least one, also an interrupted or damaged one. */
const OF_STATES = ['table', 'format.json', 'key', 'key-id', 'link-secret'];

/** Whether a folder is a state or empty: one that is named by mistake may be shared by others. */
async function mayBeState(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch((): string[] => []); // reported where the state is needed
  return names.length === 0 || OF_STATES.some((name) => names.includes(name));
}

/** The file of a command's key, as `hashKeyFor` finds it; null if there is no home folder for it. */
export function keyFile(state: string | null, key: unknown, environment: NodeJS.ProcessEnv): string | null {
  if (typeof key === 'string') return key;
  if (environment.FACTSHEETS_KEY_FILE !== undefined) return environment.FACTSHEETS_KEY_FILE;
  if (state !== null) return join(state, 'key');
  try {
    return defaultKeyFile(environment);
  } catch {
    return null; // reported where a key is needed
  }
}
