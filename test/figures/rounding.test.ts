import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { possibleClassValues, possibleValues, roundCount } from '../../src/figures/rounding.ts';

describe('rounding a count', () => {
  it('rounds to the nearest multiple, halves up, and leaves zero and the smallest alone', () => {
    expect([0, 1, 4, 5, 7, 8, 12, 13].map((count) => roundCount(count, 5))).toEqual([0, null, null, 5, 5, 10, 10, 15]);
    expect([2, 3, 4, 5, 9, 10, 14, 15].map((count) => roundCount(count, 10))).toEqual([
      ...[null, null, null, null, null],
      ...[10, 10, 20],
    ]);
    expect([3, 4, 5].map((count) => roundCount(count, 3))).toEqual([3, 3, 6]);
  });

  it('is read back as exactly the counts that print so', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 30 }), fc.nat(300), (base, count) => {
        const printed = roundCount(count, base);
        if (printed === null) return;
        const [from, to] = possibleValues(printed, base);
        const alike = Array.from({ length: 400 }, (_, at) => at).filter((one) => roundCount(one, base) === printed);
        expect({ from, to }).toEqual({ from: alike[0], to: alike.at(-1) });
      }),
      { seed: 1 },
    );
  });

  it('puts a count into the class of its rounded number, which is read back as every count of that class', () => {
    const classes = [
      { from: 1, to: 9 },
      { from: 10, to: 24 },
      { from: 25, to: null },
    ];
    for (const base of [3, 4, 5, 7, 10])
      for (const one of classes) {
        const alike = Array.from({ length: 200 }, (_, at) => at + 1).filter((count) => {
          const shown = roundCount(count, base) ?? count;
          return shown >= one.from && (one.to === null || shown <= one.to);
        });
        const [from, to] = possibleClassValues(one, base);
        expect(from, `${base}`).toEqual(alike[0]);
        expect(to === Infinity ? 200 : to, `${base}`).toEqual(alike.at(-1));
      }
  });
});
