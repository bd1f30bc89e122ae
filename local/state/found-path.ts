import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';

/** What lies at a path; null when nothing does. */
export function foundPath(path: string): Promise<Stats | null> {
  return stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
}
