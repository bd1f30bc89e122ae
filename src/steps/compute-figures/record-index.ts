import type { IndexFile, IndexPart, IndexPiece } from '../../domain/running-count.ts';
import { mergePieces, type PieceSource } from '../../facts/merge-tokens.ts';
import { findTokens, makePiece, sizeOf, type TokenList, type TokenPiece, toWanted } from '../../facts/token-piece.ts';
import { forgetFile, type IndexContext, readNumbers, scanFile, storeFile, writeNumbers } from './index-files.ts';

/**
 * Parts of similar size become one when there are this many. So an index of ten years has about five parts, which are
 * fast to search, and a token is written about four times in this time. After a complete count all parts become one.
 */
const PARTS_TOGETHER = 4;

/** About how many tokens a piece has: 32 MB. One of each part that becomes another is in memory at a time. */
const TOKENS_OF_PIECE = 4_000_000;

/**
 * Returns the ids of the files with records that have one of the tokens.
 * @param tokens in ascending order
 * @throws IndexUnusable if a file of the index is missing or not as it was written
 */
export async function filesWithTokens(
  context: IndexContext,
  parts: readonly IndexPart[],
  tokens: Float64Array,
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  const wanted = toWanted(tokens);
  for (const { pieces, files } of parts)
    for (const piece of pieces) {
      const positions = await scanFile(context, piece.tokens, ({ next }) => findTokens(next, wanted));
      if (positions.length === 0) continue;
      const numbers = await readNumbers(context, piece.filesOfTokens);
      for (const at of positions) ids.add(files[numbers[at] ?? -1] ?? '');
    }
  return ids;
}

/**
 * Returns an index with a part more.
 * @param list the tokens of the files, whose numbers are their places in the list of files; those of others are left out
 * @param files their ids
 * @throws IndexUnusable if a file of the index is missing or not as it was written
 */
export async function extendIndex(
  context: IndexContext,
  parts: readonly IndexPart[],
  list: TokenList,
  files: readonly string[],
): Promise<readonly IndexPart[]> {
  const newest = makePiece(list, files.length);
  const kept = keptParts(parts.map(tokensOf), sizeOf(newest));
  return joinParts(context, [...parts, { pieces: [await writePiece(context, newest)], files }], kept);
}

/**
 * Returns an index with one part instead of several: the more parts it has, the longer it takes to search.
 * @param first the first of those that become one; by default all do
 * @throws IndexUnusable if a file of the index is missing or not as it was written
 */
export async function joinParts(
  context: IndexContext,
  parts: readonly IndexPart[],
  first = 0,
): Promise<readonly IndexPart[]> {
  const [kept, former] = [parts.slice(0, first), parts.slice(first)];
  if (former.length < 2) return parts;
  const used = new Set(kept.flatMap(filesOfPart).map(({ key }) => key));
  /** As soon as a piece is merged, because there may be no room for the index twice. */
  const forget = async (piece: IndexPiece): Promise<void> => {
    for (const file of filesOfPiece(piece)) if (!used.has(file.key)) await forgetFile(context, file);
  };
  let raisedBy = 0;
  const sources = former.map(({ pieces, files }): PieceSource => {
    const source = { pieces: readPieces(context, pieces, forget), raisedBy };
    raisedBy += files.length;
    return source;
  });
  const pieces: IndexPiece[] = [];
  const { tokensOfPiece = TOKENS_OF_PIECE } = context;
  for await (const merged of mergePieces(sources, tokensOfPiece)) {
    const piece = await writePiece(context, merged);
    for (const { key } of filesOfPiece(piece)) used.add(key);
    pieces.push(piece);
  }
  for (const piece of former.flatMap((part) => part.pieces)) await forget(piece);
  return [...kept, { pieces, files: former.flatMap(({ files }) => files) }];
}

/**
 * Returns how many of the first parts remain as they are when one is added. The others become one part with it: parts of
 * at most twice its size, as soon as they are four together, and then those of about the size of all these.
 * @param sizes how many tokens each part has
 */
export function keptParts(sizes: readonly number[], added: number): number {
  let [kept, size] = [sizes.length, added];
  for (;;) {
    let first = kept;
    while (first > 0 && (sizes[first - 1] ?? 0) <= 2 * size) first--;
    if (kept - first + 1 < PARTS_TOGETHER) return kept;
    for (const some of sizes.slice(first, kept)) size += some;
    kept = first;
  }
}

const tokensOf = ({ pieces }: IndexPart): number => pieces.reduce((sum, { size }) => sum + size, 0);

/** Reads pieces one after the other. @param done is called with each when the next one is asked for */
async function* readPieces(
  context: IndexContext,
  pieces: readonly IndexPiece[],
  done: (piece: IndexPiece) => Promise<void>,
): AsyncGenerator<TokenPiece> {
  for (const piece of pieces) {
    yield {
      tokens: await readNumbers(context, piece.tokens),
      files: await readNumbers(context, piece.filesOfTokens),
    };
    await done(piece);
  }
}

const writePiece = async (context: IndexContext, piece: TokenPiece): Promise<IndexPiece> => ({
  tokens: await writeNumbers(context, piece.tokens),
  filesOfTokens: await writeNumbers(context, piece.files),
  size: sizeOf(piece),
});

/** Stores the files of an index that are not stored yet. */
export async function storeIndex(
  context: IndexContext,
  parts: readonly IndexPart[],
  stored: readonly IndexPart[],
): Promise<void> {
  const known = new Set(stored.flatMap(filesOfPart).map(({ key }) => key));
  for (const file of parts.flatMap(filesOfPart)) if (!known.has(file.key)) await storeFile(context, file);
}

const filesOfPart = ({ pieces }: IndexPart): IndexFile[] => pieces.flatMap(filesOfPiece);

const filesOfPiece = ({ tokens, filesOfTokens }: IndexPiece): IndexFile[] => [tokens, filesOfTokens];
