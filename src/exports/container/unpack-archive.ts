import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { leadsToLitter } from '../../domain/litter.ts';
import type { ProblemCode } from '../../domain/problem.ts';
import type { FixedDetail } from '../problems/detail-texts.ts';
import { rejection } from '../problems/problem.ts';
import { type ByteSource, UNPACKED_LIMIT } from './decode.ts';
import { namedFile } from './export-kind.ts';
import { entryContents, entryName, openZip, readable, readError, unsupportedMethod } from './zip-file.ts';

/** A file in an archive: its path there and its bytes. */
export interface PackedFile {
  readonly path: string;
  readonly bytes: ByteSource;
}

/** More entries than any month of any hotline has. A directory of a million names is an attack on memory. */
const MOST_ENTRIES = 2000;

/**
 * Lists the files of a zip archive, without directories and litter. Folders in the archive do not matter. Nothing is
 * unpacked until a file's bytes are read.
 *
 * @throws Rejection `not-an-archive` if the archive is damaged, encrypted, larger when unpacked than a month of exports
 *   can be, or contains a CSV file that is packed by an unsupported method
 */
export async function packedFiles(path: string): Promise<PackedFile[]> {
  const entries = await entriesOf(path, UNPACKED_LIMIT, 'not-an-archive');
  const files = entries.filter(({ fileName }) => !fileName.endsWith('/') && !leadsToLitter(fileName));
  for (const { fileName, compressionMethod } of files) {
    const reason = unsupportedMethod(compressionMethod);
    if (reason !== null && namedFile(fileName)?.kind === 'csv') throw rejection('not-an-archive', reason);
  }
  return files.map((entry) => ({ path: entry.fileName, bytes: () => entryBytes(path, entry) }));
}

/** Returns a gzipped file's bytes; reading a damaged file throws a Rejection. */
export const gunzipped =
  (path: string): ByteSource =>
  () =>
    intact(members(path), 'the gzip file is damaged or cut off; compress it again');

/**
 * Yields the contents of all members of a gzip file. zlib stops without an error if a zero follows a member, whatever
 * comes after the zero.
 */
async function* members(path: string): AsyncGenerator<Buffer> {
  // the callback only receives errors, and the reader of the stream gets them too
  const unzip = pipeline(createReadStream(path), createGunzip(), () => {});
  yield* unzip;
  for await (const rest of createReadStream(path, { start: unzip.bytesWritten }))
    if (!Buffer.alloc(rest.length).equals(rest)) throw new Error('something other than zeros follows the last member');
}

/**
 * Reads the directory of a zip file and checks it before anything is unpacked.
 *
 * @throws Rejection with the given code
 */
export async function entriesOf(path: string, limit: number, code: ProblemCode): Promise<Entry[]> {
  const zip = await openZip(path, code);
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
    entry.fileName = entryName(entry);
    entries.push(entry);
    if (size > limit) throw rejection(code, `larger than ${limit} bytes unpacked: send single CSV files`);
    if (entries.length > MOST_ENTRIES) throw rejection(code, `more than ${MOST_ENTRIES} packed files`);
    if (entry.isEncrypted()) throw rejection(code, 'protected by a password');
  }
  return entries;
}

async function* entryBytes(path: string, entry: Entry): AsyncGenerator<Buffer> {
  const zip = await openZip(path, 'not-an-archive');
  try {
    yield* intact(entryContents(zip, entry), 'the packed file is damaged or cut off; pack it again');
  } finally {
    zip.close();
  }
}

/** Yields a stream's chunks. Throws a Rejection for errors in its bytes (a checksum, a length, a code). */
async function* intact(stream: AsyncIterable<Buffer>, damaged: FixedDetail): AsyncGenerator<Buffer> {
  try {
    yield* stream;
  } catch (cause) {
    throw readError(cause, 'not-decodable', damaged);
  }
}
