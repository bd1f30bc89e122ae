import { createHash } from 'node:crypto';
import { open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Effects } from '../../domain/effects.ts';
import type { Engine } from '../../domain/engine.ts';
import { ifNotFound, nullIfMissing } from '../../domain/failure.ts';
import { type IndexFile, indexFileKey } from '../../domain/running-count.ts';
import { indexTag } from './index-tag.ts';

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

/**
 * Reads a file of an index. The first time it is copied into the engine's folder and compared with its tag.
 * @param room where it is read, if it has room for it
 * @throws IndexUnusable if it is missing or not as it was written
 */
export async function readNumbers(
  context: IndexContext,
  file: IndexFile,
  room?: Uint32Array<ArrayBuffer>,
): Promise<Uint32Array<ArrayBuffer>> {
  const path = pathOf(context, file);
  const copied = await numbersAt(path, room);
  if (copied) return copied;
  const missing = await context.countIndex.fetch(file.key, path).catch(nullIfMissing);
  const numbers = missing === null ? null : await numbersAt(path, room);
  if (numbers && indexTag(bytesOf(numbers), file.sha256, context.secret) === file.tag) return numbers;
  await rm(path, { force: true });
  throw new IndexUnusable(`${file.key} is missing or changed`);
}

async function numbersAt(path: string, room = new Uint32Array(0)): Promise<Uint32Array<ArrayBuffer> | null> {
  const handle = await open(path).catch(ifNotFound(null));
  if (!handle) return null;
  try {
    const { size } = await handle.stat();
    if (size % Uint32Array.BYTES_PER_ELEMENT !== 0) return null;
    const length = size / Uint32Array.BYTES_PER_ELEMENT;
    const numbers = length <= room.length ? room.subarray(0, length) : new Uint32Array(length);
    const { bytesRead } = await handle.read(bytesOf(numbers));
    return bytesRead === size ? numbers : null;
  } finally {
    await handle.close();
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array<ArrayBuffer>): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Writes a file of an index into the engine's folder. */
export async function writeNumbers(context: IndexContext, numbers: Uint32Array<ArrayBuffer>): Promise<IndexFile> {
  const bytes = bytesOf(numbers);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const tag = indexTag(bytes, sha256, context.secret);
  const file = { key: indexFileKey(context.sheet, sha256), sha256, tag };
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
