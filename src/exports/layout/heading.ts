import { open } from 'node:fs/promises';
import type { Source } from '../../definitions/hotline.ts';
import { fold } from '../../domain/codes.ts';
import type { Problem } from '../../domain/problem.ts';
import { SEPARATORS } from '../../domain/text/text-in.ts';
import { type Detail, detailOf } from '../problems/detail-phrases.ts';
import { problem, Rejection, rejection } from '../problems/problem.ts';
import { columnLetters } from '../problems/problem-words.ts';
import { type HeadingLine, headingLines } from './heading-line.ts';
import { misreadHeading } from './misread-heading.ts';
import { sourceKey } from './sources.ts';

/** How a CSV file is laid out, as its heading line tells. */
export interface Layout {
  readonly separator: string;
  /** Cells of the heading line. */
  readonly width: number;
  /** Cells a row needs: the heading line without the empty ones at its end. */
  readonly needed: number;
  /** Rows before the heading line: blank lines, rows of nothing but separators, or Excel's `sep=;`. */
  readonly skipped: number;
  /** The heading line's 1-based row as a spreadsheet program counts it. */
  readonly headingRow: number;
  /** The 0-based column of each source by its key; absent where the file lacks an optional one. */
  readonly columns: ReadonlyMap<string, number>;
}

const HEAD_BYTES = 1024 * 1024;

/** How many lines are looked at for the headings of a file whose first line has none: a report's title may take a dozen. */
const LINES_LOOKED_AT = 20;

/** More than any table has; looking for columns among a million headings takes a minute. */
const MOST_HEADINGS = 2000;
/** More columns than spreadsheet programs have, most of them empty in any table. */
const MOST_CELLS = 20_000;

const isWiderThanTables = (cells: readonly string[]): boolean =>
  cells.length > MOST_CELLS ||
  (cells.length > MOST_HEADINGS && cells.filter((cell) => cell.trim() !== '').length > MOST_HEADINGS);

/** What the heading line is looked for with: a file's beginning, the separators its hotline lists, the columns it needs. */
interface Search {
  readonly text: string;
  /** Whether the beginning is the whole file. */
  readonly isWhole: boolean;
  readonly separators: readonly string[];
  readonly sources: readonly Source[];
}

/**
 * Finds the heading line of a UTF-8 file and the separator under which most headings are known.
 *
 * @throws Rejection `not-a-csv` (nothing in it, or a web page), `separator-unlisted`, `heading-not-first`, and
 *   `heading-missing` and `heading-twice`, one problem per heading, which name expected headings only: a file without a
 *   heading line must not leak its first row
 */
export async function findLayout(
  path: string,
  separators: readonly string[],
  sources: readonly Source[],
): Promise<Layout> {
  const head = await headOf(path);
  if (head.text.trim() === '') throw rejection('not-a-csv', 'the file is empty');
  const search = { ...head, separators, sources };
  const first = best(
    separators.flatMap((separator) => linesUnder(search, separator, 1)),
    sources,
  );
  if (!first)
    throw (
      markupRejection(search) ?? rejection('not-a-csv', 'the heading line has no end, or a quote in it never closes')
    );
  const problems = headingProblems(first, search);
  if (problems.length === 0) return layoutOf(first, sources);
  throw markupRejection(search) ?? encodingRejection(search) ?? new Rejection(misreadAs(first, search) ?? problems);
}

/** @throws Rejection `not-a-csv` where the first line has more cells than a heading line can have */
function linesUnder({ text, isWhole, separators }: Search, separator: string, most: number): HeadingLine[] {
  const lines: HeadingLine[] = [];
  for (const line of headingLines(text, separator, isWhole)) {
    const isTooWide = isWiderThanTables(line.cells);
    if (isTooWide && line.isFirst && separators.includes(separator))
      throw rejection('not-a-csv', `the heading line has more than ${MOST_HEADINGS} headings, or ${MOST_CELLS} cells`);
    if (!isTooWide && lines.push(line) === most) break;
  }
  return lines;
}

