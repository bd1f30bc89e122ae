/**
 * A small exact solver for integer constraints: linear inequalities and "one of these holds" over variables with finite
 * bounds. It narrows bounds until nothing changes, then branches; every answer is exact within the given bounds. Work
 * is counted in terms, never in time, so that an answer does not depend on the machine.
 */

/** The sum of coefficient times variable is at least `atLeast`. */
export interface Inequality {
  readonly terms: readonly (readonly [variable: number, coefficient: number])[];
  readonly atLeast: number;
}

/** Returns that a sum of variables is at least another one. */
export const sumAtLeast = (left: readonly number[], right: readonly number[]): Inequality => ({
  terms: [...left.map((variable) => [variable, 1] as const), ...right.map((variable) => [variable, -1] as const)],
  atLeast: 0,
});

/** At least one alternative holds; an alternative is a list of inequalities that hold together. */
export type Choice = readonly (readonly Inequality[])[];

export interface Constraints {
  /** Lowest and highest value of each variable. */
  readonly bounds: readonly (readonly [low: number, high: number])[];
  readonly inequalities: readonly Inequality[];
  readonly choices: readonly Choice[];
}

/** How many terms a search may still use; a search that needs more throws `OutOfSteps`. */
export interface Steps {
  remaining: number;
}

/** Thrown by a search that has used up its steps: the question is undecided. */
export class OutOfSteps extends Error {}

/** Options of a search: its steps, and for each variable a value to try first. */
export interface SearchOptions {
  readonly steps?: Steps;
  readonly near?: readonly number[];
}

/** The bounds of every variable, narrowed during a search; an unknown variable is 0. */
export class Box {
  readonly low: number[];
  readonly high: number[];

  constructor(low: readonly number[], high: readonly number[]) {
    this.low = [...low];
    this.high = [...high];
  }

  static of({ bounds }: Constraints): Box {
    return new Box(
      bounds.map(([low]) => low),
      bounds.map(([, high]) => high),
    );
  }

  copy(): Box {
    return new Box(this.low, this.high);
  }

  from(variable: number): number {
    return this.low[variable] ?? 0;
  }

  to(variable: number): number {
    return this.high[variable] ?? 0;
  }

  isFree(variable: number): boolean {
    return this.from(variable) < this.to(variable);
  }

  highest({ terms }: Inequality): number {
    let sum = 0;
    for (const [variable, factor] of terms) sum += factor * (factor > 0 ? this.to(variable) : this.from(variable));
    return sum;
  }

  lowest({ terms }: Inequality): number {
    let sum = 0;
    for (const [variable, factor] of terms) sum += factor * (factor > 0 ? this.from(variable) : this.to(variable));
    return sum;
  }
}

const impossible = (box: Box, all: readonly Inequality[]): boolean =>
  all.some((inequality) => box.highest(inequality) < inequality.atLeast);
export const holdEverywhere = (box: Box, all: readonly Inequality[]): boolean =>
  all.every((inequality) => box.lowest(inequality) >= inequality.atLeast);

/** Narrows the box by one inequality: 'empty' if it cannot hold, 'moved' if a bound changed, 'still' otherwise. */
function narrow(box: Box, inequality: Inequality, steps: Steps | undefined): 'empty' | 'moved' | 'still' {
  if (steps) {
    steps.remaining -= inequality.terms.length;
    if (steps.remaining < 0) throw new OutOfSteps();
  }
  const slack = box.highest(inequality) - inequality.atLeast;
  if (slack < 0) return 'empty';
  let moved = false;
  for (const [variable, factor] of inequality.terms) {
    const span = Math.floor(slack / Math.abs(factor));
    if (box.to(variable) - box.from(variable) <= span) continue;
    if (factor > 0) box.low[variable] = box.to(variable) - span;
    else box.high[variable] = box.from(variable) + span;
    moved = true;
  }
  return moved ? 'moved' : 'still';
}

/** Narrows the box by every inequality until nothing changes; returns false if the box is empty. */
export function settle(box: Box, inequalities: readonly Inequality[], steps: Steps | undefined): boolean {
  for (let moved = true; moved; ) {
    moved = false;
    for (const inequality of inequalities) {
      const outcome = narrow(box, inequality, steps);
      if (outcome === 'empty') return false;
      if (outcome === 'moved') moved = true;
    }
  }
  return true;
}

function branchOnChoice(box: Box, system: Constraints, choice: Choice, options: SearchOptions): number[] | null {
  const rest = { ...system, choices: system.choices.filter((other) => other !== choice) };
  for (const alternative of choice) {
    if (impossible(box, alternative)) continue;
    const narrowed = { ...rest, inequalities: [...system.inequalities, ...alternative] };
    const solution = search(box.copy(), narrowed, options);
    if (solution) return solution;
  }
  return null;
}

function branchOnValue(box: Box, system: Constraints, variable: number, options: SearchOptions): number[] | null {
  const [low, high] = [box.from(variable), box.to(variable)];
  const first = Math.min(high, Math.max(low, options.near?.[variable] ?? low));
  const middle = Math.floor((first + 1 + high) / 2);
  for (const [from, to] of [
    [first, first],
    [first + 1, middle],
    [middle + 1, high],
    [low, first - 1],
  ] as const) {
    if (from > to) continue;
    const part = box.copy();
    part.low[variable] = from;
    part.high[variable] = to;
    const solution = search(part, system, options);
    if (solution) return solution;
  }
  return null;
}

function search(box: Box, system: Constraints, options: SearchOptions): number[] | null {
  if (!settle(box, system.inequalities, options.steps)) return null;
  let open: Choice | undefined;
  for (const choice of system.choices) {
    if (choice.some((alternative) => holdEverywhere(box, alternative))) continue;
    if (choice.every((alternative) => impossible(box, alternative))) return null;
    open ??= choice;
  }
  if (open) return branchOnChoice(box, system, open, options);
  const free = box.low.findIndex((_, variable) => box.isFree(variable));
  return free < 0 ? box.low : branchOnValue(box, system, free, options);
}

/** The values to look for: a variable, and its lowest and highest value. */
export interface Wanted {
  readonly variable: number;
  readonly from?: number;
  readonly to?: number;
}

/**
 * Finds one solution that has the wanted values (any solution, if none are wanted); returns null if there is none.
 * @throws OutOfSteps if it needs more steps
 */
export function solve(system: Constraints, wanted: Wanted | null = null, options: SearchOptions = {}): number[] | null {
  const box = Box.of(system);
  if (wanted) {
    const { variable, from = -Infinity, to = Infinity } = wanted;
    box.low[variable] = Math.max(box.from(variable), from);
    box.high[variable] = Math.min(box.to(variable), to);
  }
  return box.low.some((low, index) => low > box.to(index)) ? null : search(box, system, options);
}

/** Whether values satisfy an inequality. */
export const satisfies = ({ terms, atLeast }: Inequality, values: readonly number[]): boolean =>
  terms.reduce((sum, [variable, factor]) => sum + factor * (values[variable] ?? 0), 0) >= atLeast;

/** Whether an assignment of a value to each variable satisfies the constraints. */
export function satisfiesAll({ bounds, inequalities, choices }: Constraints, values: readonly number[]): boolean {
  return (
    bounds.every(([low, high], variable) => low <= (values[variable] ?? 0) && (values[variable] ?? 0) <= high) &&
    inequalities.every((inequality) => satisfies(inequality, values)) &&
    choices.every((choice) =>
      choice.some((alternative) => alternative.every((inequality) => satisfies(inequality, values))),
    )
  );
}
