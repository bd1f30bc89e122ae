/** The formats that Excel has without a code in the file and that show a date or time (ECMA-376 part 1, 18.8.30). */
const BUILT_IN_DATES: readonly (readonly [first: number, last: number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/** What a format code shows as it stands, and directions that show nothing: `"text"`, `\x`, `_x`, `*x`. */
const LITERALS = /"[^"]*"?|[\\_*].?/gsu;
/** Hours, minutes or seconds counted beyond a day: a length of time, not a point in it. */
const ELAPSED = /\[(?:h+|m+|s+)\]/iu;
/** Colours, conditions, locales and currencies: `[Red]`, `[<1]`, `[$-409]`. */
const BRACKETS = /\[[^\]]*\]?/gu;
/** Days, months, years, hours, minutes, seconds. Years of an era (`e`) never go without months. */
const DATE_LETTERS = /[dmyhs]/iu;

/**
 * Whether a number with this format is shown as a date.
 *
 * @param id of the format, built in or custom
 * @param code as the file gives it for this id, if it does
 */
export const isDateFormat = (id: number, code: string | undefined): boolean =>
  BUILT_IN_DATES.some(([first, last]) => id >= first && id <= last) || (code !== undefined && showsDate(code));

/** Whether one of the sections of a code (positive; negative; zero; text) shows a date. */
const showsDate = (code: string): boolean =>
  code
    .replace(LITERALS, '')
    .split(';')
    .some((section) => !ELAPSED.test(section) && DATE_LETTERS.test(section.replace(BRACKETS, '')));
