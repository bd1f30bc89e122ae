import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isNotFound } from '../../domain/failure.ts';
import { isLitter } from '../../domain/litter.ts';

/**
 * Lists the paths of all uploads below a folder, with `/`, sorted, without litter. Links to files and folders are
 * followed, except broken links and links to their own parent folders. A folder deleted meanwhile counts as empty; any
 * other error is thrown, because a file that cannot be read is not deleted.
 */
export async function uploadFiles(root: string): Promise<string[]> {
  const matches = await filesBelow({ root, path: '', real: await realpath(root), above: [] });
  return matches.sort();
}

interface Place {
  readonly root: string;
  readonly path: string;
  readonly real: string;
  /** The real paths of its parent folders. */
  readonly above: readonly string[];
}

async function filesBelow(place: Place): Promise<string[]> {
  const entries = await orMissing(readdir(join(place.root, place.path), { withFileTypes: true }), []);
  // side by side: ten years of uploads are in thousands of folders
  const matches = await Promise.all(
    entries.filter(({ name }) => !isLitter(name)).map((entry) => filesOf(place, entry)),
  );
  return matches.flat();
}

async function filesOf(place: Place, entry: Dirent): Promise<string[]> {
  const path = place.path === '' ? entry.name : `${place.path}/${entry.name}`;
  const kind = await entryKind(join(place.root, path), entry);
  if (kind?.isFile()) return [path];
  if (!kind?.isDirectory()) return [];
  const real = entry.isSymbolicLink() ? await realpath(join(place.root, path)) : join(place.real, entry.name);
  const above = [...place.above, place.real];
  return above.includes(real) ? [] : filesBelow({ root: place.root, path, real, above });
}

const entryKind = (path: string, entry: Dirent): Promise<Pick<Dirent, 'isFile' | 'isDirectory'> | null> =>
  entry.isSymbolicLink() ? orMissing(stat(path), null) : Promise.resolve(entry);

/** Returns what is read, or the other value if it no longer exists. */
async function orMissing<Found, Other>(reading: Promise<Found>, other: Other): Promise<Found | Other> {
  try {
    return await reading;
  } catch (error) {
    if (isNotFound(error) || isLoop(error)) return other;
    throw error;
  }
}

/** Whether a link leads to itself. */
const isLoop = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ELOOP';
