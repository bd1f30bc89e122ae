import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import type { ProblemCode } from '../src/domain/problem.ts';
import type { AllowedValues } from '../src/exports/allowed-values.ts';
import { nearestLabels } from '../src/exports/nearest-labels.ts';
import { SEVERITY_WORDS } from '../src/exports/problem-words.ts';
import type { Checked } from '../src/steps/check-file.ts';
import { CHECK_WORDS } from './check-words.ts';

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
export async function* problemRows({ problemsCsv, wording }: Checked): AsyncGenerator<ProblemRow> {
  const words = Object.entries(SEVERITY_WORDS[wording.language]);
  const rows: AsyncIterable<string[]> = createReadStream(problemsCsv).pipe(parse({ bom: true, from: 2 }));
  for await (const [row = '', record = '', column = '', severity = '', problem = '', value = ''] of rows)
    yield {
      row: row === '' ? null : Number(row),
      record: record === '' ? null : Number(record),
      column: column === '' ? null : column,
      severity: words.find(([, word]) => word === severity)?.[0] ?? severity,
      problem,
      value,
    };
}

/** The distinct values that are on no list, by problem and column (`value-unknown Gender`): lines for a terminal, the most frequent first. */
export async function valueLines(checked: Checked): Promise<Map<string, string[]>> {
  const counts = new Map<string, { column: string; values: Map<string, number> }>();
  for await (const { column, problem, value } of problemRows(checked)) {
    const code = OF_VALUES.find((one) => problem.startsWith(`${one}: `));
    if (column === null || !code) continue;
    const { values } = counts.get(`${code} ${column}`) ?? { values: new Map<string, number>() };
    counts.set(`${code} ${column}`, { column, values: values.set(value, (values.get(value) ?? 0) + 1) });
  }
  return new Map([...counts].map(([kind, { column, values }]) => [kind, linesOf(column, values, checked)]));
}

function linesOf(column: string, values: ReadonlyMap<string, number>, { wording, allowed }: Checked): string[] {
  const words = CHECK_WORDS[wording.language];
  const list = allowed(column);
  const sorted = [...values].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const lines = sorted
    .slice(0, MOST)
    .map(([value, count]) => words.value(printable(value), count, nearest(value, list)));
  return sorted.length > MOST ? [...lines, words.moreValues(sorted.length - MOST)] : lines;
}

/** The nearest of those that people should write, else of all spellings; a code of two letters helps nobody to find a name. */
function nearest(value: string, list: AllowedValues | null): string[] {
  const found = nearestLabels(value, list?.shown ?? []);
  if (found.length > 0) return found;
  return nearestLabels(
    value,
    (list?.all ?? []).filter((label) => label.length > 2),
  );
}

/** A cell's text without what would steer a terminal. */
const printable = (value: string): string => {
  const text = value.replace(/\p{C}/gu, '·');
  return text.length > LENGTH ? `${text.slice(0, LENGTH)}…` : text;
};