/** The line of which most headings are known, the first of equals. */
function best(lines: readonly HeadingLine[], sources: readonly Source[]): HeadingLine | undefined {
  const known = ({ cells }: HeadingLine): number =>
    sources.filter(({ spellings }) => cells.some((cell) => spellings.has(fold(cell)))).length;
  const [first, ...others] = lines;
  return first && others.reduce((found, other) => (known(other) > known(found) ? other : found), first);
}

/** The rejection of a web page under the name of a CSV, as report systems save one "for Excel"; else null. */
const markupRejection = ({ text }: Search): Rejection | null =>
  text.trimStart().startsWith('<')
    ? rejection('not-a-csv', 'it begins with "<", as a web page (HTML) or XML does')
    : null;

/** The rejection of a file whose headings are there, but in letters of another encoding; else null. */
function encodingRejection(search: Search): Rejection | null {
  for (const line of search.separators.flatMap((separator) => linesUnder(search, separator, LINES_LOOKED_AT))) {
    const fault = misreadHeading(line.cells, search.sources);
    if (fault !== null) return rejection('not-decodable', `line ${line.line}: ${fault}`);
  }
  return null;
}

/** Where the headings stand after all, if lower or under another separator more of them are known; else null. */
function misreadAs(first: HeadingLine, search: Search): Problem[] | null {
  const { separators, sources } = search;
  const all = [...separators, ...SEPARATORS.filter((separator) => !separators.includes(separator))];
  const line = best([first, ...all.flatMap((separator) => linesUnder(search, separator, LINES_LOOKED_AT))], sources);
  if (!line || line === first) return null;
  const problems = headingProblems(line, search);
  const { separator } = line;
  if (!separators.includes(separator))
    problems.unshift(
      problem(
        'rejection',
        'separator-unlisted',
        detailOf('separated-by', { separator: shown(separator), separators: separators.map(shown) }),
      ),
    );
  if (!line.isFirst)
    problems.unshift(problem('rejection', 'heading-not-first', `the headings are in line ${line.line}`));
  return problems;
}

const shown = (separator: string): string => (separator === '\t' ? 'tabs' : `"${separator}"`);

async function headOf(path: string): Promise<{ text: string; isWhole: boolean }> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read({ buffer: Buffer.alloc(HEAD_BYTES) });
    return { text: buffer.subarray(0, bytesRead).toString('utf8'), isWhole: bytesRead < HEAD_BYTES };
  } finally {
    await file.close();
  }
}

function layoutOf({ separator, cells, skipped, row }: HeadingLine, sources: readonly Source[]): Layout {
  const columns = new Map<string, number>();
  for (const source of sources) {
    const [at] = placesOf(source, cells);
    if (at !== undefined) columns.set(sourceKey(source), at);
  }
  const needed = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  return { separator, width: cells.length, needed, skipped, headingRow: row, columns };
}

const placesOf = ({ spellings }: Source, cells: readonly string[]): number[] =>
  cells.flatMap((cell, index) => (spellings.has(fold(cell)) ? [index] : []));

function headingProblems({ cells }: HeadingLine, { sources, separators }: Search): Problem[] {
  return sources.flatMap((source) => {
    const at = placesOf(source, cells);
    const place = { column: source.heading };
    if (at.length > 1)
      return [
        problem(
          'rejection',
          'heading-twice',
          detailOf('in-columns', { letters: at.map(columnLetters).join(', ') }),
          place,
        ),
      ];
    if (at.length === 1 || source.optional) return [];
    return [problem('rejection', 'heading-missing', expected(source, separators), place)];
  });
}

function expected({ heading, spellings }: Source, listed: readonly string[]): Detail {
  const others = [...spellings].flatMap((spelling) => (spelling === fold(heading) ? [] : `"${spelling}"`)).join(', ');
  const separators = listed.map(shown);
  return others === ''
    ? detailOf('column-expected', { heading, separators })
    : detailOf('column-or-alias-expected', { heading, others, separators });
}
