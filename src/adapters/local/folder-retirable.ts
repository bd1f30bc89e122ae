import type { Dirent } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { ifNotFound } from '../../domain/failure.ts';
import type { RetirableObjects, StoredObject } from '../../domain/retirement.ts';

/**
 * Retires objects of a folder by removing their files immediately. Only for the process that has the state open: no
 * other process writes meanwhile.
 */
export function folderRetirable(root: string): RetirableObjects {
  return {
    async writtenBefore(prefix, moment) {
      const matches: StoredObject[] = [];
      for (const entry of await entriesBelow(join(root, prefix))) {
        const path = join(entry.parentPath, entry.name);
        if (entry.isFile() && (await stat(path)).mtime < moment)
          matches.push({ key: relative(root, path).split(sep).join('/'), version: '' });
      }
      return matches;
    },
    retire: ({ key }) => rm(join(root, key), { force: true }),
  };
}

const entriesBelow = (folder: string): Promise<Dirent[]> =>
  readdir(folder, { recursive: true, withFileTypes: true }).catch(ifNotFound([]));
