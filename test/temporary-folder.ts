import { existsSync, statfsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
  await mkdir(TEMPORARY_FOLDER, { recursive: true, mode: 0o700 });
  return () => rm(TEMPORARY_FOLDER, { recursive: true, force: true });
}
