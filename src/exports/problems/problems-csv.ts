import { BYTE_ORDER_MARK, csvLine } from '../../domain/csv-line.ts';
import type { Problem } from '../../domain/problem.ts';
import { WORDS } from '../../words/words.ts';
import { rowOf, sentenceOf, type Wording } from './problem-words.ts';

/** A problem with the value that problems.csv repeats. */
export type ProblemEntry = Problem & { readonly value?: string };

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
