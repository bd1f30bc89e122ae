import { type HiddenOfPage, type Page, pagesModel } from './pages-model.ts';
import { type Part, splitSystem } from './reader-parts.ts';
import { type Steps, solve } from './reader-solver.ts';

/** The limit of terms per question: about half a second on a machine of 2025. */
const STEPS_OF_ONE = 30_000_000;

/** Answers questions about the numbers of some pages, each in the part of the system that concerns it. */
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
    for (const part of splitSystem(constraints) ?? []) {
      const near = part.variables.map((variable) => truth[variable] ?? 0);
      for (const [place, variable] of part.variables.entries()) this.#parts.set(variable, { part, place, near });
    }
  }

  /** Lists the small hidden numbers: 1..k-1, or 1..base-1 in a rounded figure. */
  small(): HiddenOfPage[] {
    return this.#hidden.filter(({ value, limit }) => value > 0 && value < limit);
  }

  /** Whether a number can be within bounds. */
  can(variable: number, from: number, to: number, budget: Steps): boolean {
    const location = this.#parts.get(variable);
    const value = this.#truth[variable] ?? 0;
    if (from <= value && value <= to) return true;
    if (!location) return false;
    return askWithin(
      budget,
      (steps) =>
        solve(location.part.constraints, { variable: location.place, from, to }, { steps, near: location.near }) !==
        null,
    );
  }

  /** Returns the smallest possible value of a number that is at most `known`. */
  least(variable: number, from: number, known: number, budget: Steps): number {
    let [low, high] = [from, known];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.can(variable, low, middle, budget)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  most(variable: number, known: number, to: number, budget: Steps): number {
    let [low, high] = [known, to];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.can(variable, middle, high, budget)) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function askWithin(budget: Steps, ask: (steps: Steps) => boolean): boolean {
  const steps = { remaining: Math.min(budget.remaining, STEPS_OF_ONE) };
  const given = steps.remaining;
  try {
    return ask(steps);
  } finally {
    budget.remaining -= given - Math.max(0, steps.remaining);
  }
}
