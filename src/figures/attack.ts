import type { ProgramSolver } from '../domain/integer-program.ts';
import { findSolution } from './integer-solutions.ts';
import { groupBy, type PlacedQuantity, quantityKey } from './linked-page.ts';
import { mergeEqual } from './merge-equal.ts';
import { type HiddenOfPage, type ModelOptions, type Page, pagesModel } from './pages-model.ts';
import { type Part, splitSystem } from './reader-parts.ts';
import { type Constraints, OutOfSteps, type Steps, solve } from './reader-solver.ts';
import { type Range, RelaxedSolutions } from './relaxed-solution.ts';

/** The limit of terms per question: about half a second on a machine of 2025. */
const STEPS_OF_ONE = 30_000_000;

/** After so many terms a solver is asked: it finds most solutions sooner. */
const STEPS_BEFORE_CALL = 100_000;

/** What a call of a solver counts as, in terms, for each term of its system: about as long as so many terms of a search. */
const STEPS_OF_CALL = 500;

/** Options of an attack. */
export interface AttackOptions extends ModelOptions {
  /** The limit of terms per question. */
  readonly stepsOfOne?: number;
  /** Answers questions that are too difficult otherwise; by default these are undecided. */
  readonly solver?: ProgramSolver | undefined;
}

/** Answers questions about the numbers of some pages, each in the part of the system that concerns it. */
export class Attack {
  readonly #truth: readonly number[];
  readonly #hidden: readonly HiddenOfPage[];
  readonly #parts = new Map<number, Location>();
  readonly #stepsOfOne: number;
  readonly #solver: ProgramSolver | undefined;
  readonly #quantities: readonly PlacedQuantity[];
  #equal: ReadonlyMap<number, ReadonlySet<number>> | null = null;
  #byVariable: ReadonlyMap<number, readonly HiddenOfPage[]> | null = null;

  constructor(pages: readonly Page[], { stepsOfOne = STEPS_OF_ONE, solver, ...options }: AttackOptions = {}) {
    const { constraints, truth, hidden, quantities } = pagesModel(pages, options);
    this.#quantities = quantities;
    this.#stepsOfOne = stepsOfOne;
    this.#solver = solver;
    this.#truth = truth;
    this.#hidden = hidden;
    const merged = hasEditions(pages) ? mergeEqual(constraints) : { constraints, places: truth.map((_, at) => at) };
    const known: number[] = [];
    for (const [variable, place] of merged.places.entries()) known[place] = truth[variable] ?? 0;
    const locations = new Map<number, Location>();
    for (const part of splitSystem(merged.constraints) ?? []) {
      const near = part.variables.map((variable) => known[variable] ?? 0);
      const solvable = { ...part, near, relaxed: new RelaxedSolutions(part.constraints, near) };
      for (const [place, variable] of part.variables.entries()) locations.set(variable, { part: solvable, place });
    }
    for (const [variable, place] of merged.places.entries()) {
      const location = locations.get(place);
      if (location) this.#parts.set(variable, location);
    }
  }

  /** Lists the small hidden numbers: 1..k-1, or 1..base-1 in a rounded figure. */
  small(): HiddenOfPage[] {
    return this.#hidden.filter(({ value, limit }) => value > 0 && value < limit);
  }

