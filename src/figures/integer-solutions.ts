import type { IntegerProgram, ProgramSolver } from '../domain/integer-program.ts';
import { Box, type Constraints, type Inequality, satisfiesAll, type Wanted } from './reader-solver.ts';

/**
 * Looks for one solution of a system that has wanted values, with a solver that calculates with fractions: its solution
 * counts only if, in whole numbers, it satisfies the system exactly.
 * @returns null if none was found, which does not say that there is none
 */
export function findSolution(solver: ProgramSolver, system: Constraints, wanted: Wanted): number[] | null {
  const program = toProgram(system, wanted);
  const values = program && solver.solve(program);
  if (!values) return null;
  const solution = system.bounds.map((_, variable) => Math.round(values[variable] ?? 0));
  const { variable, from = -Infinity, to = Infinity } = wanted;
  const value = solution[variable] ?? 0;
  return from <= value && value <= to && satisfiesAll(system, solution) ? solution : null;
}

/**
 * Returns a system with the wanted values, without choices: each alternative gets a variable that is 1 only if it holds, and
 * one of a choice's is 1. Returns null if a variable cannot have its wanted value.
 */
function toProgram(system: Constraints, { variable, from = -Infinity, to = Infinity }: Wanted): IntegerProgram | null {
  const bounds = system.bounds.map(([low, high], index): readonly [number, number] =>
    index === variable ? [Math.max(low, from), Math.min(high, to)] : [low, high],
  );
  if (bounds.some(([low, high]) => low > high)) return null;
  const box = Box.of({ ...system, bounds });
  const rows = [...system.inequalities];
  for (const choice of system.choices) {
    const chosen = choice.map((alternative) => {
      const own = bounds.push([0, 1]) - 1;
      rows.push(...alternative.map((inequality) => unlessZero(inequality, own, box)));
      return own;
    });
    rows.push({ terms: chosen.map((own) => [own, 1]), atLeast: 1 });
  }
  return { bounds, rows };
}

/** Returns an inequality that holds anyway where a variable is 0, and is as before where it is 1. */
function unlessZero(inequality: Inequality, variable: number, box: Box): Inequality {
  const lacking = Math.max(0, inequality.atLeast - box.lowest(inequality));
  return { terms: [...inequality.terms, [variable, -lacking]], atLeast: inequality.atLeast - lacking };
}
