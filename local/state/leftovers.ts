import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { statIfExists } from './read-stored.ts';

/** The folders in which objects are created by renaming. */
const STORES = ['facts', 'counts', 'problems', 'reports', 'publications'];

/**
 * Removes what a killed process left behind in a state: copies of uploads, and incomplete objects. Only for a process
 * that has the state open.
 */
export async function removeLeftovers(state: string): Promise<void> {
  const scratch = join(state, 'scratch');
  if (await statIfExists(scratch))
    for (const name of await readdir(scratch)) await rm(join(scratch, name), { recursive: true, force: true });
  for (const store of STORES.map((name) => join(state, name))) {
    if (!(await statIfExists(store))) continue;
    const entries = await readdir(store, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter(({ name }) => name.endsWith('.part')))
      await rm(join(entry.parentPath, entry.name), { force: true });
  }
}
