/** How much of a date is known. */
export type DatePrecision = 'day' | 'month' | 'year';

/** A part of a date format: a token (`YYYY`, `MMMM`, `MM`, `M`, `DD`, `D`) or the text between two of them. */
const PARTS = /(YYYY|MMMM|MM|M|DD|D)/u;

const BETWEEN = /^(?:[-/. ]|, | de | del )$/u;

/** Returns the parts of a format, tokens and texts in turn; texts at the ends are empty. */
const partsOf = (format: string): string[] => format.split(PARTS);

/** Returns the tokens of a date format. */
export const formatTokens = (format: string): string[] => partsOf(format).filter((_part, index) => index % 2 === 1);

/**
 * Whether a text is a date format: a year of four digits, a month (a number, or `MMMM` for its name) and a day, or only
 * a year and a month, or only a year, each once. Between them is one of `-`, `/`, `.`, a space, `, ` or ` de `. Nothing
 * is between them only if each has a fixed number of digits (`YYYYMMDD`).
 */
export function isDateFormat(format: string): boolean {
  const parts = partsOf(format);
  const tokens = formatTokens(format);
  const kinds = tokens
    .map((token) => token.charAt(0))
    .sort()
    .join('');
  if (!['Y', 'MY', 'DMY'].includes(kinds) || parts[0] !== '' || parts.at(-1) !== '') return false;
  const between = parts.filter((_part, index) => index % 2 === 0).slice(1, -1);
  const isCompact = tokens.every((token) => ['YYYY', 'MM', 'DD'].includes(token));
  return between.every((text) => BETWEEN.test(text) || (text === '' && isCompact));
}

/** Returns two formats that differ only in the order of day and month, so that one cell fits both; null if there are none. */
export function exchangedFormats(formats: readonly string[]): readonly [string, string] | null {
  const [one, other] = [new Map<string, string>(), new Map<string, string>()];
  for (const format of formats) {
    const numeric = partsOf(format).map((part) => (/^(?:DD?|MM?)$/u.test(part) ? part.charAt(0) : part));
    one.set(numeric.join(''), format);
    other.set(numeric.map((part) => EXCHANGED.get(part) ?? part).join(''), format);
  }
  for (const [order, format] of one) {
    const exchanged = other.get(order);
    if (exchanged !== undefined && exchanged !== format) return [format, exchanged];
  }
  return null;
}

const EXCHANGED: ReadonlyMap<string, string> = new Map([
  ['D', 'M'],
  ['M', 'D'],
]);

/** Returns how much of a date a format gives. */
export function formatPrecision(format: string): DatePrecision {
  if (format.includes('D')) return 'day';
  return format.includes('M') ? 'month' : 'year';
}
