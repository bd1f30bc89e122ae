import type { ExportFile, Source } from '../../definitions/hotline.ts';
import { fold } from '../../domain/codes.ts';
import type { Problem } from '../../domain/problem.ts';
import { type NameMatcher, nameMatcher } from '../../domain/text/name-pattern.ts';
import { SEPARATORS } from '../../domain/text/text-in.ts';
import { type Detail, detailOf } from '../problems/detail-phrases.ts';
import { problem, Rejection, rejection } from '../problems/problem.ts';
import { columnLetters } from '../problems/problem-words.ts';
import { type HeadingLine, headingLines, headOf, joinedLines } from './heading-line.ts';
import { misreadHeading } from './misread-heading.ts';
import { sourceKey } from './sources.ts';

/** The layout of a CSV file, derived from its heading line. */
export interface Layout {
  readonly separator: string;
  /** The number of cells in the heading line. */
  readonly width: number;
  /** The number of cells that a row needs: those of the heading line without the empty ones at its end. */
  readonly needed: number;
  /** The number of rows before the heading line: blank lines, rows of only separators, or Excel's `sep=;`. */
  readonly skipped: number;
  /** The heading line's 1-based row, as a spreadsheet program counts it. */
  readonly headingRow: number;
  /** The 0-based column of each source by its key. A source is absent if the file lacks an optional column. */
  readonly columns: ReadonlyMap<string, number>;
}

/** The number of lines searched for headings if the first line has none. A report's title may take a dozen lines. */
const LINES_SEARCHED = 20;

/** More headings than any table has. Matching columns against a million headings takes a minute. */
const MOST_HEADINGS = 2000;
/** More columns than spreadsheet programs have; in any table, most of them are empty. */
const MOST_CELLS = 20_000;

const isWiderThanTables = (cells: readonly string[]): boolean =>
  cells.length > MOST_CELLS ||
  (cells.length > MOST_HEADINGS && cells.filter((cell) => cell.trim() !== '').length > MOST_HEADINGS);

/**
 * The inputs of the search for the heading line: a file's beginning, the separators that its hotline lists, and the
 * columns it needs.
 */
interface Search {
  readonly text: string;
  /** Whether the beginning is the complete file. */
  readonly isComplete: boolean;
  readonly separators: readonly string[];
  readonly sources: readonly Source[];
  /** How many lines the headings take. */
  readonly height: 1 | 2;
}

/** Where a file's headings are. */
export type HeadingPlace = Pick<ExportFile, 'headingRow' | 'headingLines'>;

/**
 * Finds the heading line of a UTF-8 file, and the separator for which most headings are known.
 *
 * @param place `headingRow` is 'first': the first line with content; 'find': the line with the most known headings among
 *   the first lines; or its 1-based row as a spreadsheet program counts it, the lower one of two
 * @throws Rejection `not-a-csv` (an empty file or a web page), `separator-unlisted`, `heading-not-first`,
 *   `heading-missing` or `heading-twice`. The last two have one problem per heading and name only expected headings, so
 *   that a file without a heading line does not leak its first row.
 */
export async function findLayout(
  path: string,
  separators: readonly string[],
  sources: readonly Source[],
  { headingRow, headingLines: height }: HeadingPlace = { headingRow: 'first', headingLines: 1 },
): Promise<Layout> {
  const head = await headOf(path);
  if (head.text.trim() === '') throw rejection('not-a-csv', 'the file is empty');
  const search = { ...head, separators, sources, height };
  const first = best(candidates(search, headingRow), sources);
  if (!first)
    throw (
      markupRejection(search) ?? rejection('not-a-csv', 'the heading line has no end, or a quote in it never closes')
    );
  const problems = headingProblems(first, search);
  if (problems.length === 0) return layoutOf(first, sources);
  throw markupRejection(search) ?? encodingRejection(search) ?? new Rejection(misreadAs(first, search) ?? problems);
}

/** Returns the lines that may be the heading line, under each separator: the given row, or the first lines. */
function candidates(search: Search, headingRow: ExportFile['headingRow']): HeadingLine[] {
  const most = headingRow === 'first' ? 1 : Math.max(LINES_SEARCHED, Number(headingRow) || 0);
  const lines = search.separators.flatMap((separator) => linesUnder(search, separator, most));
  if (typeof headingRow === 'string') return lines;
  const given = lines.filter(({ row }) => row === headingRow);
  if (given.length === 0) throw rejection('heading-missing', `row ${headingRow} is empty, or the file ends before it`);
  return given;
}

