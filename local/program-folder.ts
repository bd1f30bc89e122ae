import { fileURLToPath } from 'node:url';

/** Where the program's own files are: the folder above this one, and above the compiled code (bin/compile.mjs). */
export const PROGRAM_FOLDER = fileURLToPath(new URL('..', import.meta.url));
