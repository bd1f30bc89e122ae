import type { CountClass } from '../domain/figure.ts';

/**
 * What a reader can derive about hidden counts, exactly, in closed form. `k` is the threshold; a reader knows k, every
 * printed number and class, that a hidden count is at least 1 and that a group with hidden cells has one below k.
 *
 * A hidden count may be known to be larger than 1: if it is the total of another figure (`partOf`) that prints its
 * zeros, the cells that are not zero are each at least 1. Such a figure only bounds the count from below, so every set
 * of possible values here is a sum over lower bounds and never needs a search.
 */

/** A set of integers as closed intervals; `to` may be Infinity. */
type Interval = readonly [from: number, to: number];

const clamp = (intervals: readonly Interval[], low: number, high: number): Interval[] =>
  intervals.map(([from, to]): Interval => [Math.max(from, low), Math.min(to, high)]).filter(([from, to]) => from <= to);

/** Counts the integers in the union of the intervals, up to 2: only whether a count stays open matters. */
function upToTwo(intervals: readonly Interval[]): 0 | 1 | 2 {
  const [first] = intervals;
  if (!first) return 0;
  const several = intervals.some(([from, to]) => from !== first[0] || to > from);
  return several ? 2 : 1;
}

/**
 * Whether every hidden cell of a group with a printed total has two or more possible values.
 * @param lowest for each hidden cell the smallest value that a reader cannot exclude (1, or more because of `partOf`
 *   figures)
 * @param rest the sum of the hidden cells: the total minus the printed cells
 */
export function groupStaysOpen(lowest: readonly number[], rest: number, k: number): boolean {
  const sum = lowest.reduce((total, low) => total + low, 0);
  return lowest.every((low, i) => {
    const others = lowest.filter((_, index) => index !== i);
    if (others.length === 0) return false;
    const range: Interval = [low, rest - (sum - low)];
    return upToTwo(clamp(oneBelow(others, rest, k), range[0], range[1])) === 2;
  });
}

/** Returns the values of one hidden cell for which some hidden cell of its group, this or another, is below k. */
function oneBelow(others: readonly number[], rest: number, k: number): Interval[] {
  if (others.length > 1 && others.some((low) => low < k)) return [[0, rest]];
  if (others.length === 1)
    return [
      [0, k - 1],
      [rest - k + 1, rest],
    ];
  return [[0, k - 1]];
}

/**
 * Whether the cells of a withheld figure stay open if other figures reveal some of them. A reader knows that all cells
 * add up to the total and that one of them is 1..k-1.
 * @param lowest for each revealed cell, the smallest value that a reader cannot exclude (1 or more)
 * @param others the number of cells not revealed: each may be 0 or more
 */
export function withheldStaysOpen(lowest: readonly number[], others: number, total: number, k: number): boolean {
  const sum = lowest.reduce((all, low) => all + low, 0);
  return lowest.every((low, i) => {
    const rivals = [...lowest.filter((_, index) => index !== i), ...Array<number>(others).fill(0)];
    let open = 0;
    for (let value = low; value <= total - (sum - low) && open < 2; value++)
      if (restFits(rivals, total - value, k, value < k)) open++;
    return open === 2;
  });
}

/**
 * Whether the rest of a total can be distributed among the rivals, with one of 1..k-1 among them if none was found yet.
 */
function restFits(rivals: readonly number[], rest: number, k: number, hasSmall: boolean): boolean {
  if (rivals.length === 0) return rest === 0 && hasSmall;
  if (hasSmall) return true;
  if (rivals.length === 1) return rest > 0 && rest < k;
  const sum = rivals.reduce((all, low) => all + low, 0);
  return rivals.some((low) => low < k && rest >= sum + (low === 0 ? 1 : 0));
}

/** Whether a total that is hidden because it is below k stays open, considering its figures' unsuppressed zeros. */
export const totalStaysOpen = (lowest: number, k: number): boolean => k - 1 > lowest;

/**
 * Whether the hidden cells of a multi-valued figure stay open.
 * @param lowest as in `groupStaysOpen`
 * @param most their largest sum, where every record is in one cell: the total minus the printed cells
 */
export function mentionsStayOpen(lowest: readonly number[], total: number, k: number, most = Infinity): boolean {
  const [only] = lowest;
  if (only === undefined) return true;
  const spare = most - lowest.reduce((sum, low) => sum + low, 0);
  const highestOf = (low: number): number => Math.min(total, low + spare);
  if (lowest.length === 1) return upToTwo(clamp([[only, highestOf(only)]], 1, k - 1)) === 2;
  return lowest.every((low) => upToTwo(clamp([[low, highestOf(low)]], 1, total)) === 2);
}

/**
 * Whether the counts behind a map's classes stay open: every count in a class below k, and the number of records with a
 * known place if that is hidden. No count exceeds `known`, and their sum is at least `known`; where every record has
 * one place it equals `known`.
 * @param known the printed number, or null if hidden: then it, or the rest of the total, is below k
 */
export function classesStayOpen(
  classes: readonly CountClass[],
  { known, total, oneEach }: { readonly known: number | null; readonly total: number; readonly oneEach: boolean },
  k: number,
): boolean {
  const candidates = known === null ? hiddenKnown(total, k) : [known];
  const lowestSum = (among: readonly CountClass[]): number => among.reduce((sum, { from }) => sum + from, 0);
  const possible = candidates.filter((value) => feasible(classes, value) && (!oneEach || lowestSum(classes) <= value));
  if (known === null && possible.length < 2) return false;
  return classes.every((own, i) => {
    if (own.to === null || own.to >= k || own.to === 0) return true;
    const others = classes.filter((_, index) => index !== i);
    return (
      upToTwo(
        possible.flatMap((value) => {
          const most = oneEach ? value - lowestSum(others) : value;
          return clamp([[value - highest(others, value), most]], own.from, own.to ?? value);
        }),
      ) === 2
    );
  });
}

const hiddenKnown = (total: number, k: number): number[] => {
  const values = new Set<number>();
  for (let value = 1; value < k && value < total; value++) values.add(value).add(total - value);
  return [...values];
};

/** Returns the largest sum of these classes' counts if none exceeds `known`. */
const highest = (classes: readonly CountClass[], known: number): number =>
  classes.reduce((sum, { to }) => sum + Math.min(to ?? known, known), 0);

const feasible = (classes: readonly CountClass[], known: number): boolean =>
  classes.every(({ from }) => from <= known) && highest(classes, known) >= known;
