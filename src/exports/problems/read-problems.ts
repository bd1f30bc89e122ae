import { parse } from 'csv-parse';
import { BYTE_ORDER_MARK, csvLine } from '../../domain/csv-line.ts';
import type { UserLanguage } from '../../domain/languages.ts';
import { PROBLEM_CODES, type ProblemLine, type Severity } from '../../domain/problem.ts';
import { WORDS } from '../../words/words.ts';

/** A problem with the cell's value: only for the analyst who asks for it. */
export type ValuedProblemLine = ProblemLine & { readonly value: string };

const SEVERITIES: readonly Severity[] = ['rejection', 'error', 'warning'];

/**
 * Reads the lines of a problems.csv one by one, so that memory does not grow with their number.
 * @param language the language in which it was written
 */
export async function* readProblemLines(
  csv: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  language: UserLanguage,
): AsyncGenerator<ValuedProblemLine> {
  const parser = parse({ bom: true, relax_column_count: true, from_line: 1 });
  const feeding = (async () => {
    for await (const part of csv)
      if (!parser.write(part)) await new Promise((resolve) => parser.once('drain', resolve));
    parser.end();
  })();
  feeding.catch((error: unknown) => parser.destroy(error instanceof Error ? error : new Error('the list ended early')));
  let isHeading = true;
  for await (const cells of parser) {
    if (!isHeading) yield lineOf(cells, language);
    isHeading = false;
  }
}

function lineOf(cells: readonly string[], language: UserLanguage): ValuedProblemLine {
  const [row = '', record = '', column = '', severity = '', problem = '', value = ''] = cells;
  const words = WORDS[language];
  const [, text = '', sentence = problem] = /^([a-z-]+): (.*)$/su.exec(problem) ?? [];
  const code = PROBLEM_CODES.find((known) => known === text);
  const known = SEVERITIES.find((one) => words.severities[one] === severity);
  if (!code || !known) throw new Error('a problems.csv has a line of another program');
  return {
    row: row === '' ? null : Number(row),
    record: record === '' ? null : Number(record),
    column: column === '' ? null : column,
    severity: known,
    code,
    sentence,
    detail: detailOf(sentence, words.problems[code].sentence),
    value,
  };
}

/** Returns what a sentence says in brackets after the words of its kind. */
function detailOf(sentence: string, kind: string): string {
  const before = `${kind.slice(0, -1)} (`;
  return sentence.startsWith(before) && sentence.endsWith(').') ? sentence.slice(before.length, -2) : '';
}

/** Returns a line without its value. */
export const withoutValue = ({ value: _, ...line }: ValuedProblemLine): ProblemLine => line;

/**
 * Yields problems as CSV for a spreadsheet program. Lines with a value get a column for it.
 * @param hasValues whether the lines have values
 */
export async function* problemListCsv(
  lines: AsyncIterable<ProblemLine & { readonly value?: string }>,
  language: UserLanguage,
  hasValues: boolean,
): AsyncGenerator<string> {
  const words = WORDS[language];
  const width = hasValues ? 6 : 5;
  yield `${BYTE_ORDER_MARK}${csvLine(words.problemHeadings.slice(0, width))}`;
  for await (const { row, record, column, severity, code, sentence, value = '' } of lines) {
    const cells = [
      String(row ?? ''),
      String(record ?? ''),
      column ?? '',
      words.severities[severity],
      `${code}: ${sentence}`,
      value,
    ];
    yield csvLine(cells.slice(0, width));
  }
}
