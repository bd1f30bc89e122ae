import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { atPath } from '../../src/adapters/local/at-path.ts';
import { Failure, ifNotFound } from '../../src/domain/failure.ts';
import { isRunning, ownIdentity } from './process-identity.ts';

const TRY_EVERY_MS = 100;

/**
 * Opens what one process at a time may have open; waits for another to finish. The lock itself is the kernel's, on
 * LevelDB's file: it ends with its process, however that ends. The note of the holder next to it only identifies it.
 * @param tryOpen resolves to null while another process has it open
 * @throws Failure StoreConflict if another process still has it open after a number of milliseconds
 */
export async function whenFree<Opened>(
  state: string,
  tryOpen: () => Promise<Opened | null>,
  patienceMs = 120_000,
): Promise<Opened> {
  for (let waited = 0; ; waited += TRY_EVERY_MS) {
    const opened = await tryOpen();
    if (opened !== null) return opened;
    if (waited >= patienceMs)
      throw new Failure(
        'StoreConflict',
        `${state} is in use by ${await parseHolder(state)}; wait for it, or name another --state`,
      );
    await setTimeout(TRY_EVERY_MS);
  }
}

const notePath = (state: string): string => join(state, 'lock');

/** Notes that this process has the state open. Only for the process that does. */
export const noteHolder = (state: string): Promise<void> =>
  atPath(notePath(state), () => writeFile(notePath(state), ownIdentity(), { mode: 0o600 }));

/** Removes the note, before the state is closed. */
export const removeNote = (state: string): Promise<void> => rm(notePath(state), { force: true });

/**
 * Reads the note of the process that has the state open; for the process that just opened it, the note of one that was
 * killed with it open. Null if there is none.
 */
export async function readNote(state: string): Promise<string | null> {
  return readFile(notePath(state), 'utf8').catch(ifNotFound(null));
}

async function parseHolder(state: string): Promise<string> {
  const note = (await readNote(state)) ?? '';
  return isRunning(note) === true ? `process ${Number.parseInt(note, 10)}` : 'another process';
}
