import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import {
  type Entry,
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  RandomAccessReader,
  type ZipFile,
} from 'yauzl';
import type { ProblemCode } from '../../domain/problem.ts';
import { type Detail, detailOf } from '../problems/detail-phrases.ts';
import type { FixedDetail } from '../problems/detail-texts.ts';
import { Rejection, rejection } from '../problems/problem.ts';

/**
 * A zip file to be read entry by entry, in which `fileName` of an entry is raw until `entryName` has decoded it. Close it.
 *
 * @throws Rejection with the given code where the bytes are not a zip file
 */
export async function openZip(path: string, code: ProblemCode): Promise<ZipFile> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const options = { autoClose: false, decodeStrings: false };
    return await readable(() => fromRandomAccessReaderPromise(new FileReader(path, file), size, options), code);
  } catch (cause) {
    await file.close();
    throw cause;
  }
}

/**
 * A file as yauzl reads it. Its own reader lets the operating system refuse positions that an archive makes up (beyond 2^53) inside a
 * callback, where nothing can catch the error.
 */
class FileReader extends RandomAccessReader {
  readonly #path: string;
  readonly #file: FileHandle;

  constructor(path: string, file: FileHandle) {
    super();
    this.#path = path;
    this.#file = file;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#file.read(buffer, offset, length, position).then(
      ({ bytesRead }) => callback(bytesRead < length ? new Error('unexpected EOF') : null),
      (error) => callback(error),
    );
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return createReadStream(this.#path, { start, end: end - 1 });
  }

  override close(callback: (error: Error | null) => void): void {
    this.#file.close().then(() => callback(null), callback);
  }
}

const UTF8_NAME = 0x800;

/** An entry's path with `/`: UTF-8 where it is valid UTF-8, whether its flag says so or not (Finder's does not); else CP437. */
export function entryName({ generalPurposeBitFlag: flags, fileNameRaw, extraFields }: Entry): string {
  const flagged = isUtf8(fileNameRaw) ? flags | UTF8_NAME : flags & ~UTF8_NAME;
  return getFileNameLowLevel(flagged, fileNameRaw, extraFields, false);
}

/** An entry's unpacked bytes; their length and checksum are those that the archive's directory gives, else an error is thrown. */
export async function* entryContents(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  const stream: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry);
  let checksum = 0;
  for await (const chunk of stream) {
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (checksum !== entry.crc32) throw new Error('wrong checksum');
}

/**
 * What `read` gives. Errors of the operating system are thrown as they are; all others say that the bytes are not such a file.
 *
 * @throws Rejection with the given code
 */
export async function readable<Result>(read: () => Promise<Result>, code: ProblemCode): Promise<Result> {
  try {
    return await read();
  } catch (cause) {
    throw readError(cause, code);
  }
}

/** An error of reading an archive as what is to be thrown for it. */
export function readError(cause: unknown, code: ProblemCode, damaged: FixedDetail = DAMAGED): unknown {
  if (cause instanceof Rejection || isSystemError(cause)) return cause;
  return rejection(code, faultOf(cause instanceof Error ? cause.message : '') ?? damaged);
}

/** Whether an error is the operating system's (a full disk), not one of the bytes. */
export const isSystemError = (cause: unknown): boolean =>
  cause instanceof Error && 'syscall' in cause && typeof cause.syscall === 'string';

/** The detail where the bytes are not what the name of the file says. */
export const DAMAGED = 'damaged, or of another kind than its name says';

/** What an error of yauzl says of an archive that is not damaged; null for any other. */
function faultOf(message: string): FixedDetail | Detail | null {
  const method = /^unsupported compression method: (\d+)/u.exec(message);
  if (method) return unsupportedMethod(Number(method[1]));
  if (/encrypt/u.test(message)) return 'protected by a password';
  return message.startsWith('multi-disk') ? 'one part of an archive of several: pack it as a single file' : null;
}

/** Methods of section 4.4.5 of the zip specification (APPNOTE.TXT 6.3.10) that programs of today write. */
const METHODS: ReadonlyMap<number, string> = new Map([
  [1, 'Shrink'],
  [6, 'Implode'],
  [9, 'Deflate64'],
  [12, 'bzip2'],
  [14, 'LZMA'],
  [20, 'Zstandard'],
  [93, 'Zstandard'],
  [95, 'XZ'],
  [98, 'PPMd'],
]);

/** Why an entry packed by this method cannot be read; null for the two methods that every program reads. */
export function unsupportedMethod(method: number): Detail | null {
  if (method === 0 || method === 8) return null;
  return detailOf('packing-method', { method: METHODS.get(method) ?? method });
}
