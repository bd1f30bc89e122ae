import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { atPath } from './at-path.ts';

/**
 * Makes a folder, and those above it, where they are not there; an error names this folder. Node's own `recursive` says "not
 * there" of a disk that is read-only, and never ends below /proc.
 * @param mode of the folders made; by default what the process's mask leaves
 */
export const makeFolder = (path: string, mode = 0o777): Promise<void> =>
  atPath(path, () => makeBelow(resolve(path), mode));

async function makeBelow(path: string, mode: number): Promise<void> {
  try {
    await makeOne(path, mode);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    const above = dirname(path);
    if (!(await isFolder(above))) await makeBelow(above, mode);
    await makeOne(path, mode); // what is above is there now, or another process has just made it
  }
}

async function makeOne(path: string, mode: number): Promise<void> {
  try {
    await mkdir(path, { mode });
  } catch (error) {
    if (!(await isFolder(path))) throw error;
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
