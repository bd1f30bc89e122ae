import type { PrintedNumber } from '../domain/figure.ts';
import { formatCount } from '../domain/format.ts';
import type { Language } from '../domain/languages.ts';
import type { Day, Month } from '../domain/month.ts';
import { grouped } from './joined.ts';
import { WORDS } from './words.ts';

/** A printed number in words, where there is room or nothing is seen: `fewer than 5`, `menos de 5`. */
export const numberInWords = ({ count, fewerThan }: PrintedNumber, lang: Language, locale = 'en-US'): string =>
  count === null && fewerThan !== undefined
    ? WORDS[lang].dates.fewerThan(formatCount(fewerThan, locale))
    : formatCount(count, locale);

/** A count such that no reader of the language takes its separator for a decimal point. */
export const countIn = (count: number, language: Language): string => grouped(count, WORDS[language].dates.thousands);

/** The text in place of the names of cells that share one count: `3 tied, each`. */
export const formatTied = (cells: number, lang: Language): string => WORDS[lang].dates.tied(cells);

/** `September 2015`, `septiembre de 2015`. */
export const formatMonth = (month: Month, lang: Language): string =>
  WORDS[lang].dates.month(monthName(month, lang), yearOf(month));

/** A month that includes days of the month before: `October 2015 (from September 30)`, `octubre de 2015 (desde el 30 de septiembre)`. */
export const formatMonthFrom = (month: Month, from: Day, lang: Language): string =>
  `${formatMonth(month, lang)} (${WORDS[lang].dates.fromDay(monthName(from, lang), dayOf(from))})`;

/** `September 30, 2015`, `30 de septiembre de 2015`. */
export const formatDay = (day: Day, lang: Language): string =>
  WORDS[lang].dates.day(monthName(day, lang), dayOf(day), yearOf(day));

/** The name of a month: `September`, `septiembre`. */
export const monthName = (month: Month | Day, lang: Language): string =>
  WORDS[lang].dates.months[Number(month.slice(5, 7)) - 1] ?? '';

/** The letter of a month below the axis of a series: `S` in both languages, `J` and `E` for January. */
export const monthInitial = (month: Month, lang: Language): string => monthName(month, lang).slice(0, 1).toUpperCase();

const yearOf = (date: Month | Day): string => date.slice(0, 4);
const dayOf = (day: Day): number => Number(day.slice(8));
