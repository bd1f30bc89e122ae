import type { Problem } from '../../domain/problem.ts';
import { type CsvRecord, csvRecords } from '../layout/csv-records.ts';
import type { Layout } from '../layout/heading.ts';
import type { RawColumn } from '../layout/lay-out-text.ts';
import type { FixedDetail } from '../problems/detail-texts.ts';
import { problem } from '../problems/problem.ts';

/** One row of data: its number, why its line is broken ('' where it is not), and its needed cells. */
export interface ExactRow {
  readonly record: number;
  readonly fault: string;
  /** One cell per needed column; all empty where the line is broken. */
  readonly cells: readonly string[];
}

/** Where the rows of a file lie, and which of its columns are needed. */
export interface RowsFile {
  readonly path: string;
  readonly layout: Layout;
  readonly columns: readonly RawColumn[];
}

/**
 * The rows of a file by RFC 4180, numbered from the one below the headings on. Rows without content are left out and keep their
 * number; a broken row never is one of them, for its first cell may be what broke. Of an unclosed quote the rejection is added to
 * `problems`, and the rows end before it.
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
    const fault = lineFault(item, layout);
    const cells = columns.map(({ at }) => (fault === '' ? neededCell(item.cells[at] ?? '') : ''));
    yield { record: number, fault, cells };
  }
}

const isEmpty = ({ cells, broken }: CsvRecord): boolean => !broken && cells.every((cell) => cell.trim() === '');

function unclosed(record: number, isTooLong: boolean): Problem {
  const detail = isTooLong
    ? 'the quote never closes, or the row is longer than a row can be'
    : 'the quote never closes';
  return problem('rejection', 'unclosed-quote', detail, { record });
}

/** Why a line cannot be told into cells, '' when it can. Empty cells beyond the last heading are no fault. */
function lineFault({ cells, broken }: CsvRecord, { width, needed }: Layout): FixedDetail {
  if (broken) return 'a quote ends inside a cell';
  if (cells.length < needed) return `${cells.length} cells instead of ${width}`;
  return cells.slice(width).every((cell) => cell.trim() === '') ? '' : `${cells.length} cells instead of ${width}`;
}

/** No mapped cell is longer than a list of codes, a date or an id; of a longer text so many characters are read. */
export const LONGEST_CELL = 4000;

/** Characters are counted as the engine counts them: by code point. */
const neededCell = (cell: string): string =>
  cell.length <= LONGEST_CELL
    ? cell
    : Array.from(cell.slice(0, 2 * LONGEST_CELL))
        .slice(0, LONGEST_CELL)
        .join('');
