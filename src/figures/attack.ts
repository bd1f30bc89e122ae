import { groupBy, type PlacedQuantity, quantityKey } from './linked-page.ts';
import { NearbySolutions } from './nearby-solution.ts';
import { type HiddenOfPage, type ModelOptions, type Page, pagesModel } from './pages-model.ts';
import { type Part, splitSystem } from './reader-parts.ts';
import { type Steps, solve } from './reader-solver.ts';

/** The limit of terms per question: about half a second on a machine of 2025. */
const STEPS_OF_ONE = 30_000_000;

/** Options of an attack. */
export interface AttackOptions extends ModelOptions {
  /** The limit of terms per question. */
  readonly stepsOfOne?: number;
}

/** Answers questions about the numbers of some pages, each in the part of the system that concerns it. */
export class Attack {
  readonly #truth: readonly number[];
  readonly #hidden: readonly HiddenOfPage[];
  readonly #parts = new Map<
    number,
    { readonly part: Part; readonly place: number; readonly near: readonly number[]; readonly nearby: NearbySolutions }
  >();

  readonly #stepsOfOne: number;
  readonly #quantities: readonly PlacedQuantity[];
  #equal: ReadonlyMap<number, ReadonlySet<number>> | null = null;

  constructor(pages: readonly Page[], { stepsOfOne = STEPS_OF_ONE, ...options }: AttackOptions = {}) {
    const { constraints, truth, hidden, quantities } = pagesModel(pages, options);
    this.#quantities = quantities;
    this.#stepsOfOne = stepsOfOne;
    this.#truth = truth;
    this.#hidden = hidden;
    for (const part of splitSystem(constraints) ?? []) {
      const near = part.variables.map((variable) => truth[variable] ?? 0);
      const nearby = new NearbySolutions(part.constraints, near);
      for (const [place, variable] of part.variables.entries())
        this.#parts.set(variable, { part, place, near, nearby });
    }
  }

  /** Lists the small hidden numbers: 1..k-1, or 1..base-1 in a rounded figure. */
  small(): HiddenOfPage[] {
    return this.#hidden.filter(({ value, limit }) => value > 0 && value < limit);
  }

  /** Lists the hidden numbers that count the same records as a number, and the number itself. */
  equals({ variable }: HiddenOfPage): HiddenOfPage[] {
    this.#equal ??= equalVariables(this.#quantities);
    const equal = this.#equal.get(variable);
    return this.#hidden.filter((hidden) => hidden.variable === variable || equal?.has(hidden.variable));
  }

  /** Whether a number can be within bounds. */
  can(variable: number, from: number, to: number, budget: Steps): boolean {
    const location = this.#parts.get(variable);
    const value = this.#truth[variable] ?? 0;
    if (from <= value && value <= to) return true;
    if (!location) return false;
    const { nearby, place } = location;
    // it is exact if it finds a solution, and finds most in a system of many pages, which the solver does not end in time
    if (nearby.has(place, Math.min(to, Math.max(from, value)), budget)) return true;
    return askWithin(
      { budget, most: this.#stepsOfOne },
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

/** Returns the variables that count the same records as each variable. */
function equalVariables(quantities: readonly PlacedQuantity[]): ReadonlyMap<number, ReadonlySet<number>> {
  const groups = groupBy(quantities, (quantity) => JSON.stringify(quantityKey(quantity)));
  return new Map(
    groups.flatMap((group) => {
      const variables = new Set(group.map(({ variable }) => variable));
      return [...variables].map((variable) => [variable, variables] as const);
    }),
  );
}

function askWithin(
  { budget, most }: { readonly budget: Steps; readonly most: number },
  ask: (steps: Steps) => boolean,
): boolean {
  const steps = { remaining: Math.min(budget.remaining, most) };
  const given = steps.remaining;
  try {
    return ask(steps);
  } finally {
    budget.remaining -= given - Math.max(0, steps.remaining);
  }
}
