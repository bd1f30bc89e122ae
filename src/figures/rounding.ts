import type { CountClass } from '../domain/figure.ts';

/** The values that a printed number may represent; `Infinity` if unbounded. */
export type Values = readonly [from: number, to: number];

/**
 * Rounds a count to the nearest multiple of a base, halves up; returns null for 1..base-1, which prints as "fewer
 * than"; 0 is 0.
 */
export function roundCount(count: number, base: number): number | null {
  if (count === 0) return 0;
  return count < base ? null : Math.floor((2 * count + base) / (2 * base)) * base;
}

/** Returns the values that round to a printed number; without a base, the number itself. */
export function possibleValues(printed: number, base: number | undefined): Values {
  if (base === undefined || printed === 0) return [printed, printed];
  return [Math.max(base, printed - Math.floor(base / 2)), printed + Math.ceil(base / 2) - 1];
}

/** Returns the possible counts of a printed class, where classes are of rounded counts. */
export function possibleClassValues({ from, to }: CountClass, base: number | undefined): Values {
  if (base === undefined || to === 0) return [from, to ?? Infinity];
  const low = from < base ? from : possibleValues(Math.ceil(from / base) * base, base)[0];
  if (to === null) return [low, Infinity];
  return [low, to < base ? base - 1 : possibleValues(Math.floor(to / base) * base, base)[1]];
}

/**
 * Returns the share of a count in a total as an integer percentage, rounded half up in integer arithmetic (figures.md,
 * rule 3). A total of zero has the share 0.
 */
export function percentShare(count: number, total: number): number {
  if (total === 0) return 0;
  const percent = (BigInt(count) * 200n + BigInt(total)) / (2n * BigInt(total));
  return Number(percent);
}
