import type { Problem } from '../../domain/problem.ts';
import { WORDS } from '../../words/words.ts';
import { rowOf, sentenceOf, type Wording } from './problem-words.ts';

/** A problem with the value that problems.csv repeats. */
export type ProblemEntry = Problem & { readonly value?: string };

/** Without this mark, Excel on Windows reads UTF-8 as another encoding and corrupts every accented letter. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Yields the lines of a problems.csv, in the language of the wording. It is the only place that repeats values of a
 * file. Every cell is quoted, and no cell is a formula to a spreadsheet program, whichever separator the program uses.
 */
export async function* problemsCsvLines(
  pages: AsyncIterable<readonly ProblemEntry[]> | Iterable<readonly ProblemEntry[]>,
  wording: Wording,
): AsyncGenerator<string> {
  yield `${BYTE_ORDER_MARK}${csvLine(WORDS[wording.language].problemHeadings)}`;
  for await (const page of pages) yield page.map((entry) => csvLine(cellsOf(entry, wording))).join('');
}

function cellsOf(problem: ProblemEntry, wording: Wording): string[] {
  const { record, column, severity, code, value = '' } = problem;
  const row = record === null ? null : rowOf(record, wording);
  return [
    String(row ?? ''),
    String(record ?? ''),
    column ?? '',
    WORDS[wording.language].severities[severity],
    `${code}: ${sentenceOf(problem, wording)}`,
    value,
  ];
}

/** Formats cells as one line of CSV: every cell is quoted, and no cell is a formula to a spreadsheet program. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => `"${disarmed(cell).replaceAll('"', '""')}"`).join(',')}\n`;

/**
 * The characters that begin a formula, including full-width forms, at the start of a cell or after a character that is
 * a separator in another locale.
 */
const FORMULA = /(^|[;,|\t\r\n])(\s*)(?=[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/gu;

const disarmed = (cell: string): string => cell.replace(FORMULA, "$1$2'");
