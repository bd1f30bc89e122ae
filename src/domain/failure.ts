import type { FailureName } from './failure-names.ts';

/**
 * An error with a literal name, a message for the person who can fix it (file, place, remedy; never a cell's value) and
 * its cause. Bad rows are never failures: they are problems (see problem.ts).
 */
export class Failure extends Error {
  override readonly name: FailureName;

  constructor(name: FailureName, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = name;
  }
}

/** Whether an error says that a store does not have an object. */
export const isMissingObject = (error: unknown): boolean => error instanceof Failure && error.name === 'StoreConflict';

/** A handler for `catch`: null where a store does not have an object, else the error again. */
export function nullIfMissing(error: unknown): null {
  if (isMissingObject(error)) return null;
  throw error;
}

/** Whether an error says that nothing is stored at a path or key: ENOENT and ENOTDIR of a file system, NoSuchKey of S3. */
export const isNotFound = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'NoSuchKey' || ('code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')));

/** Returns a handler for `catch`: a value where nothing was found, else the error again. */
export const ifNotFound =
  <Value>(value: Value) =>
  (error: unknown): Value => {
    if (isNotFound(error)) return value;
    throw error;
  };
