import type { PrintedCell, PrintedNumber } from './figure.ts';

/** The mark in place of every hidden count and share, in every language and output (figures.md). */
export const SUPPRESSION_MARK = '‡';

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
