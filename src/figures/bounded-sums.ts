import type { Inequality } from './reader-solver.ts';

/** A sum of coefficient times variable, and its bounds. */
export interface BoundedSum {
  readonly terms: Inequality['terms'];
  readonly low: number;
  readonly high: number;
}

/** Makes one sum of the inequalities that bound it, from one side or from both. */
export function mergeBounds(inequalities: readonly Inequality[]): BoundedSum[] {
  const sums = new Map<string, { terms: Inequality['terms']; low: number; high: number }>();
  for (const { terms, atLeast } of inequalities) {
    const ordered = terms.toSorted(([a], [b]) => a - b);
    const isNegative = (ordered[0]?.[1] ?? 0) < 0;
    const own = isNegative ? ordered.map(([variable, factor]) => [variable, -factor] as const) : ordered;
    const key = own.flat().join(' ');
    const sum = sums.get(key) ?? { terms: own, low: -Infinity, high: Infinity };
    if (isNegative) sum.high = Math.min(sum.high, -atLeast);
    else sum.low = Math.max(sum.low, atLeast);
    sums.set(key, sum);
  }
  return [...sums.values()];
}
