import type { CountClass } from '../domain/figure.ts';

/** The values that a printed number may stand for; `Infinity` where nothing bounds them. */
export type Values = readonly [from: number, to: number];

/** A count to the nearest multiple of a base, halves up; null for 1..base-1, which prints as "fewer than"; 0 is 0. */
export function roundCount(count: number, base: number): number | null {
  if (count === 0) return 0;
  return count < base ? null : Math.floor((2 * count + base) / (2 * base)) * base;
}

/** What a printed number may have been before it was rounded; itself without a base. */
export function valuesOf(printed: number, base: number | undefined): Values {
  if (base === undefined || printed === 0) return [printed, printed];
  return [Math.max(base, printed - Math.floor(base / 2)), printed + Math.ceil(base / 2) - 1];
}

/** What the counts in a printed class may have been, where classes are of rounded counts. */
export function valuesOfClass({ from, to }: CountClass, base: number | undefined): Values {
  if (base === undefined || to === 0) return [from, to ?? Infinity];
  const low = from < base ? from : valuesOf(Math.ceil(from / base) * base, base)[0];
  if (to === null) return [low, Infinity];
  return [low, to < base ? base - 1 : valuesOf(Math.floor(to / base) * base, base)[1]];
}
