import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FontFiles } from '../../domain/effects.ts';

/**
 * Reads the fonts in the program's `fonts/` folder, by file name, each once. They are few and small, and a page waits
 * for all of them: reading them synchronously takes a tenth of the time through the thread pool.
 */
export function fontFiles(root: string): FontFiles {
  const known = new Map<string, Uint8Array>();
  return {
    async bytes(file) {
      const bytes = known.get(file) ?? readFileSync(join(root, 'fonts', file));
      known.set(file, bytes);
      return bytes;
    },
  };
}
