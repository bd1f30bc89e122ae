import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FontFiles } from '../domain/effects.ts';

/** The fonts of a program's folder, in its `fonts/`, by file name; each is read once. */
export function fontFiles(root: string): FontFiles {
  const known = new Map<string, Promise<Uint8Array>>();
  return {
    bytes(file) {
      const bytes = known.get(file) ?? readFile(join(root, 'fonts', file));
      known.set(file, bytes);
      return bytes;
    },
  };
}
