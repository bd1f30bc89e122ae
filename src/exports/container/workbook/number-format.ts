/** Excel's built-in formats, which have no code in the file, that show a date or time (ECMA-376 part 1, 18.8.30). */
const BUILT_IN_DATES: readonly (readonly [first: number, last: number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/** The literal text of a format code, and directives that show nothing: `"text"`, `\x`, `_x`, `*x`. */
const LITERALS = /"[^"]*"?|[\\_*].?/gsu;
/** Hours, minutes or seconds counted beyond a day: a duration, not a point in time. */
const ELAPSED = /\[(?:h+|m+|s+)\]/iu;
/** Colours, conditions, locales and currencies: `[Red]`, `[<1]`, `[$-409]`. */
const BRACKETS = /\[[^\]]*\]?/gu;
/** Days, months, years, hours, minutes, seconds. Years of an era (`e`) never occur without months. */
const DATE_LETTERS = /[dmyhs]/iu;

/**
 * Returns whether a number with this format is shown as a date.
 *
 * @param id the id of the format, built-in or custom
 * @param code the code in the file for this id, if any
 */
export const isDateFormat = (id: number, code: string | undefined): boolean =>
  BUILT_IN_DATES.some(([first, last]) => id >= first && id <= last) || (code !== undefined && showsDate(code));

/** Returns whether one of the sections of a code (positive; negative; zero; text) shows a date. */
const showsDate = (code: string): boolean =>
  code
    .replace(LITERALS, '')
    .split(';')
    .some((section) => !ELAPSED.test(section) && DATE_LETTERS.test(section.replace(BRACKETS, '')));
