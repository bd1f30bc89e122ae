import type { PrintedCell, PrintedNumber } from './figure.ts';

/** Replaces every hidden count and share, in every language and output (figures.md). */
export const SUPPRESSION_MARK = '‡';

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

/** A number with its noun: `1 table`, `1,344 tables`, `2 people`. */
export const countNoun = (count: number, noun: string, plural = `${noun}s`): string =>
  `${formatCount(count)} ${count === 1 ? noun : plural}`;
