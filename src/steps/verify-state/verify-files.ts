import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { ReportFile } from '../../domain/edition.ts';
import type { Effects } from '../../domain/effects.ts';
import { Failure, nullIfMissing } from '../../domain/failure.ts';

type Reports = Pick<Effects['reports'], 'bytes'>;

/**
 * Reads files of a report and compares each with its record: its length and its SHA-256.
 * @param name of the revision, for the failure
 * @returns the bytes by key, as compared: what is sent or signed must be these, not a second reading
 * @throws Failure ReportChanged with every file that is missing, empty or another one
 */
export async function readVerifiedFiles(
  reports: Reports,
  name: string,
  files: readonly ReportFile[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const verified = new Map<string, Uint8Array>();
  const differences: string[] = [];
  const reads = await Promise.all(files.map(async (file) => [file, await readVerifiedFile(reports, file)] as const));
  for (const [{ key }, read] of reads) {
    if (typeof read === 'string') differences.push(`${key} ${read}`);
    else verified.set(key, read);
  }
  if (differences.length > 0) throw new Failure('ReportChanged', `${name}: ${differences.join('; ')}; ${REMEDY}`);
  return verified;
}

const REMEDY =
  'nothing was sent or approved. Restore the files (from a backup or the folder of pages), or publish a correction';

/** Returns a file's bytes, or what is wrong if they are not the recorded ones. */
export async function readVerifiedFile(
  reports: Reports,
  { key, sha256, bytes }: ReportFile,
): Promise<Uint8Array | string> {
  const read = await reports.bytes(key).catch(nullIfMissing);
  if (read === null) return 'is missing';
  if (read.byteLength === 0 && bytes > 0) return 'is empty';
  const isSame = read.byteLength === bytes && createHash('sha256').update(read).digest('hex') === sha256;
  return isSame ? read : 'is not the file that was recorded';
}

/** Returns the SHA-256 (hex) of a file's bytes. */
export async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  // the default, 64 kB, takes twice the time
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest('hex');
}
