/** A calendar month, `YYYY-MM`. Months compare and sort as strings. */
export type Month = string & { readonly __month: unique symbol };

/** A calendar day, `YYYY-MM-DD`. Days compare and sort as strings. */
export type Day = string & { readonly __day: unique symbol };

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/u;

/** The month a text names, or null: only `YYYY-MM` from 1900 on is a month. */
export function parseMonth(text: string): Month | null {
  const match = MONTH.exec(text);
  return match && Number(match[1]) >= 1900 ? (text as Month) : null;
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');
const index = (month: Month): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
const ofIndex = (value: number): Month => `${pad(Math.floor(value / 12), 4)}-${pad((value % 12) + 1, 2)}` as Month;

/** The day a calendar has for these numbers, or null (February 30 is none). */
export function dayOf(year: number, month: number, day: number): Day | null {
  if (year < 1900 || year > 9999 || month < 1 || month > 12 || day < 1) return null;
  return day <= daysIn(year, month) ? (`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as Day) : null;
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** The day a text names as `YYYY-MM-DD`, or null. */
export function parseDay(text: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text);
  return match ? dayOf(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}

/** The month a day lies in. */
export const monthOf = (day: Day): Month => day.slice(0, 7) as Month;

/** The last day of a month. */
export const lastDay = (month: Month): Day =>
  `${month}-${pad(daysIn(Number(month.slice(0, 4)), Number(month.slice(5))), 2)}` as Day;

/**
 * The first month of a series that begins on a day: that day's month or, when it begins within a month, the next one, which
 * holds the days before it too. A month of one day would be small in every edition.
 */
export const firstOfSeries = (from: Day): Month => (from.endsWith('-01') ? monthOf(from) : nextMonth(monthOf(from)));

/** Every month from the first to the last, both included; empty when the first is later. */
export function monthsThrough(first: Month, last: Month): Month[] {
  const months: Month[] = [];
  for (let at = index(first); at <= index(last); at++) months.push(ofIndex(at));
  return months;
}

/** The month after. */
export const nextMonth = (month: Month): Month => ofIndex(index(month) + 1);

const A_DAY_MS = 86_400_000;

/** Whether a month has begun anywhere: a day of grace for hotlines ahead of UTC and clocks that are behind. */
export const hasBegun = (month: Month, now: Date): boolean =>
  month <= new Date(now.getTime() + A_DAY_MS).toISOString().slice(0, 7);

/** The month before. */
export const previousMonth = (month: Month): Month => ofIndex(index(month) - 1);

/** The month so many months before. */
export const monthsEarlier = (month: Month, count: number): Month => ofIndex(index(month) - count);

/** How many months one month is after another; negative when it is before. */
export const monthsBetween = (from: Month, to: Month): number => index(to) - index(from);
