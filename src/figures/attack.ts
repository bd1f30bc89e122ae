import { type HiddenOfPage, type Page, pagesModel } from './pages-model.ts';
import { type Part, partsOf } from './reader-parts.ts';
import { type Steps, solve } from './reader-solver.ts';

/** Terms looked at for one question: about half a second on a machine of 2025. */
const STEPS_OF_ONE = 30_000_000;

/** Questions about the numbers of some pages, each answered in the part of the system that bears on it. */
export class Attack {
  readonly #truth: readonly number[];
  readonly #hidden: readonly HiddenOfPage[];
  readonly #parts = new Map<
    number,
    { readonly part: Part; readonly place: number; readonly near: readonly number[] }
  >();

  constructor(pages: readonly Page[]) {
    const { constraints, truth, hidden } = pagesModel(pages);
    this.#truth = truth;
    this.#hidden = hidden;
    for (const part of partsOf(constraints) ?? []) {
      const near = part.variables.map((variable) => truth[variable] ?? 0);
      for (const [place, variable] of part.variables.entries()) this.#parts.set(variable, { part, place, near });
    }
  }

  /** The hidden numbers that are small: 1..k-1, or 1..base-1 of a rounded figure. */
  small(): HiddenOfPage[] {
    return this.#hidden.filter(({ value, limit }) => value > 0 && value < limit);
  }

  /** Whether a number can lie within bounds. */
  can(variable: number, from: number, to: number, left: Steps): boolean {
    const found = this.#parts.get(variable);
    const value = this.#truth[variable] ?? 0;
    if (from <= value && value <= to) return true;
    if (!found) return false;
    return answered(
      left,
      (steps) => solve(found.part.constraints, found.place, from, to, { steps, near: found.near }) !== null,
    );
  }

  /** The least value of a number that is at most `known`, which it can have. */
  least(variable: number, from: number, known: number, left: Steps): number {
    let [low, high] = [from, known];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.can(variable, low, middle, left)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  most(variable: number, known: number, to: number, left: Steps): number {
    let [low, high] = [known, to];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.can(variable, middle, high, left)) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function answered(left: Steps, ask: (steps: Steps) => boolean): boolean {
  const steps = { left: Math.min(left.left, STEPS_OF_ONE) };
  const given = steps.left;
  try {
    return ask(steps);
  } finally {
    left.left -= given - Math.max(0, steps.left);
  }
}
