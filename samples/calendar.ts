import { type Day, lastDay, type Month, monthsThrough, parseDay, parseMonth } from '../src/domain/month.ts';
import { type Chance, itemAt } from './random.ts';

/** The month a text names; the texts of the generator are all months. */
export function month(text: string): Month {
  const parsed = parseMonth(text);
  if (!parsed) throw new RangeError(`${text} is no month`);
  return parsed;
}

/** The day a text names. */
export function day(text: string): Day {
  const parsed = parseDay(text);
  if (!parsed) throw new RangeError(`${text} is no day`);
  return parsed;
}

/** The months of the samples: the first holds one single day of the period. */
export const MONTHS: readonly Month[] = monthsThrough(month('2015-09'), month('2017-07'));

/** The first day of the sheet's period. */
export const PERIOD_START = day('2015-09-30');

/** The last month of the samples. */
export const LAST_MONTH = month('2017-07');

/** Some day of a month. */
export function someDayOf(of: Month, chance: Chance): Day {
  const last = Number(lastDay(of).slice(8));
  return day(`${of}-${String(1 + chance.below(last)).padStart(2, '0')}`);
}

/** The month a number of months later, and the last of the samples at most. */
export function laterMonth(from: Month, months: number): Month {
  const at = MONTHS.indexOf(from) + months;
  return itemAt(MONTHS, Math.min(at, MONTHS.length - 1));
}

/** A date of the day, for its weekday and number: UTC. */
export const dateOf = (of: Day): Date => new Date(`${of}T00:00:00Z`);
