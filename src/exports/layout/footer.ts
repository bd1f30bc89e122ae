import { open } from 'node:fs/promises';
import type { Footer } from '../../definitions/hotline.ts';
import { fold } from '../../domain/codes.ts';
import { escapeRegExp } from '../../domain/text/escape.ts';
import { scanRecord } from './csv-records.ts';

/** A line at the end of a file, and the byte at which it starts. */
export interface TailLine {
  readonly start: number;
  readonly text: string;
}

const TAIL_BYTES = 64 * 1024;
const LF = 0x0a;

/**
 * Cuts a report's footer off the end of a UTF-8 file, so that no row of data can later be mistaken for a footer. Blank
 * lines may be anywhere in the footer. Every line must match its pattern, except the optional ones; otherwise nothing
 * is cut.
 *
 * @returns whether it was cut
 */
export const cutFooter = (path: string, footer: Footer, separator: string): Promise<boolean> =>
  cutTail(path, (lines) => footerStart(lines, footer, separator));

/**
 * Cuts a UTF-8 file at the byte that `find` returns for the last lines of the file; null cuts nothing.
 *
 * @returns whether it was cut
 */
export async function cutTail(path: string, find: (lines: readonly TailLine[]) => number | null): Promise<boolean> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - TAIL_BYTES);
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(size - from), position: from });
    const start = find(tailLines(buffer.subarray(0, bytesRead), from));
    if (start !== null) await file.truncate(start);
    return start !== null;
  } finally {
    await file.close();
  }
}

/** Returns the lines of the tail, except one that the start of the tail cuts. */
function tailLines(tail: Buffer, from: number): TailLine[] {
  const lines: TailLine[] = [];
  for (let at = from > 0 ? tail.indexOf(LF) + 1 : 0; at < tail.length; ) {
    const lf = tail.indexOf(LF, at);
    const end = lf < 0 ? tail.length : lf;
    lines.push({ start: from + at, text: tail.toString('utf8', at, end) });
    at = end + 1;
  }
  return lines;
}

/** Returns the byte at which the footer starts, or null if the file has no footer. */
function footerStart(lines: readonly TailLine[], footer: Footer, separator: string): number | null {
  const filled = lines.filter(({ text }) => isFilled(text, separator));
  let start = linesStart({ filled, footer, separator }, filled.length, footer.lines.length);
  if (start === null) return null;
  for (const pattern of [...footer.before].reverse()) {
    const line = filled[start - 1];
    if (line && matches(line.text, pattern, separator)) start--;
  }
  return filled[start]?.start ?? null;
}

/** The lines of a tail that are not empty, and the footer that they may end with. */
interface FilledTail {
  readonly filled: readonly TailLine[];
  readonly footer: Footer;
  readonly separator: string;
}

/**
 * Returns the index of the line that matches the first of the given number of patterns, if they all match before the
 * line `end`; null otherwise. Optional patterns may be absent.
 */
function linesStart(tail: FilledTail, end: number, patterns: number): number | null {
  const { filled, footer, separator } = tail;
  const pattern = footer.lines[patterns - 1];
  if (pattern === undefined) return end;
  const line = filled[end - 1];
  const found = line && matches(line.text, pattern, separator) ? linesStart(tail, end - 1, patterns - 1) : null;
  if (found !== null || !footer.optional.includes(pattern)) return found;
  return linesStart(tail, end, patterns - 1);
}

/** Returns whether a line contains more than separators, quotation marks and spaces. */
export const isFilled = (text: string, separator: string): boolean =>
  text.replaceAll(separator, '').replaceAll('"', '').trim() !== '';

/**
 * Returns the folded text of a line of prose: one cell, or several because its own commas (followed by a space) are
 * separators too. Returns null for any other line.
 */
function prose(line: string, separator: string): string | null {
  const scan = scanRecord(line, 0, separator, true);
  if (typeof scan === 'string' || scan.record.broken) return null;
  const [first = '', ...rest] = scan.record.cells;
  if (first.trim() === '' || !rest.every((cell) => cell === '' || cell.startsWith(' '))) return null;
  return fold(first);
}

function matches(line: string, pattern: string, separator: string): boolean {
  const text = prose(line, separator);
  if (pattern === '*') return text !== null;
  const expression = new RegExp(`^${pattern.split('*').map(escapeRegExp).join('.*')}$`, 'u');
  return expression.test(fold(line.replaceAll('"', ''))) || (text !== null && expression.test(text));
}
