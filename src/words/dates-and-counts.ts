import type { PrintedCell, PrintedNumber } from '../domain/figure.ts';
import { cellShareDigits, formatCount, SUPPRESSION_MARK, shareDigits } from '../domain/format.ts';
import type { Language } from '../domain/languages.ts';
import type { Day, Month } from '../domain/month.ts';
import { fill, pluralText } from './fill.ts';
import { READER_WORDS } from './reader-words.ts';

/** A printed number in words, where there is room or nothing is seen: `fewer than 5`, `menos de 5`. */
export const numberInWords = ({ count, fewerThan }: PrintedNumber, lang: Language, locale = 'en-US'): string =>
  count === null && fewerThan !== undefined
    ? fill(READER_WORDS[lang].numbers.fewerThan, { number: formatCount(fewerThan, locale) })
    : formatCount(count, locale);

/** The text in place of the names of cells that share one count: `3 tied, each`. */
export const formatTied = (cells: number, lang: Language): string =>
  fill(pluralText(READER_WORDS[lang].numbers.tied, cells, lang), { number: cells });

/**
 * Formats an integer share as readers of a language write it: `63%`, `63 %` in French; `<1%`, `>99%` and the mark as in
 * `shareDigits`.
 */
export const formatShare = (
  share: number | null,
  count: number | null,
  total: number | null,
  language: Language,
): string => withSign(shareDigits(share, count, total), language);

/** Formats a cell's share, as `formatShare` does; null where the cell has no share. */
export function formatCellShare(
  cell: Omit<PrintedCell, 'key'>,
  total: number | null,
  language: Language,
): string | null {
  const digits = cellShareDigits(cell, total);
  return digits === null ? null : withSign(digits, language);
}

const withSign = (digits: string, language: Language): string =>
  digits === SUPPRESSION_MARK ? digits : fill(READER_WORDS[language].typography.percent, { number: digits });

/** `September 2015`, `septiembre de 2015`. */
export const formatMonth = (month: Month, lang: Language): string => formatIn('month', `${month}-01`, lang);

/** A month that includes days of the month before: `October 2015 (from September 30)`, `octubre de 2015 (desde el 30 de septiembre)`. */
export const formatMonthFrom = (month: Month, from: Day, lang: Language): string =>
  `${formatMonth(month, lang)} (${fill(READER_WORDS[lang].dates.fromDay, { day: formatIn('dayOfYear', from, lang) })})`;

/** `September 30, 2015`, `30 de septiembre de 2015`. */
export const formatDay = (day: Day, lang: Language): string => formatIn('day', day, lang);

/** The name of a month: `September`, `septiembre`. */
export const monthName = (month: Month | Day, lang: Language): string =>
  formatIn('name', `${month.slice(0, 7)}-01`, lang);

/** The letter of a month below the axis of a series: `S` in both languages, `J` and `E` for January. */
export const monthInitial = (month: Month, lang: Language): string => monthName(month, lang).slice(0, 1).toUpperCase();

const FORMS = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  dayOfYear: { day: 'numeric', month: 'long' },
  month: { month: 'long', year: 'numeric' },
  name: { month: 'long' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** A day in a form of the language; its words write the first of a month where `Intl` has a plain 1. */
function formatIn(form: keyof typeof FORMS, day: string, lang: Language): string {
  const key = `${lang} ${form}`;
  const format = FORMATS.get(key) ?? new Intl.DateTimeFormat(lang, { ...FORMS[form], timeZone: 'UTC' });
  FORMATS.set(key, format);
  const { first } = READER_WORDS[lang].dates;
  const parts = format.formatToParts(Date.parse(`${day}T00:00:00Z`));
  return parts.map(({ type, value }) => (type === 'day' && value === '1' && first !== '' ? first : value)).join('');
}
