import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ifNotFound } from '../../domain/failure.ts';
import type { RetirableObjects, StoredObject } from '../../domain/retirement.ts';

/**
 * Retires objects of a folder by removing their files immediately. Only for the process that has the state open: no
 * other process writes meanwhile.
 */
export function folderRetirable(root: string): RetirableObjects {
  const objectsBelow = async (folder: string, moment: Date): Promise<StoredObject[]> => {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(ifNotFound([]));
    // side by side: ten years of facts are in thousands of folders
    const matches = await Promise.all(
      entries.map(async (entry): Promise<StoredObject[]> => {
        const key = `${folder}${entry.name}`;
        if (entry.isDirectory()) return objectsBelow(`${key}/`, moment);
        return entry.isFile() && (await stat(join(root, key))).mtime < moment ? [{ key, version: '' }] : [];
      }),
    );
    return matches.flat();
  };
  return {
    writtenBefore: objectsBelow,
    retire: ({ key }) => rm(join(root, key), { force: true }),
  };
}
