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

/** A file packed in an archive: its path there and its bytes. */
export interface PackedFile {
  readonly path: string;
  readonly bytes: ByteSource;
}

/** More entries than any month of any hotline; a directory of a million names is an attack on memory. */
const MOST_ENTRIES = 2000;

/**
 * The files of a zip archive, without directories and litter; folders in it do not matter. Nothing is unpacked until a
 * file's bytes are read.
 *
 * @throws Rejection `not-an-archive`: damaged, encrypted, unpacked larger than a month of exports can be, or with a CSV file
 *   packed by a method that is not supported
 */
export async function packedFiles(path: string): Promise<PackedFile[]> {
  const entries = await entriesOf(path, UNPACKED_LIMIT, 'not-an-archive');
  const files = entries.filter(({ fileName }) => !fileName.endsWith('/') && !leadsToLitter(fileName));
  for (const { fileName, compressionMethod } of files) {
    const fault = unsupportedMethod(compressionMethod);
    if (fault !== null && namedFile(fileName)?.kind === 'csv') throw rejection('not-an-archive', fault);
  }
  return files.map((entry) => ({ path: entry.fileName, bytes: () => entryBytes(path, entry) }));
}

/** A gzipped file's bytes; a damaged one is a rejection. */
export const gunzipped =
  (path: string): ByteSource =>
  () =>
    intact(members(path), 'the gzip file is damaged or cut off; compress it again');

/** The contents of all members of a gzip file. zlib ends in silence where a zero follows a member, whatever follows the zero. */
async function* members(path: string): AsyncGenerator<Buffer> {
  // the callback is for errors alone, which the reader of the stream gets too
  const unzip = pipeline(createReadStream(path), createGunzip(), () => {});
  yield* unzip;
  for await (const rest of createReadStream(path, { start: unzip.bytesWritten }))
    if (!Buffer.alloc(rest.length).equals(rest)) throw new Error('something other than zeros follows the last member');
}

/**
 * The directory of a zip file, checked before anything is unpacked.
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

/** A stream's chunks; what is wrong with its bytes (a checksum, a length, a code) is a rejection. */
async function* intact(stream: AsyncIterable<Buffer>, damaged: FixedDetail): AsyncGenerator<Buffer> {
  try {
    yield* stream;
  } catch (cause) {
    throw readError(cause, 'not-decodable', damaged);
  }
}
