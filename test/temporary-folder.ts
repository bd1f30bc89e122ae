import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The user's configuration folder during this test run; journals of states are below it. */
export const CONFIG_FOLDER = join(tmpdir(), `factsheets-test-config-${process.pid}`);

/** Runs once before all tests and returns the function that runs after them. */
export default function setup(): () => Promise<void> {
  return () => rm(CONFIG_FOLDER, { recursive: true, force: true });
}
