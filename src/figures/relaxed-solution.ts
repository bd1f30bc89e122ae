import type { LinearRelaxation } from './linear-relaxation.ts';
import {
  type Choice,
  type Constraints,
  type Inequality,
  type Steps,
  satisfies,
  satisfiesAll,
} from './reader-solver.ts';

/** The most variables that are set, one after the other, to make a solution with fractions one with integers. */
const MOST_SET = 300;

/** A variable, and the values that it may have. */
interface Range {
  readonly variable: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Looks for a solution of a system in which a variable is within bounds: first with fractions, without choices; then it
 * sets variables with fractions to the nearest integers, and one of each choice that does not hold.
 * @param relaxation of the same system
 * @returns 'found' and 'impossible' are exact
 */
export function findRelaxed(
  relaxation: LinearRelaxation,
  system: Constraints,
  { variable, from, to }: Range,
  steps: Steps,
): 'impossible' | 'undecided' | 'found' {
  const relaxed = relaxation.find(variable, from, to, steps);
  if (relaxed !== 'found') return relaxed;
  relaxation.narrow(variable, from, to);
  try {
    return reachIntegers(relaxation, system, steps) ? 'found' : 'undecided';
  } finally {
    relaxation.widen();
  }
}

function reachIntegers(relaxation: LinearRelaxation, system: Constraints, steps: Steps): boolean {
  for (let count = 0; count < MOST_SET; count++) {
    const values = relaxation.values;
    const ranges = rangesToTry(values, system);
    if (ranges === null) return satisfiesAll(system, values.map(Math.round));
    const range = ranges.find(({ variable, from, to }) => relaxation.find(variable, from, to, steps) === 'found');
    if (!range) return false;
    relaxation.narrow(range.variable, range.from, range.to);
  }
  return false;
}

/** Returns alternatives for what does not hold yet; null if everything does. */
function rangesToTry(values: readonly number[], { choices }: Constraints): Range[] | null {
  const variable = values.findIndex((value) => Math.abs(value - Math.round(value)) > 1e-6);
  const value = values[variable];
  if (value !== undefined) {
    const nearest = Math.round(value);
    const other = nearest > value ? nearest - 1 : nearest + 1;
    return [nearest, other].map((integer) => ({ variable, from: integer, to: integer }));
  }
  const whole = values.map(Math.round);
  const holds = (all: readonly Inequality[]): boolean => all.every((inequality) => satisfies(inequality, whole));
  const open = choices.find((choice) => !choice.some(holds));
  return open ? rangesOf(open) : null;
}

/** Returns the alternatives of a choice that are about one variable. */
const rangesOf = (choice: Choice): Range[] =>
  choice.flatMap((alternative) => {
    const variable = alternative[0]?.terms[0]?.[0] ?? 0;
    let [from, to] = [-Infinity, Infinity];
    for (const { terms, atLeast } of alternative) {
      const [term, ...others] = terms;
      if (!term || others.length > 0 || term[0] !== variable) return [];
      if (term[1] > 0) from = Math.max(from, Math.ceil(atLeast / term[1]));
      else to = Math.min(to, Math.floor(atLeast / term[1]));
    }
    return [{ variable, from, to }];
  });
