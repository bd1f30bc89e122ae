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

/** Where a piece has the tokens. As in a file, all of its numbers are read, and each where the ones before were. */
function search({ tokens }: TokenPiece, wanted: readonly number[]): number[] {
  let left = tokens;
  let room = new Uint32Array(0);
  const positions = findTokens(
    (count) => {
      if (count > room.length) room = new Uint32Array(count);
      room.set(left.subarray(0, count));
      left = left.subarray(count);
      return room.subarray(0, count);
    },
    toWanted(Float64Array.from(wanted).sort()),
  );
  expect(left).toHaveLength(0);
  return positions;
}

/** The pairs of a piece whose token is one of these. */
const found = (piece: TokenPiece, wanted: readonly number[]): Pair[] => {
  const one = (token: number): Pair[] => search(piece, [token]).map((at) => [token, piece.files[at] ?? -1]);
  return [...new Set(wanted)].sort((a, b) => a - b).flatMap(one);
};
const filesOf = (piece: TokenPiece, wanted: readonly number[]): number[] =>
  search(piece, wanted).map((at) => piece.files[at] ?? -1);

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

it('finds tokens in a piece that is read in several blocks, of which one is a single group', () => {
  const SIZE = 200_000;
  const spread = Array.from({ length: SIZE }, (_, at): Pair => [Math.floor((at * 2 ** 48) / SIZE), at % 7]);
  const inOneGroup = Array.from({ length: SIZE }, (_, at): Pair => [2 ** 47 + 3 * at, at % 5]);
  const all = distinct([...spread, ...inOneGroup]);
  const piece = makePiece(listOf(all), 7);
  const wanted = all.flatMap(([token], at) => (at % 1000 === 0 ? [token, token + 1] : []));
  const asked = new Set(wanted);
  expect(filesOf(piece, [...asked])).toEqual(all.filter(([token]) => asked.has(token)).map(([, file]) => file));
});
