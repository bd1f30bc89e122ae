import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  findTokens,
  makePiece,
  sizeOf,
  type TokenList,
  type TokenPiece,
  toWanted,
} from '../../src/facts/token-piece.ts';

/** A token and the number of its file. */
type Pair = readonly [number, number];

/** Tokens of which many are the same, or differ in the upper 16 or the lower 32 bits only, the least and the greatest too. */
const tokens = fc
  .tuple(fc.constantFrom(0, 1, 2, 0x7fff, 0xffff), fc.constantFrom(0, 1, 2, 0x7fffffff, 0x80000000, 0xffffffff))
  .map(([upper, lower]) => upper * 2 ** 32 + lower);
const pairs = fc.array(fc.tuple(tokens, fc.nat(5)), { maxLength: 40 });

const sorted = (list: readonly Pair[]): Pair[] => list.toSorted(([a, one], [b, other]) => a - b || one - other);
const listOf = (list: readonly Pair[]): TokenList => ({
  tokens: Float64Array.from(sorted(list), ([token]) => token),
  files: Float64Array.from(sorted(list), ([, file]) => file),
});
const distinct = (list: readonly Pair[]): Pair[] =>
  sorted([...new Map(list.map((pair) => [pair.join(), pair])).values()]);

/** The pairs of a piece whose token is one of these. */
const found = (piece: TokenPiece, wanted: readonly number[]): Pair[] => {
  const one = (token: number): Pair[] =>
    findTokens(piece.tokens, toWanted(Float64Array.of(token))).map((at) => [token, piece.files[at] ?? -1]);
  return [...new Set(wanted)].sort((a, b) => a - b).flatMap(one);
};
const filesOf = (piece: TokenPiece, wanted: readonly number[]): number[] =>
  findTokens(piece.tokens, toWanted(Float64Array.from(wanted).sort())).map((at) => piece.files[at] ?? -1);

it('has every pair of a list whose file is below a limit, once', () => {
  fc.assert(
    fc.property(pairs, fc.nat(6), fc.array(tokens), (list, below, others) => {
      const piece = makePiece(listOf(list), below);
      const kept = distinct(list).filter(([, file]) => file < below);
      expect(sizeOf(piece)).toBe(kept.length);
      expect(found(piece, [...list.map(([token]) => token), ...others])).toEqual(kept);
    }),
  );
});

it('finds many tokens at once as it finds each', () => {
  fc.assert(
    fc.property(pairs, fc.array(tokens), (list, wanted) => {
      const piece = makePiece(listOf(list), 6);
      expect(filesOf(piece, wanted)).toEqual(found(piece, wanted).map(([, file]) => file));
    }),
  );
});
