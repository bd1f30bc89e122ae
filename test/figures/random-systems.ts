import fc from 'fast-check';
import type { Constraints, Inequality } from '../../src/figures/reader-solver.ts';

export const VARIABLES = 5;

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
export const systems = fc
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

/** Bounds to ask for, the last of which no variable can have. */
export const WANTED = [
  [0, 1],
  [3, 3],
  [6, 8],
  [9, Infinity],
] as const;
