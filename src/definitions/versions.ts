/** The program's version that revisions record; a test keeps it equal to package.json's. */
export const PROGRAM_VERSION = '0.1.0';

/**
 * Raise this when the reader makes other facts of the same bytes and mapping, in the same columns: every upload is then
 * re-read, and the newest edition of every sheet gets a new revision.
 */
export const READER_VERSION = '8';
