import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSolver } from '../../src/adapters/highs-solver.ts';
import type { ProgramSolver } from '../../src/domain/integer-program.ts';
import { findSolution } from '../../src/figures/integer-solutions.ts';
import { type Constraints, satisfiesAll, solve } from '../../src/figures/reader-solver.ts';
import { systems, VARIABLES, WANTED } from './random-systems.ts';

const solver = await openSolver();
const SYSTEMS = fc.sample(systems, { numRuns: 150, seed: 7 }).map(({ system }) => system);
const questions = SYSTEMS.flatMap((system) =>
  Array.from({ length: VARIABLES }, (_, variable) =>
    WANTED.map(([from, to]) => ({ system, wanted: { variable, from, to } })),
  ).flat(),
);

/** A sum of two variables is exactly a number. */
const pair = (sum: number): Constraints => ({
  bounds: [
    [0, 9],
    [0, 9],
  ],
  inequalities: [1, -1].map((sign) => ({
    terms: [
      [0, sign],
      [1, sign],
    ],
    atLeast: sign * sum,
  })),
  choices: [],
});

describe('a solution of a solver', () => {
  it('is exact, and is found wherever there is one', () => {
    let found = 0;
    for (const { system, wanted } of questions) {
      const solution = findSolution(solver, system, wanted);
      expect(solution !== null).toBe(solve(system, wanted) !== null);
      if (!solution) continue;
      found++;
      expect(satisfiesAll(system, solution)).toBe(true);
      expect(solution[wanted.variable]).toBeGreaterThanOrEqual(wanted.from);
      expect(solution[wanted.variable]).toBeLessThanOrEqual(wanted.to);
    }
    expect(found).toBeGreaterThan(questions.length / 4);
    expect(found).toBeLessThan(questions.length);
  });

  it('is the same whatever was solved before', () => {
    const some = questions.slice(0, 200);
    const first = some.map(({ system, wanted }) => findSolution(solver, system, wanted));
    const reversed = some.toReversed().map(({ system, wanted }) => findSolution(solver, system, wanted));
    expect(reversed.toReversed()).toEqual(first);
  });

  it('is found for a system that has a variable twice in a sum', () => {
    const terms = [
      [0, 1],
      [1, -2],
      [0, 1],
    ] as const;
    const system = { ...pair(7), inequalities: [...pair(7).inequalities, { terms, atLeast: 8 }] };
    expect(findSolution(solver, system, { variable: 0, from: 0, to: 6 })).toEqual([6, 1]);
    expect(findSolution(solver, system, { variable: 0, from: 0, to: 5 })).toBeNull();
  });

  it('is none, and no error, where the solver fails, and later ones are found', () => {
    const terms = [
      [0, 1e15],
      [1, 1],
    ] as const;
    const system = { ...pair(7), inequalities: [...pair(7).inequalities, { terms, atLeast: 1 }] };
    expect(findSolution(solver, system, { variable: 0, from: 3, to: 9 })).toBeNull();
    expect(findSolution(solver, pair(7), { variable: 0, from: 3, to: 9 })).not.toBeNull();
  });

  it.each<[string, ProgramSolver]>([
    ['finds nothing', { solve: () => null }],
    ['is wrong', { solve: () => [9, 9] }],
    ['answers another question', { solve: () => [2, 5] }],
    ['is between integers', { solve: () => [3.5, 3.5] }],
    ['has too few values', { solve: () => [] }],
  ])('is none if the solver %s', (_, wrong) => {
    expect(findSolution(wrong, pair(7), { variable: 0, from: 3, to: 9 })).toBeNull();
    expect(findSolution(solver, pair(7), { variable: 0, from: 3, to: 9 })).not.toBeNull();
  });
});
