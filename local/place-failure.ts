import { Failure } from '../src/domain/failure.ts';

/** What the system's complaints about a place mean to the person who named it. */
const COMPLAINTS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'is not there'],
  ['EEXIST', 'is a file, where a folder is needed'],
  ['ENOTDIR', 'has a file on its way, where a folder is needed'],
  ['EISDIR', 'is a folder, where a file is needed'],
  ['EACCES', 'may not be read or written by you'],
  ['EPERM', 'may not be read or written by you'],
  ['EROFS', 'lies on a disk that cannot be written to'],
  ['ENOSPC', 'does not fit on its disk any more'],
]);

/** The failure of a file or folder that the system refuses, by its path; any other error as it is. */
export function asPlaceFailure(error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error && 'path' in error)) return error;
  const complaint = COMPLAINTS.get(String(error.code));
  if (complaint === undefined) return error;
  return new Failure('WrongUsage', `${error.path} ${complaint}; name another place, or mend that one`, {
    cause: error,
  });
}
