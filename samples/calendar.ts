import { type Day, lastDay, type Month, monthsThrough, parseDay, parseMonth } from '../src/domain/month.ts';
import { type Chance, itemAt } from './random.ts';

/** Parses a month. The generator passes only months. */
export function month(text: string): Month {
  const parsed = parseMonth(text);
  if (!parsed) throw new RangeError(`${text} is no month`);
  return parsed;
}

/** Parses a day. */
export function day(text: string): Day {
  const parsed = parseDay(text);
  if (!parsed) throw new RangeError(`${text} is no day`);
  return parsed;
}

/** The months of the samples. The first one contains only one day of the period. */
export const MONTHS: readonly Month[] = monthsThrough(month('2015-09'), month('2017-07'));

/** The first day of the sheet's period. */
export const PERIOD_START = day('2015-09-30');

/** The last month of the samples. */
export const LAST_MONTH = month('2017-07');

/** Draws a day of a month. */
export function someDayOf(of: Month, chance: Chance): Day {
  const last = Number(lastDay(of).slice(8));
  return day(`${of}-${String(1 + chance.below(last)).padStart(2, '0')}`);
}

/** Returns the month a number of months later, but never a month after the last one of the samples. */
export function laterMonth(from: Month, months: number): Month {
  const at = MONTHS.indexOf(from) + months;
  return itemAt(MONTHS, Math.min(at, MONTHS.length - 1));
}

/** Returns a day as a date in UTC, from which its weekday and number are read. */
export const dateOf = (of: Day): Date => new Date(`${of}T00:00:00Z`);
