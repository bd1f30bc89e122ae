import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the tests of this run have the user's configuration folder: journals of states are below it. */
export const CONFIG_FOLDER = join(tmpdir(), `factsheets-test-config-${process.pid}`);

/** Runs once before all tests; what it returns runs after them. */
export default function setup(): () => Promise<void> {
  return () => rm(CONFIG_FOLDER, { recursive: true, force: true });
}
