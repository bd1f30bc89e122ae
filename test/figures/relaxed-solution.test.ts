import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Constraints, type Inequality, satisfiesAll, solve } from '../../src/figures/reader-solver.ts';
import { RelaxedSolutions } from '../../src/figures/relaxed-solution.ts';

const STEPS = 1_000_000;
const VARIABLES = 5;

const sum = fc.tuple(
  fc.uniqueArray(fc.tuple(fc.nat(VARIABLES - 1), fc.constantFrom(-3, -1, -1, 1, 1, 1, 2)), {
    minLength: 1,
    maxLength: 4,
    selector: ([variable]) => variable,
  }),
  fc.constantFrom('at least', 'at least', 'equal'),
  fc.nat(2),
);

/** Random systems with a known solution: sums that are at least a number, or equal to it, and choices. */
const systems = fc
  .record({
    known: fc.array(fc.nat(6), { minLength: VARIABLES, maxLength: VARIABLES }),
    sums: fc.array(sum, { minLength: 2, maxLength: 5 }),
    chosen: fc.array(fc.tuple(fc.nat(VARIABLES - 1), fc.nat(VARIABLES - 1)), { maxLength: 2 }),
  })
  .map(({ known, sums, chosen }): { readonly known: number[]; readonly system: Constraints } => {
    const inequalities = sums.flatMap(([terms, kind, slack]): Inequality[] => {
      const value = terms.reduce((all, [variable, factor]) => all + factor * known[variable]!, 0);
      const reverse = terms.map(([variable, factor]): [number, number] => [variable, -factor]);
      return kind === 'equal'
        ? [
            { terms, atLeast: value },
            { terms: reverse, atLeast: -value },
          ]
        : [{ terms, atLeast: value - slack }];
    });
    const choices = chosen.map(([variable, other]) => [
      [{ terms: [[variable, -1] as const], atLeast: -known[variable]! }],
      [{ terms: [[other, 1] as const], atLeast: 5 }],
    ]);
    return { known, system: { bounds: known.map(() => [0, 8] as const), inequalities, choices } };
  });

describe('a search that allows fractions first', () => {
  it('agrees with an exact search wherever it decides, and mostly decides', () => {
    let [asked, undecided] = [0, 0];
    for (const { known, system } of fc.sample(systems, { numRuns: 400, seed: 15 })) {
      expect(satisfiesAll(system, known)).toBe(true);
      const relaxed = new RelaxedSolutions(system, known);
      for (let variable = 0; variable < VARIABLES; variable++)
        for (const [from, to] of [
          [0, 1],
          [3, 3],
          [6, 8],
          [9, Infinity],
        ] as const) {
          asked++;
          const found = relaxed.find({ variable, from, to }, { remaining: STEPS });
          if (found === 'undecided') undecided++;
          else expect(found === 'found').toBe(solve(system, { variable, from, to }) !== null);
        }
    }
    expect(undecided / asked).toBeLessThan(0.1);
  });

  it('is undecided without steps', () => {
    const system: Constraints = {
      bounds: [
        [0, 9],
        [0, 9],
      ],
      inequalities: [
        {
          terms: [
            [0, -1],
            [1, 1],
          ],
          atLeast: 0,
        },
      ],
      choices: [],
    };
    const relaxed = new RelaxedSolutions(system, [1, 1]);
    expect(relaxed.find({ variable: 0, from: 4, to: 4 }, { remaining: 0 })).toBe('undecided');
    expect(relaxed.find({ variable: 0, from: 4, to: 4 }, { remaining: STEPS })).toBe('found');
  });
});
