/** Without this mark, Excel on Windows reads UTF-8 as another encoding and corrupts every accented letter. */
export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * The characters that begin a formula, including full-width forms, at the start of a cell or after a character that is
 * a separator in another locale.
 */
const FORMULA = /(^|[;,|\t\r\n])(\s*)(?=[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/gu;

const disarmed = (cell: string): string => cell.replace(FORMULA, "$1$2'");

/**
 * Returns one line of a CSV that people open in a spreadsheet program. Every cell is quoted, and no cell is a formula,
 * whichever separator the program uses.
 */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => `"${disarmed(cell).replaceAll('"', '""')}"`).join(',')}\n`;
