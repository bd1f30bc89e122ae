import { SEPARATOR_HINT } from '../../domain/text/text-in.ts';
import { scanRecord } from './csv-records.ts';

/** A line of a file's beginning that may be its heading line. */
export interface HeadingLine {
  readonly separator: string;
  readonly cells: readonly string[];
  /** Rows before it: blank lines, rows of nothing but separators, Excel's `sep=;`; where it is not the first line, also those above. */
  readonly skipped: number;
  /** Its 1-based row as a spreadsheet program counts it, which shows no `sep=;`. */
  readonly row: number;
  /** Its 1-based line in the file as an editor shows it. */
  readonly line: number;
  /** Whether nothing above it has anything in it. */
  readonly isFirst: boolean;
}

/**
 * The records of a text that have anything in them, such a line left out, under a separator; they end before one that is
 * broken or has no end.
 *
 * @param isWhole no text follows
 */
export function* headingLines(text: string, separator: string, isWhole: boolean): Generator<HeadingLine> {
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
    const scan = scanRecord(text, from, separator, isWhole);
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
