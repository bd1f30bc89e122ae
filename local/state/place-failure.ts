import { open, rm } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { isFileSystemError } from '../../src/adapters/local/at-path.ts';
import { Failure } from '../../src/domain/failure.ts';

/** A folder or file of a run, and the option (or environment variable) that names it. */
export interface Place {
  readonly option: string;
  readonly path: string;
}

/** A failure of a place. Its message names the option, what is wrong and what to do, in one line. */
export class PlaceFailure extends Failure {}

/** The meaning of the system's errors about a place, for the person who named it. */
const ERRORS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'does not exist'],
  ['EEXIST', 'is a file, where a folder is needed'],
  ['ENOTDIR', 'has a file in its path, where a folder is needed'],
  ['EISDIR', 'is a folder, where a file is needed'],
  ['EACCES', 'cannot be read or written by you'],
  ['EPERM', 'cannot be read or written by you'],
  ['ELOOP', 'is a link that leads back to itself'],
  ['ENAMETOOLONG', 'has a name that is too long'],
  ['EINVAL', 'cannot be used as a file or folder'],
  ['ENOTSUP', 'is on a disk that does not support what the program does'],
  ['EBUSY', 'is in use by another program'],
  ['ETXTBSY', 'is in use by another program'],
]);

/** Errors about the disk of a place, whichever file they concern. */
const DISK_ERRORS: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', 'is on a disk that is full'],
  ['EDQUOT', 'is on a disk where your quota is used up'],
  ['EFBIG', 'cannot store a file of this size: it exceeds its disk or your limits'],
  ['EROFS', 'is on a disk that cannot be written to'],
  ['EIO', 'is on a disk that fails to read or write'],
  ['ENODEV', 'is on a disk that is gone'],
  ['ESTALE', 'is on a disk that is gone'],
]);

/** Errors that end when something else on the disk is removed. */
const FULL = new Set(['ENOSPC', 'EDQUOT']);

/**
 * Converts a system error about a place into its failure; returns any other error unchanged.
 * @param places those of the current command
 * @param scratch where copies are processed: the place of an error without a path, because all other writes name theirs
 */
export function asPlaceFailure(error: unknown, places: readonly Place[] = [], scratch?: Place): unknown {
  if (!isFileSystemError(error)) return error;
  const ofDisk = DISK_ERRORS.get(error.code);
  const isUnmakeable = error.code === 'ENOENT' && 'syscall' in error && error.syscall === 'mkdir';
  const what = ofDisk ?? (isUnmakeable ? 'cannot be created' : ERRORS.get(error.code));
  const at = error.path ?? (ofDisk ? scratch?.path : undefined);
  if (what === undefined || at === undefined) return error;
  const place = innermost(places, at) ?? (error.path === undefined ? scratch : undefined);
  const where = place ? `${place.option}: ${ofDisk ? place.path : at}` : at;
  const remedy = FULL.has(error.code)
    ? 'free some space there, or name another place'
    : 'name another place, or correct this one';
  return new PlaceFailure('WrongUsage', `${where} ${what}; ${remedy}`, { cause: error });
}

/** Returns the place that a path is in; if places are nested, the inner one. */
function innermost(places: readonly Place[], path: string): Place | undefined {
  const holding = places.filter((place) => isWithin(place.path, path));
  return holding.toSorted((a, b) => resolve(b.path).length - resolve(a.path).length)[0];
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(resolve(folder), resolve(path));
  return way !== '..' && !way.startsWith(`..${sep}`);
}

/**
 * Finds the system error behind one of LevelDB or DuckDB, which describe the disk in words only, by writing a file.
 * Returns any other error unchanged.
 * @param isOfDisk whether the library reports that it could not read or write
 */
export async function diskError(error: unknown, folder: string, isOfDisk: boolean): Promise<unknown> {
  if (!isOfDisk || !(error instanceof Error)) return error;
  const code = (await systemError(folder)) ?? 'EIO';
  return Object.assign(new Error(`${code}: ${error.message}`, { cause: error }), {
    code,
    syscall: 'write',
    path: folder,
  });
}

/** As much as LevelDB writes at once: a disk may have space for a byte and not for this. */
const PROBE = new Uint8Array(64 * 1024);

/** How many files were written to find an error: several statements may fail at once. */
let probes = 0;

async function systemError(folder: string): Promise<string | null> {
  const file = join(folder, `probe-${process.pid}-${probes++}`);
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle
      .writeFile(PROBE)
      .then(() => handle.sync())
      .finally(() => handle.close());
    return null;
  } catch (error) {
    return isFileSystemError(error) ? error.code : null;
  } finally {
    await rm(file, { force: true }).catch(() => undefined);
  }
}
