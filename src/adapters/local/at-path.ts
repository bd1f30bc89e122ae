/**
 * Does work at a path. An error of the file system that it throws names this path, also where the system names none (a full
 * disk, told by `write`) or another (the source of a copy, a folder above), so that whoever reports it knows the place.
 */
export async function atPath<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw isOfFileSystem(error) ? Object.assign(error, { path }) : error;
  }
}

/** Whether the system refused something about a file, by its code (ENOSPC, EACCES and the like). */
export const isOfFileSystem = (error: unknown): error is Error & { code: string; path?: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error;
