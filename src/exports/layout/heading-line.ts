import { open } from 'node:fs/promises';
import { SEPARATOR_HINT } from '../../domain/text/text-in.ts';
import { WITHOUT_VALUE } from '../container/workbook/unreadable-cells.ts';
import { scanRecord } from './csv-records.ts';

/** A line at the beginning of a file that may be its heading line. */
export interface HeadingLine {
  readonly separator: string;
  readonly cells: readonly string[];
  /**
   * The number of rows before it: blank lines, rows of only separators, and Excel's `sep=;`. If it is not the first
   * line with content, the number includes the lines above.
   */
  readonly skipped: number;
  /** Its 1-based row as a spreadsheet program counts it. Spreadsheet programs do not show `sep=;`. */
  readonly row: number;
  /** Its 1-based line in the file, as an editor shows it. */
  readonly line: number;
  /** Whether no line above it has content. */
  readonly isFirst: boolean;
}

/** What is between the heading of a group and that of a column below it: "Víctimas / Mujeres". */
const BETWEEN = ' / ';

/**
 * Joins each line with the one below it into a heading line of two lines. A cell of the upper line above a filled cell
 * is the heading of a group, which continues to the right as long as the upper line is empty and the lower one is not.
 */
export const joinedLines = (lines: readonly HeadingLine[]): HeadingLine[] =>
  lines.slice(1).map((lower, index) => joinedLine(lines[index] ?? lower, lower));

/** Returns the rows of headings that `joinedLines` reads as these. */
export function headingRows(headings: readonly string[], height: 1 | 2): string[][] {
  if (height === 1) return [[...headings]];
  const parts = headings.map((heading) => heading.split(BETWEEN));
  return [parts.map(([group = '']) => group), parts.map(([, ...column]) => column.join(BETWEEN))];
}

function joinedLine(upper: HeadingLine, lower: HeadingLine): HeadingLine {
  let group = '';
  const cells = Array.from({ length: Math.max(upper.cells.length, lower.cells.length) }, (_cell, index) => {
    const [above, below] = [headingIn(upper, index), headingIn(lower, index)];
    if (above !== '' || below === '') group = below === '' ? '' : above;
    if (group === '' || below === '') return below === '' ? above : below;
    return `${group}${BETWEEN}${below}`;
  });
  return { ...lower, cells, isFirst: upper.isFirst };
}

/** A cell of a workbook that a merged cell covers is empty. */
function headingIn({ cells }: HeadingLine, index: number): string {
  const text = cells[index]?.trim() ?? '';
  return text === WITHOUT_VALUE ? '' : text;
}

const HEAD_BYTES = 1024 * 1024;

/** Reads the beginning of a UTF-8 file, in which its headings must be. */
export async function headOf(path: string): Promise<{ text: string; isComplete: boolean }> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read({ buffer: Buffer.alloc(HEAD_BYTES) });
    return { text: buffer.subarray(0, bytesRead).toString('utf8'), isComplete: bytesRead < HEAD_BYTES };
  } finally {
    await file.close();
  }
}

/**
 * Yields the records of a text that have content, except a `sep=;` line, for one separator. Stops before a record that
 * is broken or has no end.
 *
 * @param isComplete no text follows
 */
export function* headingLines(text: string, separator: string, isComplete: boolean): Generator<HeadingLine> {
  let skipped = 0;
  let hints = 0;
  let line = 1;
  let isFirst = true;
  for (let from = 0; from < text.length; ) {
    if (text[from] === '\n') {
      from++;
      line++;
      skipped++;
      continue;
    }
    const scan = scanRecord(text, from, separator, isComplete);
    if (typeof scan === 'string' || scan.record.broken) return;
    const { cells } = scan.record;
    const written = text.slice(from, scan.next);
    if (SEPARATOR_HINT.test(written.trim())) hints++;
    else if (cells.some((cell) => cell.trim() !== '')) {
      yield { separator, cells, skipped, row: skipped + 1 - hints, line, isFirst };
      isFirst = false;
    }
    skipped++;
    line += written.split('\n').length - 1;
    from = scan.next;
  }
}
