import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The temporary folder of this test run. Everything that tests leave in it is removed with it: vitest ends its workers
 * before they could remove anything themselves.
 */
export const TEMPORARY_FOLDER = join(tmpdir(), `factsheets-test-${process.pid}`);

/** The user's configuration folder during this test run; journals of states are below it. */
export const CONFIG_FOLDER = join(TEMPORARY_FOLDER, 'config');

/** Runs once before all tests and returns the function that runs after them. */
export default async function setup(): Promise<() => Promise<void>> {
  await mkdir(TEMPORARY_FOLDER, { recursive: true, mode: 0o700 });
  return () => rm(TEMPORARY_FOLDER, { recursive: true, force: true });
}
