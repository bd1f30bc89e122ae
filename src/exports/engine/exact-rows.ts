import type { Problem } from '../../domain/problem.ts';
import { type CsvRecord, csvRecords } from '../layout/csv-records.ts';
import type { Layout } from '../layout/heading.ts';
import type { RawColumn } from '../layout/lay-out-text.ts';
import type { FixedDetail } from '../problems/detail-texts.ts';
import { problem } from '../problems/problem.ts';

/** One row of data: its number, the reason why its line is broken ('' if it is not), and its needed cells. */
export interface ExactRow {
  readonly record: number;
  readonly lineError: string;
  /** One cell per needed column; all are empty if the line is broken. */
  readonly cells: readonly string[];
}

/** A file, its layout and the columns that are needed. */
export interface RowsFile {
  readonly path: string;
  readonly layout: Layout;
  readonly columns: readonly RawColumn[];
}

/**
 * Reads the rows of a file according to RFC 4180 and numbers them from the row below the headings. Empty rows are
 * omitted but counted. A broken row is never omitted, because its first cell may be the cause. For an unclosed quote,
 * the generator adds a rejection to `problems` and ends before that row.
 */
export async function* exactRows({ path, layout, columns }: RowsFile, problems: Problem[]): AsyncGenerator<ExactRow> {
  let number = -layout.skipped - 1;
  for await (const item of csvRecords(path, layout.separator)) {
    if ('unclosedIn' in item) {
      problems.push(unclosed(item.unclosedIn - layout.skipped - 1, item.isTooLong));
      return;
    }
    number++;
    if (number < 1 || isEmpty(item)) continue;
    const lineError = lineErrorOf(item, layout);
    const cells = columns.map(({ at }) => (lineError === '' ? neededCell(item.cells[at] ?? '') : ''));
    yield { record: number, lineError, cells };
  }
}

const isEmpty = ({ cells, broken }: CsvRecord): boolean => !broken && cells.every((cell) => cell.trim() === '');

function unclosed(record: number, isTooLong: boolean): Problem {
  const detail = isTooLong
    ? 'the quote never closes, or the row is longer than a row can be'
    : 'the quote never closes';
  return problem('rejection', 'unclosed-quote', detail, { record });
}

/**
 * Returns the reason why a line cannot be split into cells, or '' if it can. Empty cells beyond the last heading are
 * not an error.
 */
function lineErrorOf({ cells, broken }: CsvRecord, { width, needed }: Layout): FixedDetail {
  if (broken) return 'a quote ends inside a cell';
  if (cells.length < needed) return `${cells.length} cells instead of ${width}`;
  return cells.slice(width).every((cell) => cell.trim() === '') ? '' : `${cells.length} cells instead of ${width}`;
}

/** The most characters of a cell that are read. No mapped cell is longer than a list of codes, a date or an id. */
export const LONGEST_CELL = 4000;

/** Truncates a cell. Characters are counted by code point, as the engine counts them. */
const neededCell = (cell: string): string =>
  cell.length <= LONGEST_CELL
    ? cell
    : Array.from(cell.slice(0, 2 * LONGEST_CELL))
        .slice(0, LONGEST_CELL)
        .join('');
