import { open } from 'node:fs/promises';
import { fold } from '../domain/codes.ts';
import { scanRecord } from './csv-records.ts';
import type { Footer } from './hotline.ts';

/** A line of a file's end and the byte it starts at. */
interface TailLine {
  readonly start: number;
  readonly text: string;
}

const TAIL_BYTES = 64 * 1024;
const LF = 0x0a;

/**
 * Cuts a report's footer off the end of a UTF-8 file, so that no row of data can be mistaken for it afterwards. Blank lines
 * may stand anywhere in it; every line must match its pattern, else nothing is cut and its lines are broken records.
 *
 * @returns whether it was cut
 */
export async function cutFooter(path: string, footer: Footer, separator: string): Promise<boolean> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - TAIL_BYTES);
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(size - from), position: from });
    const start = footerStart(tailLines(buffer.subarray(0, bytesRead), from), footer, separator);
    if (start !== null) await file.truncate(start);
    return start !== null;
  } finally {
    await file.close();
  }
}

/** The lines of the tail, the one that its border cuts left out. */
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

/** The byte at which the footer starts, or null when the file has none. */
export function footerStart(lines: readonly TailLine[], footer: Footer, separator: string): number | null {
  const filled = lines.filter(({ text }) => text.replaceAll(separator, '').replaceAll('"', '').trim() !== '');
  const at = filled.length - footer.lines.length;
  const found = filled.slice(at);
  if (at < 0 || !found.every(({ text }, index) => matches(text, footer.lines[index] ?? '', separator))) return null;
  let start = at;
  for (const pattern of [...footer.before].reverse()) {
    const line = filled[start - 1];
    if (line && matches(line.text, pattern, separator)) start--;
  }
  return filled[start]?.start ?? null;
}

/** A line of prose: one cell, or several because its own commas (followed by a space) are separators too. */
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
  const expression = new RegExp(`^${pattern.split('*').map(escaped).join('.*')}$`, 'u');
  return expression.test(fold(line.replaceAll('"', ''))) || (text !== null && expression.test(text));
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
