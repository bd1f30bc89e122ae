import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { DefinitionFiles } from '../../domain/effects.ts';
import { leadsToLitter } from '../../domain/litter.ts';

/**
 * Reads definitions from a folder (the program's own, or an operator's), without litter. A hundred small files are read
 * synchronously: each round trip through the thread pool takes longer than reading one.
 */
export function definitionFiles(root: string): DefinitionFiles {
  return {
    async list(folder) {
      const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
        .filter((path) => !leadsToLitter(path))
        .sort();
    },
    bytes: async (path) => readFileSync(join(root, path)),
  };
}
