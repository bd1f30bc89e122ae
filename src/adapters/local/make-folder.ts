import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { atPath } from './at-path.ts';

/**
 * Makes a folder, and those above it, where they are not there; an error names this folder. What is made is its owner's alone: all
 * that the program makes comes from confidential exports, and pages are drafts until they are approved. Node's own `recursive`
 * says "not there" of a disk that is read-only, and never ends below /proc.
 */
export const makeFolder = (path: string): Promise<void> => atPath(path, () => makeBelow(resolve(path)));

async function makeBelow(path: string): Promise<void> {
  try {
    await makeOne(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    const above = dirname(path);
    if (!(await isFolder(above))) await makeBelow(above);
    await makeOne(path); // what is above is there now, or another process has just made it
  }
}

async function makeOne(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (!(await isFolder(path))) throw error;
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
