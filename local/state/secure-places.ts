import { join } from 'node:path';
import { PROGRAM_FOLDER } from '../program-folder.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { defaultKeyFile } from './hash-key.ts';
import { isSameFile, narrowed, type PrivatePlace } from './permissions.ts';
import { linkSecretFile } from './state-key.ts';

/** What a command names of this machine: itself, or as its place. */
interface Named {
  readonly state?: unknown;
  readonly key?: unknown;
  readonly place?: unknown;
}

/**
 * Takes from the state and the key of a command what other users of the machine may do there, and says so; they may have been made
 * before the program came, or copied.
 * @throws Failure WrongUsage when one of them is another user's
 */
export async function securePlaces(command: object, environment: NodeJS.ProcessEnv, terminal: Terminal): Promise<void> {
  for (const place of await privatePlaces(command, environment)) {
    const line = await narrowed(place);
    if (line !== null) terminal.err(line);
  }
}

/** The places of a command that are for their owner alone; the public key of the samples is not. */
export async function privatePlaces(
  command: object & Named,
  environment: NodeJS.ProcessEnv,
): Promise<readonly PrivatePlace[]> {
  const { place } = command;
  const { state, key }: Named = { ...(typeof place === 'object' && place), ...command };
  const folder = typeof state === 'string' ? state : null;
  const files = [keyFile(folder, key, environment), ...(folder === null ? [] : [linkSecretFile(folder)])];
  const places: PrivatePlace[] = folder === null ? [] : [{ path: folder, is: 'folder' }];
  for (const path of files)
    if (path !== null && !(await isSameFile(path, join(PROGRAM_FOLDER, 'samples', 'key'))))
      places.push({ path, is: 'file' });
  return places;
}

/** The file of a command's key, as `hashKeyFor` finds it; null where there is no home folder to have one in. */
export function keyFile(state: string | null, key: unknown, environment: NodeJS.ProcessEnv): string | null {
  if (typeof key === 'string') return key;
  if (environment.FACTSHEETS_KEY_FILE !== undefined) return environment.FACTSHEETS_KEY_FILE;
  if (state !== null) return join(state, 'key');
  try {
    return defaultKeyFile(environment);
  } catch {
    return null; // said where a key is needed
  }
}
