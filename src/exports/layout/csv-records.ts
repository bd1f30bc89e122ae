import { open } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';

/**
 * One row of a CSV text. A broken row has a quote that ends inside a cell; its `cells` are those before that cell, and
 * they are unreliable. A blank line has no cells.
 */
export interface CsvRecord {
  readonly cells: readonly string[];
  readonly broken: boolean;
}

/** A record and its end, or the reason why it has no end. `next` is the offset after its line end. */
type Scan = { readonly record: CsvRecord; readonly next: number } | 'needs-more' | 'unclosed';

type Cell = { readonly text: string; readonly end: number } | 'needs-more' | 'unclosed' | 'broken';

/**
 * Reads the record that starts at `from` according to RFC 4180. A cell that begins with a quote ends at the next quote
 * that is not doubled. A separator, a line end or the end of the text must follow it; blanks may come between, because
 * some report writers pad their cells. Elsewhere a quote is a normal character. If something else follows, the physical
 * line is a broken record of its own, so that one stray quote does not swallow its neighbours.
 *
 * @param isLast no text follows: an open quote is unclosed, and an open line is a record
 */
export function scanRecord(text: string, from: number, separator: string, isLast: boolean): Scan {
  const cells: string[] = [];
  for (let at = from; ; ) {
    const cell = text[at] === '"' ? quotedCell(text, at, separator, isLast) : plainCell(text, at, separator, isLast);
    if (cell === 'needs-more' || cell === 'unclosed') return cell;
    if (cell === 'broken') return brokenLine(text, from, cells, isLast);
    cells.push(cell.text);
    if (text[cell.end] !== separator) return { record: { cells, broken: false }, next: cell.end + 1 };
    at = cell.end + 1;
  }
}

function plainCell(text: string, from: number, separator: string, isLast: boolean): Cell {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\n') end++;
  return end === text.length && !isLast ? 'needs-more' : { text: text.slice(from, end), end };
}

function quotedCell(text: string, from: number, separator: string, isLast: boolean): Cell {
  let quote = text.indexOf('"', from + 1);
  while (quote >= 0 && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2);
  if (quote < 0) return isLast ? 'unclosed' : 'needs-more';
  const end = behindBlanks(text, quote + 1, separator);
  if (end === text.length && !isLast) return 'needs-more';
  const follows = text[end];
  if (follows !== undefined && follows !== separator && follows !== '\n') return 'broken';
  return { text: text.slice(from + 1, quote).replaceAll('""', '"'), end };
}

function behindBlanks(text: string, from: number, separator: string): number {
  let end = from;
  while (text[end] !== separator && BLANKS.includes(text[end] ?? 'none')) end++;
  return end;
}

const BLANKS = [' ', '\t', '\u00a0'];

/** The rest of a broken line belongs to it, even if it has not been read yet. */
function brokenLine(text: string, from: number, cells: readonly string[], isLast: boolean): Scan {
  const end = text.indexOf('\n', from);
  if (end < 0 && !isLast) return 'needs-more';
  return { record: { cells, broken: true }, next: (end < 0 ? text.length : end) + 1 };
}

/** A quote that never closes, with the 1-based number of its row. */
export interface UnclosedQuote {
  readonly unclosedIn: number;
  /** Whether the record has no end within the maximum length that is read. */
  readonly isTooLong: boolean;
}

const FIRST_READ = 1024 * 1024;
/** The maximum length of a record; a quote that is open for this long is unclosed. */
const LONGEST_RECORD = 64 * 1024 * 1024;

/**
 * Yields the rows of a UTF-8 file with `\n` line ends, in pieces of bounded memory. An unclosed quote is the last item.
 *
 * @param pieceBytes the size of the first read, and the minimum size of every other
 */
export async function* csvRecords(
  path: string,
  separator: string,
  pieceBytes = FIRST_READ,
): AsyncGenerator<CsvRecord | UnclosedQuote> {
  let number = 0;
  let text = '';
  let wanted = pieceBytes;
  for await (const { piece, isLast } of pieces(path, () => wanted)) {
    text += piece;
    let from = 0;
    let scan: Scan = 'needs-more';
    while (from < text.length) {
      scan = text[from] === '\n' ? blankLine(from) : scanRecord(text, from, separator, isLast);
      if (typeof scan === 'string') break;
      number++;
      yield scan.record;
      from = scan.next;
    }
    if (from < text.length && (scan === 'unclosed' || text.length - from > LONGEST_RECORD)) {
      yield { unclosedIn: number + 1, isTooLong: scan !== 'unclosed' };
      return;
    }
    text = text.slice(from);
    wanted = Math.max(pieceBytes, text.length); // a long record doubles the read size, so that it is scanned few times
  }
}

const blankLine = (from: number): Scan => ({ record: { cells: [], broken: false }, next: from + 1 });

async function* pieces(path: string, size: () => number): AsyncGenerator<{ piece: string; isLast: boolean }> {
  const file = await open(path);
  const decoder = new StringDecoder('utf8');
  try {
    for (;;) {
      const { bytesRead, buffer } = await file.read({ buffer: Buffer.allocUnsafe(size()) });
      const isLast = bytesRead === 0;
      yield { piece: isLast ? decoder.end() : decoder.write(buffer.subarray(0, bytesRead)), isLast };
      if (isLast) return;
    }
  } finally {
    await file.close();
  }
}
