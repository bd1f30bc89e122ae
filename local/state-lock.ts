import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Failure } from '../src/domain/failure.ts';
import { foundPath } from './found-path.ts';

const LOOK_EVERY_MS = 100;

/**
 * Makes this process the only one at a state folder; waits for another to finish. dynalite's files take one process, and a
 * second one would die of it.
 * @returns what gives the folder free again
 * @throws Failure StoreConflict when another process is still at it after so many milliseconds
 */
export async function lockState(folder: string, patienceMs = 120_000): Promise<() => Promise<void>> {
  const file = join(folder, 'lock');
  for (let waited = 0; ; waited += LOOK_EVERY_MS) {
    if (await take(file)) return () => rm(file, { force: true });
    const holder = await holderOf(file);
    if (holder === null ? await isAbandoned(file) : !isAlive(holder))
      await rm(file, { force: true }); // it died without giving the folder free
    else if (waited >= patienceMs)
      throw new Failure(
        'StoreConflict',
        `${folder} is in use by process ${holder}; wait for it, or name another --state`,
      );
    else await setTimeout(LOOK_EVERY_MS);
  }
}

async function take(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** A lock is written at once after it is made: one that holds no process for so long was left by one that was killed then. */
const WRITTEN_WITHIN_MS = 5000;

async function isAbandoned(file: string): Promise<boolean> {
  const found = await foundPath(file);
  return found !== null && Date.now() - found.mtimeMs > WRITTEN_WITHIN_MS;
}

/** The process that holds the lock; null while it is being written or given free. */
async function holderOf(file: string): Promise<number | null> {
  try {
    return Number.parseInt(await readFile(file, 'utf8'), 10) || null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
