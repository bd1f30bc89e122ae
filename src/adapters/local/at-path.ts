/**
 * Runs work at a path. Errors of the file system that it throws then name this path, even if the system names none (a
 * full disk, reported by `write`) or another (the source of a copy, a parent folder).
 */
export async function atPath<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw isFileSystemError(error) ? Object.assign(error, { path }) : error;
  }
}

/** Whether an error is a file system error, by its code (ENOSPC, EACCES and the like). */
export const isFileSystemError = (error: unknown): error is Error & { code: string; path?: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error;
