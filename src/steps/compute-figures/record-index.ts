import { createHash } from 'node:crypto';
import { open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Effects } from '../../domain/effects.ts';
import type { Engine } from '../../domain/engine.ts';
import { ifNotFound, nullIfMissing } from '../../domain/failure.ts';
import { type IndexFile, type IndexPart, indexFileKey } from '../../domain/running-count.ts';
import {
  findTokens,
  HEAD,
  makePart,
  mergeParts,
  sizeOf,
  type TokenList,
  type TokenPart,
  toWanted,
} from '../../facts/token-part.ts';
import { indexTag } from './index-tag.ts';

/** What an index needs: where its files are stored, and an engine in whose folder they are read. */
export interface IndexContext {
  readonly countIndex: Pick<Effects['countIndex'], 'fetch' | 'putFile'>;
  readonly engine: Pick<Engine, 'folder'>;
  readonly sheet: string;
  /** Makes the tags of its files. */
  readonly secret: Uint8Array;
}

/**
 * Two neighboring parts become one if it has at most this many tokens: few parts are fast to search, and small ones are
 * fast to write. One part of this size, of 64 MB, is in memory at a time, or twice that when two become one.
 */
const MOST_TOGETHER = 8_000_000;

const pathOf = ({ engine }: IndexContext, { sha256 }: IndexFile): string => join(engine.folder, `index-${sha256}`);

/**
 * Returns the ids of the files with records that have one of the tokens.
 * @param tokensWanted in ascending order
 * @returns null if a file of the index is missing or not as it was written
 */
export async function filesWithTokens(
  context: IndexContext,
  parts: readonly IndexPart[],
  tokensWanted: Float64Array,
): Promise<ReadonlySet<string> | null> {
  const ids = new Set<string>();
  const wanted = toWanted(tokensWanted);
  // read by read, new memory of this size would have to be collected
  const room = new Uint32Array(Math.max(0, ...parts.map(({ size }) => size)) + HEAD);
  for (const part of parts) {
    const tokens = await readNumbers(context, part.tokens, room);
    if (!tokens) return null;
    const positions = findTokens(tokens, wanted);
    if (positions.length === 0) continue;
    const files = await readNumbers(context, part.filesOfTokens, room);
    if (!files) return null;
    for (const at of positions) ids.add(part.files[files[at] ?? -1] ?? '');
  }
  return ids;
}

/**
 * Reads a file of an index. The first time it is copied into the engine's folder and compared with its tag.
 * @param room where it is read, if it has room for it
 * @returns null if it is missing or not as it was written
 */
async function readNumbers(
  context: IndexContext,
  file: IndexFile,
  room?: Uint32Array<ArrayBuffer>,
): Promise<Uint32Array<ArrayBuffer> | null> {
  const path = pathOf(context, file);
  const copied = await numbersAt(path, room);
  if (copied) return copied;
  const missing = await context.countIndex.fetch(file.key, path).catch(nullIfMissing);
  const numbers = missing === null ? null : await numbersAt(path, room);
  if (numbers && indexTag(bytesOf(numbers), file.sha256, context.secret) === file.tag) return numbers;
  await rm(path, { force: true });
  return null;
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

/**
 * Returns an index with a part more; null if a file of the index is missing or not as it was written.
 * @param list the tokens of the files, whose numbers are their places in the list of files; those of others are left out
 * @param files their ids
 */
export async function extendIndex(
  context: IndexContext,
  parts: readonly IndexPart[],
  list: TokenList,
  files: readonly string[],
): Promise<IndexPart[] | null> {
  const extended = [...parts];
  let last: Unwritten = { ...makePart(list, files.length), ids: files };
  for (let before = extended.at(-1); before && fits(before, last); before = extended.at(-1)) {
    const merged = await merge(context, before, last);
    if (!merged) return null;
    last = merged;
    extended.pop();
  }
  return [...extended, await writePart(context, last)];
}

/** A part that is not written yet, and the ids of its files. */
interface Unwritten extends TokenPart {
  readonly ids: readonly string[];
}

/** Only parts of similar size are merged, so that a large one is not written again for each small one. */
const fits = (before: IndexPart, last: Unwritten): boolean =>
  before.size <= 2 * sizeOf(last) && before.size + sizeOf(last) <= MOST_TOGETHER;

async function merge(context: IndexContext, before: IndexPart, last: Unwritten): Promise<Unwritten | null> {
  const tokens = await readNumbers(context, before.tokens);
  const files = await readNumbers(context, before.filesOfTokens);
  if (!tokens || !files) return null;
  for (const file of filesOfPart(before)) await rm(pathOf(context, file));
  return { ...mergeParts({ tokens, files }, last, before.files.length), ids: [...before.files, ...last.ids] };
}

async function writePart(context: IndexContext, part: Unwritten): Promise<IndexPart> {
  return {
    tokens: await writeNumbers(context, part.tokens),
    filesOfTokens: await writeNumbers(context, part.files),
    size: sizeOf(part),
    files: part.ids,
  };
}

async function writeNumbers(context: IndexContext, numbers: Uint32Array<ArrayBuffer>): Promise<IndexFile> {
  const bytes = bytesOf(numbers);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const tag = indexTag(bytes, sha256, context.secret);
  const file = { key: indexFileKey(context.sheet, sha256), sha256, tag };
  const path = pathOf(context, file);
  await rm(path, { force: true }); // it may be a link to the stored file with the same numbers
  await writeFile(path, bytes);
  return file;
}

/** Stores the files of an index that are not stored yet. */
export async function storeIndex(
  context: IndexContext,
  parts: readonly IndexPart[],
  stored: readonly IndexPart[],
): Promise<void> {
  const known = new Set(stored.flatMap(filesOfPart).map(({ key }) => key));
  for (const file of parts.flatMap(filesOfPart))
    if (!known.has(file.key)) await context.countIndex.putFile(file.key, pathOf(context, file));
}

const filesOfPart = ({ tokens, filesOfTokens }: IndexPart): IndexFile[] => [tokens, filesOfTokens];
