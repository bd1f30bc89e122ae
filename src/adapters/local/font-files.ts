import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FontFiles } from '../../domain/effects.ts';

/**
 * The fonts of a program's folder, in its `fonts/`, by file name; each is read once. They are few and small, and a page waits
 * for all of them: reading them at once takes a tenth of what a detour by the thread pool does.
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
