import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ifNotFound } from '../../domain/failure.ts';
import type { RetirableObjects, StoredObject } from '../../domain/retirement.ts';

/**
 * Retires objects of a folder by removing their files immediately. Only for the process that has the state open: no
 * other process writes meanwhile.
 */
export function folderRetirable(root: string): RetirableObjects {
  const objectsBelow = async (folder: string): Promise<StoredObject[]> => {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(ifNotFound([]));
    // side by side: ten years of facts are in thousands of folders
    const matches = await Promise.all(
      entries.map(async (entry): Promise<StoredObject[]> => {
        const key = `${folder}${entry.name}`;
        if (entry.isDirectory()) return objectsBelow(`${key}/`);
        const wasWrittenBefore = (moment: Date): Promise<boolean> => isOlder(join(root, key), moment);
        return entry.isFile() ? [{ key, version: '', wasWrittenBefore }] : [];
      }),
    );
    return matches.flat();
  };
  return {
    list: objectsBelow,
    retire: ({ key }) => rm(join(root, key), { force: true }),
  };
}

async function isOlder(path: string, moment: Date): Promise<boolean> {
  const match = await stat(path).catch(ifNotFound(null));
  return match !== null && match.mtime < moment;
}
