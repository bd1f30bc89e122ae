import { createHash } from 'node:crypto';
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Effects } from '../../domain/effects.ts';
import type { Engine } from '../../domain/engine.ts';
import { nullIfMissing } from '../../domain/failure.ts';
import { type IndexFile, indexFileKey } from '../../domain/running-count.ts';
import type { NextNumbers } from '../../facts/token-piece.ts';
import { beginTag } from './index-tag.ts';

/** What an index needs: where its files are stored, and an engine in whose folder they are read. */
export interface IndexContext {
  readonly countIndex: Pick<Effects['countIndex'], 'fetch' | 'putFile'>;
  readonly engine: Pick<Engine, 'folder'>;
  readonly sheet: string;
  /** Makes the tags of its files. */
  readonly secret: Uint8Array;
  /** About how many tokens a piece has, if not the usual number. */
  readonly tokensOfPiece?: number;
}

/** A file of an index is missing or not as it was written: everything is counted from the facts. */
export class IndexUnusable extends Error {}

const pathOf = ({ engine }: IndexContext, { sha256 }: IndexFile): string => join(engine.folder, `index-${sha256}`);

/** The numbers of a file of an index, to be read from the first to the last. */
export interface NumbersOfFile {
  /** How many there are. */
  readonly length: number;
  /** Reads the next ones, where the ones before were if there is room for them. */
  readonly next: NextNumbers;
}

/**
 * Reads a file of an index, which is copied into the engine's folder the first time, and compares it with its tag.
 * @param scan reads all of its numbers; what it returns is not used if they are not those that were written
 * @throws IndexUnusable if the file is missing or not as it was written
 */
export async function scanFile<Result>(
  context: IndexContext,
  file: IndexFile,
  scan: (numbers: NumbersOfFile) => Result,
): Promise<Result> {
  // a turn of the event loop for each of these calls, or for each block, would take longer than they do
  const descriptor = openSync(await copyOf(context, file), 'r');
  try {
    const { size } = fstatSync(descriptor);
    if (size % Uint32Array.BYTES_PER_ELEMENT !== 0) throw unusable(file);
    const tag = beginTag(file.sha256, context.secret);
    let left = size / Uint32Array.BYTES_PER_ELEMENT;
    let room = new Uint32Array(0);
    const next: NextNumbers = (count) => {
      if (!(count >= 0 && count <= left)) throw unusable(file);
      if (count > room.length) room = new Uint32Array(count);
      const numbers = room.subarray(0, count);
      if (readSync(descriptor, bytesOf(numbers)) !== numbers.byteLength) throw unusable(file);
      tag.add(bytesOf(numbers));
      left -= count;
      return numbers;
    };
    const result = scan({ length: left, next });
    if (left > 0 || tag.value() !== file.tag) throw unusable(file);
    return result;
  } finally {
    closeSync(descriptor);
  }
}

const unusable = ({ key }: IndexFile): IndexUnusable => new IndexUnusable(`${key} is missing or changed`);

async function copyOf(context: IndexContext, file: IndexFile): Promise<string> {
  const path = pathOf(context, file);
  if (existsSync(path)) return path;
  const missing = await context.countIndex.fetch(file.key, path).catch(nullIfMissing);
  if (missing === null) throw unusable(file);
  return path;
}

/** Reads all numbers of a file of an index. @throws IndexUnusable as `scanFile` */
export const readNumbers = (context: IndexContext, file: IndexFile): Promise<Uint32Array<ArrayBuffer>> =>
  scanFile(context, file, ({ length, next }) => next(length));

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array<ArrayBuffer>): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Writes a file of an index into the engine's folder. */
export async function writeNumbers(context: IndexContext, numbers: Uint32Array<ArrayBuffer>): Promise<IndexFile> {
  const bytes = bytesOf(numbers);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const tag = beginTag(sha256, context.secret);
  tag.add(bytes);
  const file = { key: indexFileKey(context.sheet, sha256), sha256, tag: tag.value() };
  const path = pathOf(context, file);
  await rm(path, { force: true }); // it may be a link to the stored file with the same numbers
  await writeFile(path, bytes);
  return file;
}

/** Stores a file that `writeNumbers` wrote. */
export const storeFile = (context: IndexContext, file: IndexFile): Promise<void> =>
  context.countIndex.putFile(file.key, pathOf(context, file));

/** Removes a file of an index from the engine's folder. */
export const forgetFile = (context: IndexContext, file: IndexFile): Promise<void> =>
  rm(pathOf(context, file), { force: true });
