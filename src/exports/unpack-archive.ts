import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import type { ProblemCode } from '../domain/problem.ts';
import { type ByteSource, UNPACKED_LIMIT } from './decode.ts';
import { Rejection, rejection } from './rejection.ts';

/** A file packed in an archive: its path there and its bytes. */
export interface PackedFile {
  readonly path: string;
  readonly bytes: ByteSource;
}

/** More entries than any month of any hotline; a directory of a million names is an attack on memory. */
const MOST_ENTRIES = 2000;

/**
 * The files of a zip archive, without directories, hidden files and what macOS adds; folders in it do not matter. Nothing
 * is unpacked until a file's bytes are read.
 *
 * @throws Rejection `not-an-archive`: damaged, encrypted, or unpacked larger than a month of exports can be
 */
export async function packedFiles(path: string): Promise<PackedFile[]> {
  const entries = await entriesOf(path, UNPACKED_LIMIT, 'not-an-archive');
  return entries
    .filter(({ fileName }) => !fileName.endsWith('/') && !isSystemFile(fileName))
    .map((entry) => ({ path: entry.fileName, bytes: () => entryBytes(path, entry) }));
}

const isSystemFile = (path: string): boolean => path.startsWith('__MACOSX/') || basename(path).startsWith('.');

/** A gzipped file's bytes; a damaged one is a rejection. */
export const gunzipped =
  (path: string): ByteSource =>
  () =>
    intact(createReadStream(path).pipe(createGunzip()), 'the gzip file is damaged');

/**
 * The directory of a zip file, checked before anything is unpacked.
 *
 * @throws Rejection with the given code
 */
export async function entriesOf(path: string, limit: number, code: ProblemCode): Promise<Entry[]> {
  const zip = await readable(() => openPromise(path), code);
  try {
    return await readable(() => checkedEntries(zip, limit, code), code);
  } finally {
    zip.close();
  }
}

async function checkedEntries(zip: ZipFile, limit: number, code: ProblemCode): Promise<Entry[]> {
  const entries: Entry[] = [];
  let size = 0;
  for await (const entry of zip.eachEntry()) {
    size += entry.uncompressedSize;
    entries.push(entry);
    if (size > limit) throw rejection(code, `larger than ${limit} bytes unpacked: send single CSV files`);
    if (entries.length > MOST_ENTRIES) throw rejection(code, `more than ${MOST_ENTRIES} packed files`);
    if (entry.isEncrypted()) throw rejection(code, 'protected by a password');
  }
  return entries;
}

/** Errors of the operating system are ours; all others say that the bytes are no such file. */
async function readable<Result>(read: () => Promise<Result>, code: ProblemCode): Promise<Result> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof Rejection || isSystemError(cause)) throw cause;
    throw rejection(code, 'damaged, or of another kind than its name says');
  }
}

/** An error of the operating system: of the disk, not of the bytes. */
export const isSystemError = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && /^(?:E[A-Z]|ERR_)/u.test(cause.code);

async function* entryBytes(path: string, entry: Entry): AsyncGenerator<Buffer> {
  const zip = await openPromise(path, { autoClose: false });
  try {
    yield* intact(await zip.openReadStreamPromise(entry), 'the packed file is damaged');
  } finally {
    zip.close();
  }
}

/** A stream's chunks; what is wrong with its bytes (a checksum, a length, a code) is a rejection. */
async function* intact(stream: AsyncIterable<Buffer>, detail: string): AsyncGenerator<Buffer> {
  try {
    yield* stream;
  } catch (cause) {
    if (cause instanceof Rejection || isSystemError(cause)) throw cause;
    throw rejection('not-decodable', detail);
  }
}
