import { readFile } from 'node:fs/promises';
import type { FontFiles } from '../domain/effects.ts';

const FOLDER = new URL('../../fonts/', import.meta.url);

/** The fonts that come with the program, in its folder fonts/, by file name. */
export const packagedFonts: FontFiles = {
  bytes: (file) => readFile(new URL(file, FOLDER)),
};
