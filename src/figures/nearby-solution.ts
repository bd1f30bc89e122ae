import type { Choice, Constraints, Inequality, Steps } from './reader-solver.ts';

/** The moves that one search may try: enough for exchanges among a few tables, and little work if there are none. */
const MOVES = 1500;

/** The longest exchange: how many variables it changes. */
const DEPTH = 80;

/**
 * Finds solutions near a known one: a variable gets another value, and others make up for it, as one moves people from
 * cell to cell of a table without changing its totals. A solution that is found is exact. If none is found, there may
 * still be one farther away: `solve` decides.
 */
export class NearbySolutions {
  readonly #system: Constraints;
  readonly #known: readonly number[];
  readonly #inequalitiesOf: readonly (readonly Inequality[])[];
  readonly #choicesOf: readonly (readonly Choice[])[];

  /** @param known a solution of the system */
  constructor(system: Constraints, known: readonly number[]) {
    this.#system = system;
    this.#known = known;
    this.#inequalitiesOf = byVariable(known.length, system.inequalities, ({ terms }) => terms);
    this.#choicesOf = byVariable(known.length, system.choices, (choice) => choice.flat().flatMap(({ terms }) => terms));
  }

  /** Whether a solution near the known one has a value for a variable. */
  has(variable: number, value: number, steps: Steps): boolean {
    const [low, high] = this.#system.bounds[variable] ?? [0, 0];
    if (value < low || value > high) return false;
    const search: Search = { values: [...this.#known], moved: new Set(), left: MOVES, steps };
    return this.#move(search, variable, value);
  }

  #move(search: Search, variable: number, value: number): boolean {
    const before = search.values[variable] ?? 0;
    search.values[variable] = value;
    search.moved.add(variable);
    if (this.#repair(search)) return true;
    search.values[variable] = before;
    search.moved.delete(variable);
    return false;
  }

  #repair(search: Search): boolean {
    const wrong = this.#firstWrong(search);
    if (wrong === null) return true;
    if (search.moved.size > DEPTH) return false;
    for (const inequality of wrong)
      for (const { variable, value } of this.#remedies(search, inequality)) {
        if (search.left-- <= 0) return false;
        if (this.#move(search, variable, value)) return true;
      }
    return false;
  }

  /** Returns what must hold and does not: one inequality, or the first wrong one of each alternative of a choice. */
  #firstWrong(search: Search): readonly Inequality[] | null {
    const isWrong = (inequality: Inequality): boolean => this.#missing(search, inequality) > 0;
    for (const variable of search.moved) {
      const inequality = this.#inequalitiesOf[variable]?.find(isWrong);
      if (inequality) return [inequality];
    }
    for (const variable of search.moved) {
      const choice = this.#choicesOf[variable]?.find((one) => one.every((alternative) => alternative.some(isWrong)));
      if (choice) return choice.flatMap((alternative) => alternative.find(isWrong) ?? []);
    }
    return null;
  }

  /** Returns how much an inequality lacks; 0 or less if it holds. */
  #missing({ values, steps }: Search, { terms, atLeast }: Inequality): number {
    steps.remaining -= terms.length;
    let sum = 0;
    for (const [variable, factor] of terms) sum += factor * (values[variable] ?? 0);
    return atLeast - sum;
  }

  /** Lists the changes of one variable that help an inequality: those that are enough first, then the least connected. */
  #remedies(search: Search, inequality: Inequality): readonly { readonly variable: number; readonly value: number }[] {
    const missing = this.#missing(search, inequality);
    const found = inequality.terms.flatMap(([variable, factor]) => {
      if (search.moved.has(variable)) return [];
      const now = search.values[variable] ?? 0;
      const [low, high] = this.#system.bounds[variable] ?? [now, now];
      const wanted = Math.ceil(missing / Math.abs(factor));
      const by = Math.min(wanted, factor > 0 ? high - now : now - low);
      const links = this.#inequalitiesOf[variable]?.length ?? 0;
      return by > 0 ? [{ variable, value: factor > 0 ? now + by : now - by, short: wanted - by, links }] : [];
    });
    return found.sort((a, b) => a.short - b.short || a.links - b.links || a.variable - b.variable);
  }
}

interface Search {
  readonly values: number[];
  /** The variables whose value differs from the known solution, which are not changed twice. */
  readonly moved: Set<number>;
  left: number;
  readonly steps: Steps;
}

function byVariable<Item>(
  variables: number,
  items: readonly Item[],
  termsOf: (item: Item) => Inequality['terms'],
): readonly (readonly Item[])[] {
  const lists = Array.from({ length: variables }, (): Item[] => []);
  for (const item of items)
    for (const variable of new Set(termsOf(item).map(([one]) => one))) lists[variable]?.push(item);
  return lists;
}
