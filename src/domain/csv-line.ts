/** Without this mark, Excel on Windows reads UTF-8 as another encoding and corrupts every accented letter. */
export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * The characters that begin a formula, including full-width forms, at the start of a cell or after a character that is
 * a separator in another locale.
 */
const FORMULA = /(^|[;,|\t\r\n])(\s*)(?=[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/gu;

/** What `csvLine` adds before the beginning of a formula. */
const DISARMED = /(^|[;,|\t\r\n])(\s*)'(?=[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/gu;

/** Removes the apostrophes that `csvLine` adds, from a cell of a file that people sent back. */
export const unescapeFormulas = (cell: string): string => cell.replace(DISARMED, '$1$2');

const escapeFormulas = (cell: string): string => cell.replace(FORMULA, "$1$2'");

/**
 * Returns one line of a CSV that people open in a spreadsheet program. Every cell is quoted, and no cell is a formula,
 * whichever separator the program uses.
 */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => `"${escapeFormulas(cell).replaceAll('"', '""')}"`).join(',')}\n`;
