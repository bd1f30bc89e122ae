import { describe, expect, it } from 'vitest';
import { openSolver } from '../../src/adapters/highs-solver.ts';
import type { IntegerProgram, ProgramSolver } from '../../src/domain/integer-program.ts';
import { Attack } from '../../src/figures/attack.ts';
import type { HiddenOfPage } from '../../src/figures/pages-model.ts';
import { OutOfSteps } from '../../src/figures/reader-solver.ts';
import { edition } from './two-editions.ts';

const COUNTS = [31, 5, 20, 32, 33, 34, 15, 40, 41];
const JUNE = edition('2020-06', COUNTS.slice(0, 6));
const PAGES = [JUNE, edition('2020-09', COUNTS, JUNE)];
const RANGES = [
  [0, 3],
  [8, 9],
  [10, Infinity],
  [100_000, Infinity],
] as const;

const exact = new Attack(PAGES);
const hidden = exact.small();
const real = await openSolver();
const questions = hidden.flatMap((one) => RANGES.map(([from, to]) => ({ one, from, to })));
type Question = (typeof questions)[number];
const isPossible = ({ one, from, to }: Question): boolean => exact.can(one.variable, from, to, { remaining: Infinity });

/** Returns an attack whose own methods decide nothing, and what it asks the solver. */
function attackWith(solver?: ProgramSolver) {
  const asked: IntegerProgram[] = [];
  const observed = solver && {
    solve(program: IntegerProgram) {
      asked.push(program);
      return solver.solve(program);
    },
  };
  const attack = new Attack(PAGES, { stepsOfOne: 1, solver: observed });
  const budget = { remaining: 1_000_000_000 };
  const can = ({ one, from, to }: { one: HiddenOfPage; from: number; to: number }): boolean | 'undecided' => {
    try {
      return attack.can(one.variable, from, to, budget);
    } catch (error) {
      if (error instanceof OutOfSteps) return 'undecided';
      throw error;
    }
  };
  return { asked, budget, can };
}

describe('an attack that asks a solver', () => {
  it('decides whatever is possible', () => {
    const possible = questions.filter(isPossible);
    expect(possible.length).toBeGreaterThan(2);
    const [alone, solved] = [attackWith(), attackWith(real)];
    expect(possible.map(alone.can)).toContain('undecided');
    expect(possible.map(solved.can)).toEqual(possible.map(() => true));
  });

  it('does not believe that something is impossible, or a solution that is none', () => {
    for (const solver of [
      real,
      { solve: () => null },
      { solve: ({ bounds }: IntegerProgram) => bounds.map(([low]) => low) },
    ])
      for (const question of questions.filter((one) => !isPossible(one)))
        expect(attackWith(solver).can(question)).not.toBe(true);
    const [question] = questions.filter((one) => isPossible(one) && attackWith().can(one) === 'undecided');
    expect(attackWith({ solve: () => null }).can(question!)).toBe('undecided');
  });

  it('asks each question once, and not without terms that are left', () => {
    const [question] = questions.filter((one) => isPossible(one) && attackWith().can(one) === 'undecided');
    const { asked, budget, can } = attackWith(real);
    const before = budget.remaining;
    expect([can(question!), can(question!), asked.length]).toEqual([true, true, 1]);
    const terms = asked[0]!.rows.reduce((sum, row) => sum + row.terms.length, 0);
    expect(before - budget.remaining).toBeGreaterThanOrEqual(200 * terms);
    const exhausted = attackWith(real);
    exhausted.budget.remaining = 0;
    expect([exhausted.can(question!), exhausted.asked.length]).toEqual(['undecided', 0]);
  });
});
