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
 * Opens a zip file for reading entry by entry. The `fileName` of an entry is raw until `entryName` decodes it. The
 * caller must close the zip file.
 *
 * @throws Rejection with the given code if the bytes are not a zip file
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
 * Reads a file for yauzl. yauzl's own reader passes invented positions in an archive (beyond 2^53) to the operating
 * system, which refuses them inside a callback, where the error cannot be caught.
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

/**
 * Returns an entry's path with `/`. The path is UTF-8 if it is valid UTF-8, whether or not its flag says so (Finder's
 * does not); otherwise CP437.
 */
export function entryName({ generalPurposeBitFlag: flags, fileNameRaw, extraFields }: Entry): string {
  const flagged = isUtf8(fileNameRaw) ? flags | UTF8_NAME : flags & ~UTF8_NAME;
  return getFileNameLowLevel(flagged, fileNameRaw, extraFields, false);
}

/**
 * Yields an entry's unpacked bytes. Throws an error if their length or checksum differs from the archive's directory.
 */
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
 * Returns the result of `read`. Rethrows errors of the operating system unchanged; any other error means that the bytes
 * are not such a file.
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

/** Converts an error in reading an archive to the error to throw. */
export function readError(cause: unknown, code: ProblemCode, damaged: FixedDetail = DAMAGED): unknown {
  if (cause instanceof Rejection || isSystemError(cause)) return cause;
  return rejection(code, reasonOf(cause instanceof Error ? cause.message : '') ?? damaged);
}

/** Returns whether an error comes from the operating system (a full disk) and not from the bytes. */
export const isSystemError = (cause: unknown): boolean =>
  cause instanceof Error && 'syscall' in cause && typeof cause.syscall === 'string';

/** The detail if the bytes are not of the kind that the file name states. */
export const DAMAGED = 'damaged, or of another kind than its name says';

/** Returns the detail for a yauzl error about an archive that is not damaged; null for any other error. */
function reasonOf(message: string): FixedDetail | Detail | null {
  const method = /^unsupported compression method: (\d+)/u.exec(message);
  if (method) return unsupportedMethod(Number(method[1]));
  if (/encrypt/u.test(message)) return 'protected by a password';
  return message.startsWith('multi-disk') ? 'one part of an archive of several: pack it as a single file' : null;
}

/** The methods of section 4.4.5 of the zip specification (APPNOTE.TXT 6.3.10) that current programs write. */
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

/**
 * Returns the reason why an entry that is packed by this method cannot be read; null for the two methods that every
 * program reads.
 */
export function unsupportedMethod(method: number): Detail | null {
  if (method === 0 || method === 8) return null;
  return detailOf('packing-method', { method: METHODS.get(method) ?? method });
}
