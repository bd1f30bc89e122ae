/**
 * A small exact solver for integer constraints: linear inequalities and "one of these holds" over variables with finite
 * bounds. It narrows bounds until nothing moves, then branches; every answer is exact within the bounds given.
 */

/** The sum of coefficient times variable is at least `atLeast`. */
export interface Inequality {
  readonly terms: readonly (readonly [variable: number, coefficient: number])[];
  readonly atLeast: number;
}

/** At least one alternative holds; an alternative is a list of inequalities that hold together. */
export type Choice = readonly (readonly Inequality[])[];

export interface Constraints {
  /** Lowest and highest value of each variable. */
  readonly bounds: readonly (readonly [low: number, high: number])[];
  readonly inequalities: readonly Inequality[];
  readonly choices: readonly Choice[];
}

interface Box {
  readonly low: number[];
  readonly high: number[];
}

const copy = (box: Box): Box => ({ low: [...box.low], high: [...box.high] });

function highest(box: Box, { terms }: Inequality): number {
  let sum = 0;
  for (const [variable, factor] of terms) sum += factor * (factor > 0 ? box.high[variable]! : box.low[variable]!);
  return sum;
}

function lowest(box: Box, { terms }: Inequality): number {
  let sum = 0;
  for (const [variable, factor] of terms) sum += factor * (factor > 0 ? box.low[variable]! : box.high[variable]!);
  return sum;
}

const impossible = (box: Box, all: readonly Inequality[]): boolean =>
  all.some((one) => highest(box, one) < one.atLeast);
const certain = (box: Box, all: readonly Inequality[]): boolean => all.every((one) => lowest(box, one) >= one.atLeast);

/** Narrows the box by one inequality: 'empty' when it cannot hold, 'moved' when a bound changed, 'still' otherwise. */
function narrow(box: Box, one: Inequality): 'empty' | 'moved' | 'still' {
  const slack = highest(box, one) - one.atLeast;
  if (slack < 0) return 'empty';
  let moved = false;
  for (const [variable, factor] of one.terms) {
    const span = Math.floor(slack / Math.abs(factor));
    if (box.high[variable]! - box.low[variable]! <= span) continue;
    if (factor > 0) box.low[variable] = box.high[variable]! - span;
    else box.high[variable] = box.low[variable]! + span;
    moved = true;
  }
  return moved ? 'moved' : 'still';
}

/** Narrows the box by every inequality until nothing moves; false when the box is empty. */
function settle(box: Box, inequalities: readonly Inequality[]): boolean {
  for (let moved = true; moved; ) {
    moved = false;
    for (const one of inequalities) {
      const outcome = narrow(box, one);
      if (outcome === 'empty') return false;
      if (outcome === 'moved') moved = true;
    }
  }
  return true;
}

function branchOnChoice(box: Box, system: Constraints, choice: Choice): number[] | null {
  const rest = { ...system, choices: system.choices.filter((one) => one !== choice) };
  for (const alternative of choice) {
    if (impossible(box, alternative)) continue;
    const found = search(copy(box), { ...rest, inequalities: [...system.inequalities, ...alternative] });
    if (found) return found;
  }
  return null;
}

function branchOnValue(box: Box, system: Constraints, variable: number): number[] | null {
  const low = box.low[variable]!;
  const high = box.high[variable]!;
  const middle = Math.floor((low + 1 + high) / 2);
  for (const [from, to] of [
    [low, low],
    [low + 1, middle],
    [middle + 1, high],
  ] as const) {
    if (from > to) continue;
    const part = copy(box);
    part.low[variable] = from;
    part.high[variable] = to;
    const found = search(part, system);
    if (found) return found;
  }
  return null;
}

function search(box: Box, system: Constraints): number[] | null {
  if (!settle(box, system.inequalities)) return null;
  let open: Choice | undefined;
  for (const choice of system.choices) {
    if (choice.some((alternative) => certain(box, alternative))) continue;
    if (choice.every((alternative) => impossible(box, alternative))) return null;
    open ??= choice;
  }
  if (open) return branchOnChoice(box, system, open);
  const free = box.low.findIndex((low, variable) => low < box.high[variable]!);
  return free < 0 ? box.low : branchOnValue(box, system, free);
}

/** One solution in which `variable` lies within `from..to` (any solution when no variable is named), or null. */
export function solve(system: Constraints, variable?: number, from = -Infinity, to = Infinity): number[] | null {
  const box: Box = { low: system.bounds.map(([low]) => low), high: system.bounds.map(([, high]) => high) };
  if (variable !== undefined) {
    box.low[variable] = Math.max(box.low[variable]!, from);
    box.high[variable] = Math.min(box.high[variable]!, to);
  }
  return box.low.some((low, at) => low > box.high[at]!) ? null : search(box, system);
}

/** The exact least and greatest value a variable takes in any solution; null when there is no solution. */
export function range(system: Constraints, variable: number): { min: number; max: number } | null {
  const found = solve(system);
  if (!found) return null;
  const [low, high] = system.bounds[variable]!;
  let min = found[variable]!;
  for (let floor = low; floor < min; ) {
    const middle = Math.floor((floor + min - 1) / 2);
    const better = solve(system, variable, floor, middle);
    if (better) min = better[variable]!;
    else floor = middle + 1;
  }
  let max = found[variable]!;
  for (let ceiling = high; ceiling > max; ) {
    const middle = Math.ceil((ceiling + max + 1) / 2);
    const better = solve(system, variable, middle, ceiling);
    if (better) max = better[variable]!;
    else ceiling = middle - 1;
  }
  return { min, max };
}

/** For each variable whether it takes two or more values over all solutions; null when there is no solution. */
export function twoValued(system: Constraints, variables: readonly number[]): Map<number, boolean> | null {
  const first = solve(system);
  if (!first) return null;
  const others: number[][] = [];
  return new Map(
    variables.map((variable) => {
      const value = first[variable]!;
      if (others.some((other) => other[variable] !== value)) return [variable, true];
      const other = solve(system, variable, value + 1) ?? solve(system, variable, -Infinity, value - 1);
      if (other) others.push(other);
      return [variable, other !== null];
    }),
  );
}

/** Whether an assignment of a value to each variable satisfies the constraints. */
export function holds({ bounds, inequalities, choices }: Constraints, values: readonly number[]): boolean {
  const met = ({ terms, atLeast }: Inequality): boolean =>
    terms.reduce((all, [variable, factor]) => all + factor * values[variable]!, 0) >= atLeast;
  return (
    bounds.every(([low, high], variable) => low <= values[variable]! && values[variable]! <= high) &&
    inequalities.every(met) &&
    choices.every((choice) => choice.some((alternative) => alternative.every(met)))
  );
}