  /** Lists the hidden numbers that count the same records as a number, and the number itself. */
  equals({ variable }: HiddenOfPage): HiddenOfPage[] {
    this.#equal ??= equalVariables(this.#quantities);
    this.#byVariable ??= groupByVariable(this.#hidden);
    const equal = new Set([variable, ...(this.#equal.get(variable) ?? [])]);
    return [...equal].toSorted((a, b) => a - b).flatMap((one) => this.#byVariable?.get(one) ?? []);
  }

  /**
   * Whether a number can be within bounds: an exact answer. With fractions allowed, most questions are decided at once. A
   * solver is asked before one takes long: what it finds is exact, but that it finds nothing says nothing.
   * @throws OutOfSteps if there is no answer in time
   */
  can(variable: number, from: number, to: number, budget: Steps): boolean {
    const location = this.#parts.get(variable);
    const value = this.#truth[variable] ?? 0;
    if (from <= value && value <= to) return true;
    if (!location) return false;
    const wanted = { variable: location.place, from, to };
    return askWithin({ budget, most: this.#stepsOfOne }, (steps) => {
      if (this.#solver) {
        const first = { budget: steps, most: STEPS_BEFORE_CALL };
        const found = askWithin(first, (own) => location.part.relaxed.find(wanted, own));
        if (found !== 'undecided') return found === 'found';
        if (this.#solves(location.part, wanted, budget)) return true;
      }
      return isPossible(location.part, wanted, steps);
    });
  }

  /** Whether the solver finds a solution, which answers later questions too. A call counts for all questions, not for one. */
  #solves({ constraints, relaxed }: SolvablePart, wanted: Range, budget: Steps): boolean {
    if (!this.#solver || budget.remaining <= 0) return false;
    budget.remaining -= STEPS_OF_CALL * countTerms(constraints);
    const solution = findSolution(this.#solver, constraints, wanted);
    if (solution) relaxed.add(solution);
    return solution !== null;
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

  /** Returns the largest possible value of a number that is at least `known`. */
  most(variable: number, known: number, to: number, budget: Steps): number {
    let [low, high] = [known, to];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.can(variable, middle, high, budget)) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Whether a hidden number has one possible value. */
  isDerivable({ variable, value }: HiddenOfPage, budget: Steps): boolean {
    return !this.can(variable, value + 1, Infinity, budget) && !this.can(variable, 0, value - 1, budget);
  }
}

/** Returns what an attack decides about a number; true, as if the number was derivable, if that takes too long. */
export function unlessTooSlow(decide: () => boolean): boolean {
  try {
    return decide();
  } catch (error) {
    if (error instanceof OutOfSteps) return true;
    throw error;
  }
}

/** A part of the system, and what answers questions about it. */
interface SolvablePart extends Part {
  /** The exact numbers, which are a solution. */
  readonly near: readonly number[];
  readonly relaxed: RelaxedSolutions;
}

/** Where a variable is. */
interface Location {
  readonly part: SolvablePart;
  readonly place: number;
}

/** Whether a sheet has several pages, which say most numbers again. */
function hasEditions(pages: readonly Page[]): boolean {
  const sheets = new Set(pages.map(({ scope }) => scope?.id));
  return sheets.size < pages.length;
}

/**
 * Whether there is a solution with the wanted values: an exact answer, from the first of two methods that has it. With
 * fractions allowed, nearly every question is decided, also in systems of many pages, where a search does not end.
 * @throws OutOfSteps if neither has an answer in time
 */
function isPossible({ constraints, near, relaxed }: SolvablePart, wanted: Range, steps: Steps): boolean {
  const found = relaxed.find(wanted, steps);
  if (found !== 'undecided') return found === 'found';
  return solve(constraints, wanted, { steps, near }) !== null;
}

function groupByVariable(all: readonly HiddenOfPage[]): Map<number, HiddenOfPage[]> {
  const groups = new Map<number, HiddenOfPage[]>();
  for (const hidden of all) groups.set(hidden.variable, [...(groups.get(hidden.variable) ?? []), hidden]);
  return groups;
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

const countTerms = ({ inequalities, choices }: Constraints): number =>
  [...inequalities, ...choices.flat(2)].reduce((sum, { terms }) => sum + terms.length, 0);

function askWithin<Answer>(
  { budget, most }: { readonly budget: Steps; readonly most: number },
  ask: (steps: Steps) => Answer,
): Answer {
  const steps = { remaining: Math.max(0, Math.min(budget.remaining, most)) };
  const given = steps.remaining;
  try {
    return ask(steps);
  } finally {
    budget.remaining -= given - Math.max(0, steps.remaining);
  }
}
