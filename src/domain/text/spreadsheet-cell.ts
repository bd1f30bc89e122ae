/** The characters that begin a formula to a spreadsheet program, full-width forms included. */
const FORMULA_START = '[=+\\-@\\t\\r\\uFF1D\\uFF0B\\uFF0D\\uFF20]';

/** Where a cell can begin: at its start, and after a character that is a separator in another locale. */
const CELL_START = '(^|[;,|\\t\\r\\n])(\\s*)';

const FORMULA = new RegExp(`${CELL_START}(?=${FORMULA_START})`, 'gu');
const GUARDED = new RegExp(`${CELL_START}'(?=${FORMULA_START})`, 'gu');

/** Returns a cell that no spreadsheet program takes for a formula: an apostrophe is put before what begins one. */
export const guardedCell = (cell: string): string => cell.replace(FORMULA, "$1$2'");

/** Removes the apostrophes that `guardedCell` adds. */
export const unguardedCell = (cell: string): string => cell.replace(GUARDED, '$1$2');

/** Returns a line of a CSV: every cell quoted, and none a formula. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => `"${guardedCell(cell).replaceAll('"', '""')}"`).join(',')}\n`;

/** Without this mark, Excel on Windows reads UTF-8 as another encoding and corrupts every accented letter. */
export const BYTE_ORDER_MARK = '\uFEFF';
