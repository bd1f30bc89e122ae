/** A calendar month, `YYYY-MM`. Months compare and sort as strings. */
export type Month = string & { readonly __month: unique symbol };

/** A calendar day, `YYYY-MM-DD`. Days compare and sort as strings. */
export type Day = string & { readonly __day: unique symbol };

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/u;

/** Parses a month, `YYYY-MM` from 1900 on; returns null for other texts. */
export function parseMonth(text: string): Month | null {
  const match = MONTH.exec(text);
  return match && Number(match[1]) >= 1900 ? (text as Month) : null;
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');
const monthIndex = (month: Month): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
const monthAtIndex = (value: number): Month => `${pad(Math.floor(value / 12), 4)}-${pad((value % 12) + 1, 2)}` as Month;

/** Returns the calendar day of these numbers; null if it does not exist (February 30). */
export function toDay(year: number, month: number, day: number): Day | null {
  if (year < 1900 || year > 9999 || month < 1 || month > 12 || day < 1) return null;
  return day <= daysIn(year, month) ? (`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as Day) : null;
}

/** Returns the number of days in a month, which is 1 to 12. */
export const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Parses a day, `YYYY-MM-DD`; returns null for other texts. */
export function parseDay(text: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text);
  return match ? toDay(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}

/** Returns the month of a day. */
export const monthOf = (day: Day): Month => day.slice(0, 7) as Month;

/** Returns the month of a moment, in UTC. */
export const monthAt = (moment: Date): Month => moment.toISOString().slice(0, 7) as Month;

/** Returns the last day of a month. */
export const lastDay = (month: Month): Day =>
  `${month}-${pad(daysIn(Number(month.slice(0, 4)), Number(month.slice(5))), 2)}` as Day;

/**
 * Returns the first month of a series that begins on a day: that day's month or, if it begins within a month, the next
 * one, which then includes the days before it. A month of one day would be small in every edition.
 */
export const firstOfSeries = (from: Day): Month => (from.endsWith('-01') ? monthOf(from) : nextMonth(monthOf(from)));

/** Lists every month from the first to the last, inclusive; empty if the first is later. */
export function monthsThrough(first: Month, last: Month): Month[] {
  const months: Month[] = [];
  for (let i = monthIndex(first); i <= monthIndex(last); i++) months.push(monthAtIndex(i));
  return months;
}

/** Returns the month after. */
export const nextMonth = (month: Month): Month => monthAtIndex(monthIndex(month) + 1);

/** A day, in milliseconds. */
export const DAY_MS = 86_400_000;

/** Whether a month has begun anywhere; a day of tolerance covers hotlines ahead of UTC and slow clocks. */
export const hasBegun = (month: Month, now: Date): boolean =>
  month <= new Date(now.getTime() + DAY_MS).toISOString().slice(0, 7);

/** Returns the month before. */
export const previousMonth = (month: Month): Month => monthAtIndex(monthIndex(month) - 1);

/** Returns the month a number of months before. */
export const monthsEarlier = (month: Month, count: number): Month => monthAtIndex(monthIndex(month) - count);

/** Returns how many months one month is after another; negative if it is before. */
export const monthsBetween = (from: Month, to: Month): number => monthIndex(to) - monthIndex(from);
