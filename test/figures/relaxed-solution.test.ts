import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Constraints, satisfiesAll, solve } from '../../src/figures/reader-solver.ts';
import { RelaxedSolutions } from '../../src/figures/relaxed-solution.ts';
import { systems, VARIABLES, WANTED } from './random-systems.ts';

const STEPS = 1_000_000;
describe('a search that allows fractions first', () => {
  it('agrees with an exact search wherever it decides, and mostly decides', () => {
    let [asked, undecided] = [0, 0];
    for (const { known, system } of fc.sample(systems, { numRuns: 400, seed: 15 })) {
      expect(satisfiesAll(system, known)).toBe(true);
      const relaxed = new RelaxedSolutions(system, known);
      for (let variable = 0; variable < VARIABLES; variable++)
        for (const [from, to] of WANTED) {
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
