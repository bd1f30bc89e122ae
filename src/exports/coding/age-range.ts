import type { AgeRange } from '../../domain/codes.ts';
import type { Day } from '../../domain/month.ts';

/** The longest life on record; a greater number is not an age. */
const OLDEST = 122;

const UNIT = '(?: (?:years?(?: old)?|anos?|ans?))?';
const YEARS = new RegExp(`^(\\d{1,3})(?:[.,]\\d+)?${UNIT}$`, 'u');
const FROM_TO = new RegExp(
  `^(?:de |from )?(\\d{1,3})${UNIT} ?(?:[-\u2010-\u2015]{1,2}|a|to|hasta|ate) ?(\\d{1,3})${UNIT}$`,
  'u',
);
const AND_OVER = new RegExp(
  `^(\\d{1,3})${UNIT} ?(?:[+]|and over|or over|and older|or more|y mas|o mas|e mais|ou mais|et plus)${UNIT}$`,
  'u',
);
const UNDER = new RegExp(`^(?:<|under|menor(?:es)? de|menos de|menor(?:es)? que|moins de) ?(\\d{1,3})${UNIT}$`, 'u');

/**
 * Reads ages in years: one (`16`, `16 años`), or a band of them (`12-17`, `de 12 a 17 años`, `60+`, `60 y más`, `<12`).
 *
 * @param text a folded cell
 * @returns null if it is not an age
 */
export function readAges(text: string): AgeRange | null {
  const years = YEARS.exec(text);
  if (years) return plausible(Number(years[1]), Number(years[1]));
  const both = FROM_TO.exec(text);
  if (both) return plausible(Number(both[1]), Number(both[2]));
  const over = AND_OVER.exec(text);
  if (over) return plausible(Number(over[1]), null);
  const under = UNDER.exec(text);
  return under ? plausible(0, Number(under[1]) - 1) : null;
}

const plausible = (from: number, to: number | null): AgeRange | null =>
  from <= (to ?? OLDEST) && (to ?? from) <= OLDEST ? { from, to } : null;

/** A date and how much of it is known; its day is the last one of a year or month. */
interface KnownDate {
  readonly day: Day;
  readonly precision: 'day' | 'month' | 'year';
}

/**
 * Returns the age on a day, in complete years. If only the year of a date is known, it is the age that the person
 * reaches in that year; if only the month, the age reached in that month. Null if it is not an age.
 */
export function ageOn(birth: KnownDate, date: KnownDate): AgeRange | null {
  const length = Math.min(LENGTHS[birth.precision], LENGTHS[date.precision]);
  const isBefore = date.day.slice(5, length) < birth.day.slice(5, length);
  const years = Number(date.day.slice(0, 4)) - Number(birth.day.slice(0, 4)) - (isBefore ? 1 : 0);
  return years < 0 ? null : plausible(years, years);
}

/** How many characters of YYYY-MM-DD are known. */
const LENGTHS = { day: 10, month: 7, year: 4 } as const;
