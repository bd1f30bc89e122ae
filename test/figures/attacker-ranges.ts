import { type Constraints, solve } from '../../src/figures/reader-solver.ts';

/** Returns the exact minimum and maximum of a variable over all solutions; null if there is no solution. */
export function range(system: Constraints, variable: number): { min: number; max: number } | null {
  const found = solve(system);
  if (!found) return null;
  const [low, high] = system.bounds[variable]!;
  let min = found[variable]!;
  for (let floor = low; floor < min; ) {
    const middle = Math.floor((floor + min - 1) / 2);
    const better = solve(system, { variable, from: floor, to: middle });
    if (better) min = better[variable]!;
    else floor = middle + 1;
  }
  let max = found[variable]!;
  for (let ceiling = high; ceiling > max; ) {
    const middle = Math.ceil((ceiling + max + 1) / 2);
    const better = solve(system, { variable, from: middle, to: ceiling });
    if (better) max = better[variable]!;
    else ceiling = middle - 1;
  }
  return { min, max };
}

/** Returns, for each variable, whether it has two or more values over all solutions; null if there is no solution. */
export function twoValued(system: Constraints, variables: readonly number[]): Map<number, boolean> | null {
  const first = solve(system);
  if (!first) return null;
  const others: number[][] = [];
  return new Map(
    variables.map((variable) => {
      const value = first[variable]!;
      if (others.some((other) => other[variable] !== value)) return [variable, true];
      const other = solve(system, { variable, from: value + 1 }) ?? solve(system, { variable, to: value - 1 });
      if (other) others.push(other);
      return [variable, other !== null];
    }),
  );
}
