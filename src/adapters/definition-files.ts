import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { DefinitionFiles } from '../domain/effects.ts';

/** Definitions as the files of a folder (the program's own, or one an operator keeps). Hidden files are none. */
export function definitionFiles(root: string): DefinitionFiles {
  return {
    async list(folder) {
      const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
        .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
        .sort();
    },
    bytes: (path) => readFile(join(root, path)),
  };
}
