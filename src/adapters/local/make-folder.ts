import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { atPath } from './at-path.ts';

/**
 * Creates a folder, and missing parent folders; an error names this folder. Created folders are private to their owner:
 * all that the program writes comes from confidential exports, and pages are drafts until they are approved. Node's own
 * `recursive` reports "not found" on a read-only disk, and never ends below /proc.
 */
export const makeFolder = (path: string): Promise<void> => atPath(path, () => makeBelow(resolve(path)));

async function makeBelow(path: string): Promise<void> {
  try {
    await makeOne(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    const above = dirname(path);
    if (!(await isFolder(above))) await makeBelow(above);
    await makeOne(path); // the parent now exists, or another process has just created it
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
    (match) => match.isDirectory(),
    () => false,
  );
