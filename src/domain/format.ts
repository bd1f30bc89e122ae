import type { PrintedCell, PrintedNumber } from './figure.ts';
import type { Language } from './languages.ts';
import type { Day, Month } from './month.ts';

/** What stands in place of every hidden count and share, in every language and output (figures.md). */
export const SUPPRESSION_MARK = '‡';

const MONTH_NAMES: Readonly<Record<Language, readonly string[]>> = {
  en: 'January February March April May June July August September October November December'.split(' '),
  es: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' '),
};

/**
 * The countries whose Spanish parts thousands with a point (Unicode CLDR; Costa Rica's space aside): there, `1,234` is a little
 * more than one. Written out here, for what a machine knows of languages changes with its version.
 */
const POINTED = new Set(['AR', 'BO', 'CL', 'CO', 'EC', 'ES', 'PY', 'UY', 'VE'].map((country) => `es-${country}`));

/**
 * An integer as a locale writes it (a BCP 47 tag: `en-US`, `es-MX`, `es-AR`): with a comma between thousands, or a point in
 * countries that mean a fraction by the comma; null prints the mark.
 */
export function formatCount(count: number | null, locale = 'en-US'): string {
  if (count === null) return SUPPRESSION_MARK;
  return String(count).replace(/\B(?=(?:\d{3})+$)/gu, POINTED.has(locale) ? '.' : ',');
}

/** A number where room is short: `<5` where it is rounded and only known to be fewer, else as `formatCount`. */
export const formatNumber = ({ count, fewerThan }: PrintedNumber, locale = 'en-US'): string =>
  count === null && fewerThan !== undefined ? `<${formatCount(fewerThan, locale)}` : formatCount(count, locale);

/** The same in words, where there is room or nothing is seen: `fewer than 5`, `menos de 5`. */
export const numberInWords = ({ count, fewerThan }: PrintedNumber, lang: Language, locale = 'en-US'): string =>
  count === null && fewerThan !== undefined
    ? `${FEWER_THAN[lang]} ${formatCount(fewerThan, locale)}`
    : formatCount(count, locale);

const FEWER_THAN: Readonly<Record<Language, string>> = { en: 'fewer than', es: 'menos de' };

/** A count as every reader of the language takes it: in Spanish a comma or a point would be a fraction to some of them. */
export const countIn = (count: number, language: Language): string =>
  language === 'en' ? formatCount(count) : formatCount(count).replaceAll(',', '\u00a0');

/**
 * An integer share as printed: `63%`; `<1%` for 0 with a positive count, `>99%` for 100 with a count below the total
 * (figures.md, rule 3). A null share prints the mark; a null count or total never decides between the special forms.
 */
export function formatShare(share: number | null, count: number | null, total: number | null): string {
  if (share === null) return SUPPRESSION_MARK;
  if (share === 0 && count !== null && count > 0) return '<1%';
  if (share === 100 && count !== null && total !== null && count < total) return '>99%';
  return `${share}%`;
}

/**
 * The share of a cell as printed; of "fewer than 5" of 40 people it is `<13%`, for nothing is worked out of a number that is not printed.
 * Null where the cell has none.
 */
export function formatCellShare(
  { share, count, fewerThan }: Omit<PrintedCell, 'key'>,
  total: number | null,
): string | null {
  if (share === undefined) return null;
  if (share !== null || fewerThan === undefined || total === null) return formatShare(share, count ?? null, total);
  return `<${Math.min(100, Math.ceil((100 * fewerThan) / Math.max(total, 1)))}%`;
}

/** What stands in place of the names of cells that share one count: `3 tied, each`. Spanish needs no gender of theirs. */
export const formatTied = (cells: number, lang: Language): string =>
  lang === 'en' ? `${cells} tied, each` : `${cells} con igual cifra`;

/** `September 2015`, `septiembre de 2015`. */
export function formatMonth(month: Month, lang: Language): string {
  return lang === 'en' ? `${monthName(month, lang)} ${yearOf(month)}` : `${monthName(month, lang)} de ${yearOf(month)}`;
}

/** A month that holds days of the month before too: `October 2015 (from September 30)`, `octubre de 2015 (desde el 30 de septiembre)`. */
export function formatMonthFrom(month: Month, from: Day, lang: Language): string {
  const number = Number(from.slice(8));
  const name = monthName(from, lang);
  const start = lang === 'en' ? `from ${name} ${number}` : `desde el ${number} de ${name}`;
  return `${formatMonth(month, lang)} (${start})`;
}

/** `September 30, 2015`, `30 de septiembre de 2015`; es-MX writes the first of a month `1 de`. */
export function formatDay(day: Day, lang: Language): string {
  const number = Number(day.slice(8));
  const name = monthName(day, lang);
  return lang === 'en' ? `${name} ${number}, ${yearOf(day)}` : `${number} de ${name} de ${yearOf(day)}`;
}

/** The month's name alone: `September`, `septiembre`. */
export function monthName(month: Month | Day, lang: Language): string {
  return MONTH_NAMES[lang][Number(month.slice(5, 7)) - 1] ?? '';
}

/** The letter that stands for a month under a series' axis: `S` in both languages, `J` and `E` for January. */
export const monthInitial = (month: Month, lang: Language): string => monthName(month, lang).slice(0, 1).toUpperCase();

const yearOf = (date: Month | Day): string => date.slice(0, 4);

/** A number with its noun: `1 table`, `1,344 tables`, `2 people`. */
export const countNoun = (count: number, noun: string, plural = `${noun}s`): string =>
  `${formatCount(count)} ${count === 1 ? noun : plural}`;
