import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dropRelations, type Engine } from '../../../src/domain/engine.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import { quotingOf } from '../../../src/exports/container/regular-quotes.ts';
import { exactRows } from '../../../src/exports/engine/exact-rows.ts';
import { inspectRows } from '../../../src/exports/engine/inspect-rows.ts';
import { loadRecords } from '../../../src/exports/engine/load-records.ts';
import { csvRecords } from '../../../src/exports/layout/csv-records.ts';
import type { Layout } from '../../../src/exports/layout/heading.ts';
import type { NeededColumn } from '../../../src/exports/layout/lay-out-text.ts';
import { ProblemRelation } from '../../../src/exports/problems/problem-relation.ts';
import { Chance } from './chance.ts';
import { rowBytes, SEPARATORS } from './row-texts.ts';
import { isBlank, lineCount, type SmallRow, type SmallRows, smallRows } from './small-csv.ts';

/**
 * The rows that were read, and the differences between the program and the small reader (the file, and both readings).
 */
export interface RowCounts {
  files: number;
  lines: number;
  records: number;
  blank: number;
  broken: number;
  unclosed: number;
  readonly differences: string[];
}

export const noRows = (): RowCounts => ({
  files: 0,
  lines: 0,
  records: 0,
  blank: 0,
  broken: 0,
  unclosed: 0,
  differences: [],
});

/** Adds two counts. */
export const mergedRows = (one: RowCounts, other: RowCounts): RowCounts => ({
  files: one.files + other.files,
  lines: one.lines + other.lines,
  records: one.records + other.records,
  blank: one.blank + other.blank,
  broken: one.broken + other.broken,
  unclosed: one.unclosed + other.unclosed,
  differences: [...one.differences, ...other.differences],
});

/** Formats the counts as one line of text. */
export const rowsSummary = ({ files, lines, records, blank, broken, unclosed, differences }: RowCounts): string =>
  `${files} files, ${lines} lines: ${records} records (${broken} broken), ${blank} blank; ${unclosed} files with an unclosed quote; ${differences.length} differences`;

interface RowsCase {
  readonly name: string;
  readonly bytes: Buffer;
  readonly layout: Layout;
  readonly columns: readonly NeededColumn[];
}

function rowsCase(seed: number, index: number, isText: boolean): RowsCase {
  const chance = new Chance(seed, index);
  const separator = chance.pick(SEPARATORS);
  const width = 1 + chance.below(10);
  const made = rowBytes(chance, separator, width);
  const bytes = isText ? asText(made) : made;
  const needed = chance.oneIn(2) ? width : 1 + chance.below(width);
  const skipped = chance.below(3);
  const at = chance.times(1 + chance.below(width), () => chance.below(width));
  const columns = [...new Set(at)].map((at, index) => ({ ...COLUMN, at, key: `k${at}`, name: `s${index}` }));
  const layout = { separator, width, needed, skipped, headingRow: skipped + 1, columns: new Map<string, number>() };
  return { name: `seed ${seed}, file ${index}`, bytes, layout, columns };
}

const COLUMN = { heading: 'H', isId: false, isRequired: false, isPart: false, forms: [] };

/**
 * Returns the bytes as the preceding step writes them: valid UTF-8, `\n` line ends, no NUL, no byte-order mark at the
 * start.
 */
const asText = (bytes: Buffer): Buffer =>
  Buffer.from(
    bytes
      .toString('utf8')
      .replaceAll('\0', '')
      .replace(/\r\n?/gu, '\n')
      .replace(/^\ufeff+/u, ''),
  );

/** Compares the rows that `csvRecords` and `exactRows` read from any bytes with the small reader's. */
export async function holdExactRows(folder: string, seed: number, files: number): Promise<RowCounts> {
  const counts = noRows();
  const path = join(folder, 'rows.txt');
  for (let index = 0; index < files; index++) {
    const { name, bytes, layout, columns } = rowsCase(seed, index, false);
    writeFileSync(path, bytes);
    const text = bytes.toString('utf8');
    const small = smallRows(text, layout.separator);
    // pieces that split rows anywhere; many system calls, so not for every file
    if (index % 4 === 0) {
      const read = await recordsOf(path, layout.separator, 1 + (index % 61));
      compare(counts, name, 'csvRecords', read, smallRecords(small));
    }
    const problems: Problem[] = [];
    const rows: unknown[] = [];
    for await (const row of exactRows({ path, layout, columns }, problems)) rows.push(row);
    compare(
      counts,
      name,
      'exactRows',
      { rows, unclosed: problems.map(({ record }) => record) },
      expected(small, layout, columns),
    );
    count(counts, name, small, text);
  }
  return counts;
}

/** The bytes of a text whose rows are stored in a file. */
const LARGE = 2 ** 30;

