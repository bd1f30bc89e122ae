import { readFile } from 'node:fs/promises';
import type { FontFiles } from '../domain/effects.ts';

const FOLDER = new URL('../../fonts/', import.meta.url);

const known = new Map<string, Promise<Uint8Array>>();

/** The fonts that come with the program, in its folder fonts/, by file name; each is read once a process. */
export const packagedFonts: FontFiles = {
  bytes(file) {
    const bytes = known.get(file) ?? readFile(new URL(file, FOLDER));
    known.set(file, bytes);
    return bytes;
  },
};
