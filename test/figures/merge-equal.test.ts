import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeEqual } from '../../src/figures/merge-equal.ts';
import { type Constraints, solve, sumAtLeast } from '../../src/figures/reader-solver.ts';

const variable = fc.nat(4);
const equalPair = fc.tuple(variable, variable).map(([a, b]) => [sumAtLeast([a], [b]), sumAtLeast([b], [a])]);
const sum = fc
  .tuple(fc.uniqueArray(variable, { minLength: 1 }), fc.uniqueArray(variable))
  .map(([a, b]) => [sumAtLeast(a, b)]);
const systems = fc
  .tuple(
    fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 2, max: 5 })), { minLength: 5, maxLength: 5 }),
    fc.array(fc.oneof(equalPair, sum), { maxLength: 5 }),
    fc.array(fc.tuple(sum, sum), { maxLength: 2 }),
  )
  .map(([bounds, inequalities, choices]): Constraints => ({ bounds, inequalities: inequalities.flat(), choices }));

const can = (system: Constraints, one: number, value: number): boolean =>
  solve(system, { variable: one, from: value, to: value }) !== null;

describe('a system whose equal variables are one', () => {
  it('has the same possible values of every variable', () => {
    fc.assert(
      fc.property(systems, fc.nat(4), fc.nat(5), (system, one, value) => {
        const { constraints, places } = mergeEqual(system);
        expect(can(constraints, places[one]!, value)).toBe(can(system, one, value));
      }),
      { numRuns: 500, seed: 20261127 },
    );
  });

  it('has one variable for numbers of three editions, with all their bounds', () => {
    const inequalities = [sumAtLeast([0], [1]), sumAtLeast([1], [0]), sumAtLeast([2], [1]), sumAtLeast([1], [2])];
    const bounds = [
      [0, 9],
      [2, 20],
      [1, 7],
    ] as const;
    const { constraints, places } = mergeEqual({ bounds, inequalities, choices: [] });
    expect({ constraints, places }).toEqual({
      constraints: { bounds: [[2, 7]], inequalities: [], choices: [] },
      places: [0, 0, 0],
    });
  });
});
