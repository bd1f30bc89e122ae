/** The version of the program that revisions remember; a test keeps it equal to package.json's. */
export const PROGRAM_VERSION = '0.1.0';

/**
 * Raise it when the reader makes other facts of the same bytes and mapping: every upload is then read again, and the
 * newest edition of every sheet gets a new revision.
 */
export const READER_VERSION = '6';
