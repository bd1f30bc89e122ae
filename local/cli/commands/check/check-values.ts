import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import type { ProblemCode } from '../../../../src/domain/problem.ts';
import type { CheckedTable } from '../../../../src/steps/check-file/check-file.ts';
import { nearestAllowed, parseSeverity } from '../../../../src/steps/check-file/check-report.ts';
import { WORDS } from '../../../../src/words/words.ts';

/** Problems whose values are on no list. */
const OF_VALUES: readonly ProblemCode[] = ['value-unknown', 'flag-unreadable', 'age-implausible'];
/** How many values of a column are shown. */
const MOST = 50;
/** A narrative in the wrong column is cut. */
const LENGTH = 80;

/** One line of a problems.csv. The value is confidential: it goes to a terminal that asked for it and nowhere else. */
interface ProblemRow {
  readonly row: number | null;
  readonly record: number | null;
  readonly column: string | null;
  readonly severity: string;
  readonly problem: string;
  readonly value: string;
}

/** The lines of a table's problems.csv; severities by their English names, whatever language the rest is in. */
export async function* problemRows(checked: CheckedTable): AsyncGenerator<ProblemRow> {
  const rows: AsyncIterable<string[]> = createReadStream(checked.problemsCsv).pipe(parse({ bom: true, from: 2 }));
  for await (const [row = '', record = '', column = '', severity = '', problem = '', value = ''] of rows)
    yield {
      row: row === '' ? null : Number(row),
      record: record === '' ? null : Number(record),
      column: column === '' ? null : column,
      severity: parseSeverity(checked, severity) ?? severity,
      problem,
      value,
    };
}

/** The distinct values that are on no list, by problem and column (`value-unknown Gender`): lines for a terminal, the most frequent first. */
export async function valueLines(checked: CheckedTable): Promise<Map<string, string[]>> {
  const counts = new Map<string, { column: string; values: Map<string, number> }>();
  for await (const { column, problem, value } of problemRows(checked)) {
    const code = OF_VALUES.find((one) => problem.startsWith(`${one}: `));
    if (column === null || !code) continue;
    const { values } = counts.get(`${code} ${column}`) ?? { values: new Map<string, number>() };
    counts.set(`${code} ${column}`, { column, values: values.set(value, (values.get(value) ?? 0) + 1) });
  }
  return new Map([...counts].map(([kind, { column, values }]) => [kind, linesOf(column, values, checked)]));
}

function linesOf(column: string, values: ReadonlyMap<string, number>, checked: CheckedTable): string[] {
  const words = WORDS[checked.wording.language].check;
  const sorted = [...values].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const lines = sorted
    .slice(0, MOST)
    .map(([value, count]) => words.value(printable(value), count, nearestAllowed(checked, column, value)));
  return sorted.length > MOST ? [...lines, words.moreValues(sorted.length - MOST)] : lines;
}

/** A cell's text without what would steer a terminal. */
const printable = (value: string): string => {
  const text = value.replace(/\p{C}/gu, '·');
  return text.length > LENGTH ? `${text.slice(0, LENGTH)}…` : text;
};
