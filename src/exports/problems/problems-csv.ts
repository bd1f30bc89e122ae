import type { Problem } from '../../domain/problem.ts';
import { WORDS } from '../../words/words.ts';
import { rowOf, sentenceOf, type Wording } from './problem-words.ts';

/** A problem with the value that problems.csv repeats. */
export type ProblemEntry = Problem & { readonly value?: string };

/** Without it, Excel on Windows reads UTF-8 as another encoding and breaks every accent. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * The lines of a problems.csv, in the language of the wording: the only place where a value of a file is repeated. Every
 * cell is quoted, and none is a formula to a spreadsheet program, whatever it takes for a separator.
 */
export async function* problemsCsvLines(
  pages: AsyncIterable<readonly ProblemEntry[]> | Iterable<readonly ProblemEntry[]>,
  wording: Wording,
): AsyncGenerator<string> {
  yield `${BYTE_ORDER_MARK}${line(WORDS[wording.language].problemHeadings)}`;
  for await (const page of pages) yield page.map((entry) => line(cellsOf(entry, wording))).join('');
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

const line = (cells: readonly string[]): string =>
  `${cells.map((cell) => `"${disarmed(cell).replaceAll('"', '""')}"`).join(',')}\n`;

/** What begins a formula, full-width forms included, at the start of a cell or after what another locale takes for a separator. */
const FORMULA = /(^|[;,|\t\r\n])(\s*)(?=[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/gu;

const disarmed = (cell: string): string => cell.replace(FORMULA, "$1$2'");
