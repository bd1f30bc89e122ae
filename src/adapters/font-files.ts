import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FontFiles } from '../domain/effects.ts';

/** Fonts as the packages install them: a specifier is resolved like an import of this program. */
export const packagedFonts: FontFiles = {
  bytes: (specifier) => readFile(fileURLToPath(import.meta.resolve(specifier))),
};
