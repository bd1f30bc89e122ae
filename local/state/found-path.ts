import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { ifNotFound } from '../../src/domain/failure.ts';

/** Returns what is at a path; null if nothing is. */
export function statIfExists(path: string): Promise<Stats | null> {
  return stat(path).catch(ifNotFound(null));
}