/**
 * Compares the rows that `loadRecords` and `inspectRows` read from any text in an engine with the small reader's. Every second
 * text is stored as a large one is.
 */
export async function holdLoadedRows(engine: Engine, seed: number, files: number): Promise<RowCounts> {
  const counts = noRows();
  const path = join(engine.folder, 'rows.txt');
  for (let index = 0; index < files; index++) {
    const { name, bytes, layout, columns } = rowsCase(seed, index, true);
    writeFileSync(path, bytes);
    const small = smallRows(bytes.toString('utf8'), layout.separator);
    const quoting = await quotingOf(path, layout.separator);
    const stored = index % 2 === 0 ? 0 : LARGE;
    const file = { path, layout, columns, relation: 'fuzz', quoting, bytes: stored };
    const { problems } = await loadRecords(engine, file);
    const names = columns.map(({ name }) => name);
    const loaded = await engine.rows(
      `SELECT record, lineError, [${names.map((name) => `'.' || ${name}`)}] AS cells FROM fuzz ORDER BY record`,
    );
    const rows = loaded.map(({ record, lineError, cells }) => ({
      record,
      lineError,
      cells: (cells as string[]).map((cell) => cell.slice(1)),
    }));
    const read = { rows, unclosed: problems.map(({ record }) => record) };
    compare(counts, name, `loadRecords (${quoting})`, read, expected(small, layout, columns));
    const found = new ProblemRelation(engine, 'fuzz_problems');
    const inspected = { columns, isWorkbook: false, filters: [], bytes: stored };
    const { records, hasGaps } = await inspectRows(engine, 'fuzz', inspected, found);
    const hasErrors = rows.some(({ lineError }) => lineError !== '');
    compare(counts, name, 'inspectRows', { records, hasGaps }, { records: rows.length, hasGaps: hasErrors });
    await dropRelations(engine, 'fuzz');
    count(counts, name, small, bytes.toString('utf8'));
  }
  return counts;
}

async function recordsOf(
  path: string,
  separator: string,
  pieceBytes: number,
): Promise<{ rows: unknown[]; unclosed: number[] }> {
  const rows: unknown[] = [];
  const unclosed: number[] = [];
  for await (const item of csvRecords(path, separator, pieceBytes)) {
    if ('unclosedIn' in item) unclosed.push(item.unclosedIn);
    else rows.push(item.broken ? 'broken' : item.cells.length === 0 ? [''] : item.cells);
  }
  return { rows, unclosed };
}

const smallRecords = ({ rows, isUnclosed }: SmallRows): unknown => ({
  rows: rows.map(({ cells, isBroken }) => (isBroken ? 'broken' : cells)),
  unclosed: isUnclosed ? [rows.length + 1] : [],
});

function expected({ rows, isUnclosed }: SmallRows, layout: Layout, columns: readonly NeededColumn[]): unknown {
  const numbered = rows.map((row, index) => ({ row, record: index - layout.skipped }));
  return {
    rows: numbered
      .filter(({ row, record }) => record > 0 && !isBlank(row))
      .map(({ row, record }) => {
        const lineError = lineErrorOf(row, layout);
        return { record, lineError, cells: columns.map(({ at }) => (lineError === '' ? (row.cells[at] ?? '') : '')) };
      }),
    unclosed: isUnclosed ? [rows.length - layout.skipped] : [],
  };
}

function lineErrorOf({ cells, isBroken }: SmallRow, { width, needed }: Layout): string {
  if (isBroken) return 'a quote ends inside a cell';
  const isTooWide = cells.slice(width).join('').trim() !== '';
  return cells.length < needed || isTooWide ? `${cells.length} cells instead of ${width}` : '';
}

function compare(counts: RowCounts, name: string, what: string, read: unknown, small: unknown): void {
  const [one, other] = [JSON.stringify(read), JSON.stringify(small)];
  if (one !== other) counts.differences.push(`${name}, ${what}:\n  program ${one}\n  small   ${other}`);
}

/**
 * Counts rows and checks that no line is lost: the rows have all lines of the text, unless a quote that never closes
 * takes the rest.
 */
function count(counts: RowCounts, name: string, { rows, isUnclosed }: SmallRows, text: string): void {
  const lines = rows.reduce((sum, row) => sum + row.lines, 0);
  if (isUnclosed ? lines >= lineCount(text) : lines !== lineCount(text))
    counts.differences.push(`${name}: ${lines} lines in rows, ${lineCount(text)} in the text`);
  const blank = rows.filter(isBlank).length;
  counts.files++;
  counts.lines += lines;
  counts.blank += blank;
  counts.records += rows.length - blank;
  counts.broken += rows.filter(({ isBroken }) => isBroken).length;
  counts.unclosed += isUnclosed ? 1 : 0;
}