/** @throws Rejection `not-a-csv` if the first line has more cells than a heading line can have */
function linesUnder({ text, isComplete, separators, height }: Search, separator: string, most: number): HeadingLine[] {
  const lines: HeadingLine[] = [];
  for (const line of headingLines(text, separator, isComplete)) {
    const isTooWide = isWiderThanTables(line.cells);
    if (isTooWide && line.isFirst && separators.includes(separator))
      throw rejection('not-a-csv', `the heading line has more than ${MOST_HEADINGS} headings, or ${MOST_CELLS} cells`);
    if (!isTooWide && lines.push(line) === most + height - 1) break;
  }
  return height === 1 ? lines : joinedLines(lines);
}

/** Returns the line with the most known headings; the first one if several have equally many. */
function best(lines: readonly HeadingLine[], sources: readonly Source[]): HeadingLine | undefined {
  const known = ({ cells }: HeadingLine): number =>
    sources.filter((source) => placesOf(source, cells).length > 0).length;
  const [first, ...others] = lines;
  return first && others.reduce((found, other) => (known(other) > known(found) ? other : found), first);
}

/**
 * Returns the rejection of a web page with the file name of a CSV, as report systems save one "for Excel"; otherwise
 * null.
 */
const markupRejection = ({ text }: Search): Rejection | null =>
  text.trimStart().startsWith('<')
    ? rejection('not-a-csv', 'it begins with "<", as a web page (HTML) or XML does')
    : null;

/** Returns the rejection of a file that has the headings, but in letters of another encoding; otherwise null. */
function encodingRejection(search: Search): Rejection | null {
  for (const line of search.separators.flatMap((separator) => linesUnder(search, separator, LINES_SEARCHED))) {
    const reason = misreadHeading(line.cells, search.sources);
    if (reason !== null) return rejection('not-decodable', `line ${line.line}: ${reason}`);
  }
  return null;
}

/**
 * Returns problems that give the place of the headings, if more of them are known in a lower line or with another
 * separator; otherwise null.
 */
function misreadAs(first: HeadingLine, search: Search): Problem[] | null {
  const { separators, sources } = search;
  const all = [...separators, ...SEPARATORS.filter((separator) => !separators.includes(separator))];
  const line = best([first, ...all.flatMap((separator) => linesUnder(search, separator, LINES_SEARCHED))], sources);
  if (!line || line === first) return null;
  const problems = headingProblems(line, search);
  const { separator } = line;
  if (!separators.includes(separator))
    problems.unshift(
      problem(
        'rejection',
        'separator-unlisted',
        detailOf('separated-by', { separator: separatorName(separator), separators: separators.map(separatorName) }),
      ),
    );
  if (!line.isFirst || problems.length === 0)
    problems.unshift(problem('rejection', 'heading-not-first', `the headings are in line ${line.line}`));
  return problems;
}

const separatorName = (separator: string): string => (separator === '\t' ? 'tabs' : `"${separator}"`);

function layoutOf({ separator, cells, skipped, row }: HeadingLine, sources: readonly Source[]): Layout {
  const columns = new Map<string, number>();
  for (const source of sources) {
    const [at] = placesOf(source, cells);
    if (at !== undefined) columns.set(sourceKey(source), at);
  }
  const needed = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  return { separator, width: cells.length, needed, skipped, headingRow: row, columns };
}

/** Returns the columns whose heading matches best: a heading with the same text goes before one that a pattern matches. */
function placesOf(source: Source, cells: readonly string[]): number[] {
  const matcher = matcherOf(source);
  const tiers = cells.map((cell) => (cell === '' ? null : matcher(cell)));
  for (const tier of [0, 1, 2]) {
    const places = tiers.flatMap((own, index) => (own === tier ? [index] : []));
    if (places.length > 0) return places;
  }
  return [];
}

const MATCHERS = new WeakMap<Source, NameMatcher>();

function matcherOf(source: Source): NameMatcher {
  const matcher = MATCHERS.get(source) ?? nameMatcher(source.spellings);
  MATCHERS.set(source, matcher);
  return matcher;
}

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
    return [problem('rejection', 'heading-missing', expectedHeading(source, separators), place)];
  });
}

function expectedHeading({ heading, spellings }: Source, listed: readonly string[]): Detail {
  const others = [...spellings].flatMap((spelling) => (spelling === fold(heading) ? [] : `"${spelling}"`)).join(', ');
  const separators = listed.map(separatorName);
  return others === ''
    ? detailOf('column-expected', { heading, separators })
    : detailOf('column-or-alias-expected', { heading, others, separators });
}
