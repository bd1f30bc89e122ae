/** The version of the program that revisions remember; a test keeps it equal to package.json's. */
export const PROGRAM_VERSION = '0.1.0';

/**
 * Raised when the reader makes other facts of the same bytes and mapping, so that every upload is ingested anew. Like a
 * changed mapping it shows in no file.
 */
export const READER_VERSION = '5';
