import type { PrintedCell, PrintedNumber } from './figure.ts';

/** Replaces every hidden count and share, in every language and output (figures.md). */
export const SUPPRESSION_MARK = '‡';

const FORMATS = new Map<string, Intl.NumberFormat>();

/**
 * Formats an integer for a locale (a BCP 47 tag: `en-US`, `es-MX`, `es-AR`, `fr-FR`), with the locale's separator
 * between thousands, also where it leaves it out of four digits (`es-ES`). A narrow space becomes a plain no-break
 * space, because the fonts of the page lack it. Null prints the mark.
 */
export function formatCount(count: number | null, locale = 'en-US'): string {
  if (count === null) return SUPPRESSION_MARK;
  const format =
    FORMATS.get(locale) ?? new Intl.NumberFormat(locale, { useGrouping: 'always', numberingSystem: 'latn' });
  FORMATS.set(locale, format);
  return format.format(count).replaceAll('\u202f', '\u00a0');
}

/**
 * Formats a number for narrow places: `<5` where it is rounded and only known to be fewer, otherwise like
 * `formatCount`.
 */
export const formatNumber = ({ count, fewerThan }: PrintedNumber, locale = 'en-US'): string =>
  count === null && fewerThan !== undefined ? `<${formatCount(fewerThan, locale)}` : formatCount(count, locale);

/**
 * Returns the digits of an integer share, without the sign: `63`; `<1` for 0 with a positive count, `>99` for 100 with a
 * count below the total (figures.md, rule 3). A null share is the mark; with a null count or total the special forms are
 * not used.
 */
export function shareDigits(share: number | null, count: number | null, total: number | null): string {
  if (share === null) return SUPPRESSION_MARK;
  if (share === 0 && count !== null && count > 0) return '<1';
  if (share === 100 && count !== null && total !== null && count < total) return '>99';
  return String(share);
}

/**
 * Returns the digits of a cell's share. For "fewer than 5" of 40 people they are `<13`, because nothing is computed from
 * a number that is not printed. Null where the cell has no share.
 */
export function cellShareDigits(
  { share, count, fewerThan }: Omit<PrintedCell, 'key'>,
  total: number | null,
): string | null {
  if (share === undefined) return null;
  if (share !== null || fewerThan === undefined || total === null) return shareDigits(share, count ?? null, total);
  return `<${Math.min(100, Math.ceil((100 * fewerThan) / Math.max(total, 1)))}`;
}

/** A number with its noun: `1 table`, `1,344 tables`, `2 people`. */
export const countNoun = (count: number, noun: string, plural = `${noun}s`): string =>
  `${formatCount(count)} ${count === 1 ? noun : plural}`;
