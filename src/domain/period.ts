import { type Month, monthsThrough } from './month.ts';

/** How often a hotline sends a file; one upload covers one such period of the calendar. */
export const PERIODS = ['month', 'quarter', 'half-year', 'year'] as const;

export type Period = (typeof PERIODS)[number];

/** The number of months in a period. */
export const MONTHS_IN: Readonly<Record<Period, number>> = { month: 1, quarter: 3, 'half-year': 6, year: 12 };

/** How often a file is sent, and whether each upload repeats the records of all earlier ones. */
export interface Frequency {
  readonly every: Period;
  readonly cumulative: boolean;
}

/** A file that a hotline is expected to send, by its name without extension. */
export interface ExpectedFile extends Frequency {
  readonly table: string;
}

/** Returns the last month of the calendar period that contains a month; an upload of the period is stored under it. */
export function lastMonthOf(month: Month, every: Period): Month {
  const length = MONTHS_IN[every];
  const last = Math.ceil(Number(month.slice(5)) / length) * length;
  return `${month.slice(0, 5)}${String(last).padStart(2, '0')}` as Month;
}

/** Returns whether a period ends with a month, so that its file is due after it. */
export const isLastMonth = (month: Month, every: Period): boolean => lastMonthOf(month, every) === month;

/** Returns the names of the files that are due after a month. */
export const filesDue = (files: readonly ExpectedFile[], month: Month): string[] =>
  files.filter(({ every }) => isLastMonth(month, every)).map(({ table }) => table);

/** Returns the last month of every period that has a month from the first to the last, in order. */
export const periodEnds = (first: Month, last: Month, every: Period): Month[] => [
  ...new Set(monthsThrough(first, last).map((month) => lastMonthOf(month, every))),
];
