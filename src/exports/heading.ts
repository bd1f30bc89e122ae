import { open } from 'node:fs/promises';
import { fold } from '../domain/codes.ts';
import type { Problem } from '../domain/problem.ts';
import { scanRecord } from './csv-records.ts';
import type { Source } from './hotline.ts';
import { Rejection, rejection } from './rejection.ts';
import { sourceKey } from './sources.ts';

/** How a CSV file is laid out, as its heading line tells. */
export interface Layout {
  readonly separator: string;
  /** Cells of the heading line. */
  readonly width: number;
  /** Cells a row needs: the heading line without the empty ones at its end. */
  readonly needed: number;
  /** Rows before the heading line: of nothing but separators, or Excel's `sep=;`. */
  readonly skipped: number;
  /** The 0-based column of each source by its key; absent where the file lacks an optional one. */
  readonly columns: ReadonlyMap<string, number>;
}

interface HeadingLine {
  readonly separator: string;
  readonly cells: readonly string[];
  readonly skipped: number;
}

const HEAD_BYTES = 1024 * 1024;

/**
 * Finds the heading line of a UTF-8 file and the separator under which most headings are known.
 *
 * @throws Rejection `not-a-csv` (nothing in it), `heading-missing` and `heading-twice`, one problem per heading, which name
 *   expected headings only: a file without a heading line must not leak its first row
 */
export async function findLayout(
  path: string,
  separators: readonly string[],
  sources: readonly Source[],
): Promise<Layout> {
  const head = await headOf(path);
  if (head.text.trim() === '') throw rejection('not-a-csv', 'the file is empty');
  const lines = separators.flatMap((separator) => headingLine(head.text, separator, head.isWhole) ?? []);
  const known = ({ cells }: HeadingLine): number =>
    sources.filter(({ spellings }) => cells.some((cell) => spellings.has(fold(cell)))).length;
  const [first, ...others] = lines;
  if (!first) throw rejection('not-a-csv', 'the heading line has no end, or a quote in it never closes');
  const line = others.reduce((best, other) => (known(other) > known(best) ? other : best), first);
  return layout(line, sources, separators);
}

async function headOf(path: string): Promise<{ text: string; isWhole: boolean }> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read({ buffer: Buffer.alloc(HEAD_BYTES) });
    return { text: buffer.subarray(0, bytesRead).toString('utf8'), isWhole: bytesRead < HEAD_BYTES };
  } finally {
    await file.close();
  }
}

/** The line by which Excel is told the separator; it is no row. */
const SEPARATOR_HINT = /^"?sep=.?"?$/iu;

/** The first record that has anything in it, such a line left out, or null when it has no end. */
function headingLine(text: string, separator: string, isWhole: boolean): HeadingLine | null {
  let skipped = 0;
  for (let from = 0; from < text.length; ) {
    if (text[from] === '\n') {
      from++;
      continue;
    }
    const scan = scanRecord(text, from, separator, isWhole);
    if (typeof scan === 'string' || scan.record.broken) return null;
    const { cells } = scan.record;
    const isHint = SEPARATOR_HINT.test(text.slice(from, scan.next).trim());
    if (!isHint && cells.some((cell) => cell.trim() !== '')) return { separator, cells, skipped };
    skipped++;
    from = scan.next;
  }
  return null;
}

function layout(
  { separator, cells, skipped }: HeadingLine,
  sources: readonly Source[],
  separators: readonly string[],
): Layout {
  const columns = new Map<string, number>();
  const problems: Problem[] = [];
  for (const source of sources) {
    const at = cells.flatMap((cell, index) => (source.spellings.has(fold(cell)) ? [index] : []));
    const [first] = at;
    if (first !== undefined) columns.set(sourceKey(source), first);
    else if (!source.optional) problems.push(headingProblem('heading-missing', source, expected(source, separators)));
    if (at.length > 1)
      problems.push(headingProblem('heading-twice', source, `in columns ${at.map((index) => index + 1).join(', ')}`));
  }
  if (problems.length > 0) throw new Rejection(problems);
  const needed = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  return { separator, width: cells.length, needed, skipped, columns };
}

function expected({ heading, spellings }: Source, separators: readonly string[]): string {
  const others = [...spellings].filter((spelling) => spelling !== fold(heading));
  const also = others.length > 0 ? ` (or ${others.map((other) => `"${other}"`).join(', ')})` : '';
  return `expected a column "${heading}"${also}, separated by ${separators.map((separator) => `"${separator}"`).join(' or ')}`;
}

const headingProblem = (code: 'heading-missing' | 'heading-twice', source: Source, detail: string): Problem => ({
  code,
  severity: 'rejection',
  record: null,
  column: source.heading,
  detail,
});
