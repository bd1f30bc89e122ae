import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergePieces, type PieceSource } from '../../src/facts/merge-tokens.ts';
import { GROUPS, HEAD, makePiece, sizeOf, type TokenPiece } from '../../src/facts/token-piece.ts';

/** How many files each part has. */
const FILES = 4;
const UPPER = [0, 1, 2, 0x7fff, 0xfffe, 0xffff];
const tokens = fc
  .tuple(fc.constantFrom(...UPPER), fc.constantFrom(0, 1, 2, 0x80000000, 0xffffffff))
  .map(([upper, lower]) => upper * 2 ** 32 + lower);
/** The tokens of some parts, each with the number of its file. */
const parts = fc.array(fc.array(fc.tuple(tokens, fc.nat(FILES - 1)), { maxLength: 30 }), {
  minLength: 1,
  maxLength: 4,
});
type Pairs = readonly (readonly [token: number, file: number])[];

function pieceOf(pairs: Pairs, files: number): TokenPiece {
  const sorted = pairs.toSorted(([a, one], [b, other]) => a - b || one - other);
  const list = {
    tokens: Float64Array.from(sorted, ([token]) => token),
    files: Float64Array.from(sorted, ([, file]) => file),
  };
  return makePiece(list, files);
}

const pairsOf = (pieces: readonly TokenPiece[]): number[][] =>
  pieces.flatMap(({ tokens, files }) =>
    UPPER.flatMap((upper) =>
      Array.from({ length: (tokens[upper + 1] ?? 0) - (tokens[upper] ?? 0) }, (_, index) => {
        const at = (tokens[upper] ?? 0) + index;
        return [upper * 2 ** 32 + (tokens[HEAD + at] ?? 0), files[at] ?? -1];
      }),
    ),
  );

async function collect(sources: readonly PieceSource[], most: number): Promise<TokenPiece[]> {
  const pieces: TokenPiece[] = [];
  for await (const piece of mergePieces(sources, most)) pieces.push(piece);
  return pieces;
}

const raised = (lists: readonly Pairs[]): Pairs =>
  lists.flatMap((pairs, part) => pairs.map(([token, file]) => [token, file + part * FILES] as const));

it('has the tokens of all parts, in the order of one made of all of them, whatever pieces they are in', async () => {
  await fc.assert(
    fc.asyncProperty(parts, parts, fc.integer({ min: 1, max: 12 }), async (older, newer, most) => {
      const before = await collect(
        older.map((pairs, part) => ({ pieces: [pieceOf(pairs, FILES)], raisedBy: part * FILES })),
        most,
      );
      const sources = newer.map((pairs, part) => ({
        pieces: [pieceOf(pairs, FILES)],
        raisedBy: (older.length + part) * FILES,
      }));
      const merged = await collect([{ pieces: before, raisedBy: 0 }, ...sources], most);
      const whole = pieceOf(raised([...older, ...newer]), (older.length + newer.length) * FILES);
      expect(pairsOf(merged)).toEqual(pairsOf([whole]));
      for (const piece of merged) expect(piece.tokens[GROUPS]).toBe(sizeOf(piece));
    }),
    { numRuns: 60 },
  );
});

it('divides a part only where the upper 16 bits change, into pieces that are as large as they may be', async () => {
  await fc.assert(
    fc.asyncProperty(parts, fc.integer({ min: 1, max: 12 }), async (lists, most) => {
      const sources = lists.map((pairs) => ({ pieces: [pieceOf(pairs, FILES)], raisedBy: 0 }));
      const pieces = await collect(sources, most);
      const groups = pieces.map((piece) =>
        UPPER.filter((upper) => (piece.tokens[upper] ?? 0) < (piece.tokens[upper + 1] ?? 0)),
      );
      expect(new Set(groups.flat()).size).toBe(groups.flat().length);
      pieces.forEach((piece, index) => {
        expect(sizeOf(piece)).toBeGreaterThan(0);
        if (sizeOf(piece) > most) expect(groups[index]).toHaveLength(1);
      });
    }),
    { numRuns: 60 },
  );
});
