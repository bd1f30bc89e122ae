import type { PrintedCell, PrintedNumber } from './figure.ts';
import type { Language } from './languages.ts';
import type { Day, Month } from './month.ts';

/** Replaces every hidden count and share, in every language and output (figures.md). */
export const SUPPRESSION_MARK = '‡';

const MONTH_NAMES: Readonly<Record<Language, readonly string[]>> = {
  en: 'January February March April May June July August September October November December'.split(' '),
  es: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' '),
};

/**
 * The locales that separate thousands with a point in Spanish (Unicode CLDR, except Costa Rica's space): there, `1,234`
 * is slightly more than one. Listed here because a machine's locale data changes with its version.
 */
const POINTED = new Set(['AR', 'BO', 'CL', 'CO', 'EC', 'ES', 'PY', 'UY', 'VE'].map((country) => `es-${country}`));

/**
 * Formats an integer for a locale (a BCP 47 tag: `en-US`, `es-MX`, `es-AR`), with a comma between thousands, or a point
 * in countries where the comma is the decimal sign. Null prints the mark.
 */
export function formatCount(count: number | null, locale = 'en-US'): string {
  if (count === null) return SUPPRESSION_MARK;
  return String(count).replace(/\B(?=(?:\d{3})+$)/gu, POINTED.has(locale) ? '.' : ',');
}

/**
 * Formats a number for narrow places: `<5` where it is rounded and only known to be fewer, otherwise like
 * `formatCount`.
 */
export const formatNumber = ({ count, fewerThan }: PrintedNumber, locale = 'en-US'): string =>
  count === null && fewerThan !== undefined ? `<${formatCount(fewerThan, locale)}` : formatCount(count, locale);

/** Formats a number in words, where there is space or for screen readers: `fewer than 5`, `menos de 5`. */
export const numberInWords = ({ count, fewerThan }: PrintedNumber, lang: Language, locale = 'en-US'): string =>
  count === null && fewerThan !== undefined
    ? `${FEWER_THAN[lang]} ${formatCount(fewerThan, locale)}`
    : formatCount(count, locale);

const FEWER_THAN: Readonly<Record<Language, string>> = { en: 'fewer than', es: 'menos de' };

/**
 * Formats a count for all readers of a language: in Spanish, a comma or a point would be a decimal sign to some of
 * them.
 */
export const countIn = (count: number, language: Language): string =>
  language === 'en' ? formatCount(count) : formatCount(count).replaceAll(',', '\u00a0');

/**
 * Formats an integer share: `63%`; `<1%` for 0 with a positive count, `>99%` for 100 with a count below the total
 * (figures.md, rule 3). A null share prints the mark; with a null count or total the special forms are not used.
 */
export function formatShare(share: number | null, count: number | null, total: number | null): string {
  if (share === null) return SUPPRESSION_MARK;
  if (share === 0 && count !== null && count > 0) return '<1%';
  if (share === 100 && count !== null && total !== null && count < total) return '>99%';
  return `${share}%`;
}

/**
 * Formats a cell's share. For "fewer than 5" of 40 people it is `<13%`, because nothing is computed from a number that
 * is not printed. Null where the cell has no share.
 */
export function formatCellShare(
  { share, count, fewerThan }: Omit<PrintedCell, 'key'>,
  total: number | null,
): string | null {
  if (share === undefined) return null;
  if (share !== null || fewerThan === undefined || total === null) return formatShare(share, count ?? null, total);
  return `<${Math.min(100, Math.ceil((100 * fewerThan) / Math.max(total, 1)))}%`;
}

/** Replaces the names of cells with the same count: `3 tied, each`. The Spanish wording avoids their gender. */
export const formatTied = (cells: number, lang: Language): string =>
  lang === 'en' ? `${cells} tied, each` : `${cells} con igual cifra`;

/** `September 2015`, `septiembre de 2015`. */
export function formatMonth(month: Month, lang: Language): string {
  return lang === 'en' ? `${monthName(month, lang)} ${yearOf(month)}` : `${monthName(month, lang)} de ${yearOf(month)}`;
}

/**
 * Formats a month that includes days of the month before: `October 2015 (from September 30)`, `octubre de 2015 (desde
 * el 30 de septiembre)`.
 */
export function formatMonthFrom(month: Month, from: Day, lang: Language): string {
  const number = Number(from.slice(8));
  const name = monthName(from, lang);
  const start = lang === 'en' ? `from ${name} ${number}` : `desde el ${number} de ${name}`;
  return `${formatMonth(month, lang)} (${start})`;
}

/** Formats a day: `September 30, 2015`, `30 de septiembre de 2015`; es-MX writes the first of a month as `1 de`. */
export function formatDay(day: Day, lang: Language): string {
  const number = Number(day.slice(8));
  const name = monthName(day, lang);
  return lang === 'en' ? `${name} ${number}, ${yearOf(day)}` : `${number} de ${name} de ${yearOf(day)}`;
}

/** Returns the name of a month: `September`, `septiembre`. */
export function monthName(month: Month | Day, lang: Language): string {
  return MONTH_NAMES[lang][Number(month.slice(5, 7)) - 1] ?? '';
}

/** Returns the letter of a month under a series' axis: `S` in both languages, `J` and `E` for January. */
export const monthInitial = (month: Month, lang: Language): string => monthName(month, lang).slice(0, 1).toUpperCase();

const yearOf = (date: Month | Day): string => date.slice(0, 4);
