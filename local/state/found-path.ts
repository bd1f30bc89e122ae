import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';

/** Returns what is at a path; null if nothing is. */
export function statIfExists(path: string): Promise<Stats | null> {
  return stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
}
