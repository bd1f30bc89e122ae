import { existsSync, statfsSync, statSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Linux's file system in memory. */
const IN_MEMORY = '/dev/shm';

/** The bytes that must be free there. A run of the tests uses much less; containers often have 64 MB. */
const NEEDED_BYTES = 4 * 2 ** 30;

/**
 * The temporary folder of this test run. Everything that tests leave in it is removed with it: vitest ends its workers
 * before they could remove anything themselves.
 */
export const TEMPORARY_FOLDER = join(baseFolder(), `factsheets-test-${process.pid}`);

/** The user's configuration folder during this test run; journals of states are below it. */
export const CONFIG_FOLDER = join(TEMPORARY_FOLDER, 'config');

/** States wait for the disk after each write (fsync), which would be most of the time that a test with a state takes. */
function baseFolder(): string {
  if (!existsSync(IN_MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(IN_MEMORY);
  return bavail * bsize >= NEEDED_BYTES ? IN_MEMORY : tmpdir();
}

/** Runs once before all tests and returns the function that runs after them. */
export default async function setup(): Promise<() => Promise<void>> {
  await removeAbandoned(dirname(TEMPORARY_FOLDER));
  await mkdir(TEMPORARY_FOLDER, { recursive: true, mode: 0o700 });
  return () => rm(TEMPORARY_FOLDER, { recursive: true, force: true });
}

/** A folder in which nothing was made for so long belongs to no run. */
const ABANDONED_MS = 60 * 60_000;

/** Removes the folders of runs that were killed: in memory, they would stay until the machine restarts. */
async function removeAbandoned(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    const path = join(base, name);
    const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (!/^factsheets-test-\d+$/u.test(name) || Date.now() - changed < ABANDONED_MS) continue;
    // another user's folder cannot be removed
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}
