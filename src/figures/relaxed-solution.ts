import { LinearRelaxation } from './linear-relaxation.ts';
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
export interface Range {
  readonly variable: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Looks for solutions of a system in which a variable is within bounds: first with fractions, without choices; then it
 * sets variables with fractions to the nearest integers, and one of each choice that does not hold. Each solution that
 * it finds answers later questions too.
 */
export class RelaxedSolutions {
  readonly #system: Constraints;
  readonly #relaxation: LinearRelaxation;
  /** The smallest and largest value of each variable in a solution. */
  readonly #smallest: number[];
  readonly #largest: number[];

  /** @param known a solution of the system */
  constructor(system: Constraints, known: readonly number[]) {
    this.#system = system;
    this.#relaxation = new LinearRelaxation(system, known);
    this.#smallest = [...known];
    this.#largest = [...known];
  }

  /** Returns 'found' or 'impossible', which are exact, or 'undecided'. */
  find({ variable, from, to }: Range, steps: Steps): 'impossible' | 'undecided' | 'found' {
    const isWithin = (value = Number.NaN): boolean => from <= value && value <= to;
    if (isWithin(this.#smallest[variable]) || isWithin(this.#largest[variable])) return 'found';
    const relaxed = this.#relaxation.find(variable, from, to, steps);
    if (relaxed !== 'found') return relaxed;
    this.#relaxation.narrow(variable, from, to);
    try {
      return this.#reachIntegers(steps) ? 'found' : 'undecided';
    } finally {
      this.#relaxation.widen();
    }
  }

  #reachIntegers(steps: Steps): boolean {
    for (let count = 0; count < MOST_SET; count++) {
      const { values } = this.#relaxation;
      const ranges = rangesToTry(values, this.#system);
      if (ranges === null) return this.#isSolution(values.map(Math.round));
      const range = ranges.find(
        ({ variable, from, to }) => this.#relaxation.find(variable, from, to, steps) === 'found',
      );
      if (!range) return false;
      this.#relaxation.narrow(range.variable, range.from, range.to);
    }
    return false;
  }

  #isSolution(values: readonly number[]): boolean {
    if (!satisfiesAll(this.#system, values)) return false;
    this.add(values);
    return true;
  }

  /** Remembers a solution: it answers later questions. */
  add(values: readonly number[]): void {
    for (const [variable, value] of values.entries()) {
      this.#smallest[variable] = Math.min(value, this.#smallest[variable] ?? value);
      this.#largest[variable] = Math.max(value, this.#largest[variable] ?? value);
    }
  }
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
