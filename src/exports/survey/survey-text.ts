import { fold } from '../../domain/codes.ts';
import { SEPARATORS } from '../../domain/text/text-in.ts';
import { csvRecords } from '../layout/csv-records.ts';
import { cutTail } from '../layout/footer.ts';
import { type HeadingLine, headingLines, headOf, joinedLines } from '../layout/heading-line.ts';
import { reportEnd } from '../layout/report-end.ts';

/** A column of a sample. */
export interface SampleColumn {
  readonly heading: string;
  /** How often each text occurs, without empty cells. */
  readonly cells: ReadonlyMap<string, number>;
  /** The number of empty cells. */
  readonly empty: number;
}

/** What a table of a sample consists of. */
export interface SampleTable {
  readonly separator: string;
  /** The row of the headings, as a spreadsheet program counts it. */
  readonly headingRow: number;
  /** How many lines the headings take. */
  readonly headingLines: 1 | 2;
  /** Whether lines with content precede the headings. */
  readonly hasTitles: boolean;
  readonly columns: readonly SampleColumn[];
  readonly rows: number;
  /** The cells of the first rows, in the order of the columns. They never leave the memory. */
  readonly records: readonly (readonly string[])[];
  /** The last lines, if they read like the end of a report and not like rows. */
  readonly end: readonly string[];
}

/** A report's title may take a dozen lines. */
const LINES = 20;
/** Enough rows to know a column. */
const MOST_ROWS = 200_000;
/** Enough rows to compare the cells of a row with each other. */
const MOST_RECORDS = 5000;
/** More different texts than any column of codes has. */
const MOST_TEXTS = 20_000;

/**
 * Surveys a table of which nothing is known: finds its separator, its headings and the end of a report, and counts the
 * texts of each column. Cuts the end of the report off the file.
 *
 * @param path a UTF-8 file with `\n` line ends
 * @returns null if no line reads like headings
 */
export async function surveyText(path: string): Promise<SampleTable | null> {
  const heading = await findHeading(path);
  if (!heading) return null;
  const { separator, cells, skipped, row, isFirst, height } = heading;
  const needed = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  const layout = { separator, needed, width: cells.length, skipped, headingRow: row, columns: new Map() };
  let end: string[] = [];
  await cutTail(path, (lines) => {
    const found = reportEnd(lines, layout);
    end = found.map(({ text }) => text);
    return found[0]?.start ?? null;
  });
  return {
    separator,
    headingRow: row,
    headingLines: height,
    hasTitles: !isFirst,
    end,
    ...(await countTexts(path, heading)),
  };
}

/**
 * Returns the first line that is nearly as wide as the widest and has only different texts, none of them a number. A
 * year may be a heading, of a column of counts.
 */
async function findHeading(path: string): Promise<FoundHeading | null> {
  const { text, isComplete } = await headOf(path);
  const bySeparator = SEPARATORS.map((separator) => {
    const lines: HeadingLine[] = [];
    for (const line of headingLines(text, separator, isComplete)) if (lines.push(line) === LINES) break;
    return lines;
  });
  const widths = bySeparator.map((lines) => Math.max(0, ...lines.map(widthOf)));
  const widest = Math.max(...widths);
  const lines = bySeparator[widths.indexOf(widest)] ?? [];
  const isWide = (line: HeadingLine): boolean => widthOf(line) >= Math.max(1, 0.7 * widest);
  const single = lines.find((line) => isWide(line) && areHeadings(line));
  const joined = joinedLines(lines);
  const upper = joined.findIndex(
    (line, at) => isWide(line) && areHeadings(line) && isOfGroups(lines[at], lines[at + 1]),
  );
  const double = joined[upper];
  if (double && (!single || lines.indexOf(single) >= upper)) return { ...double, height: 2 };
  return single ? { ...single, height: 1 } : null;
}

type FoundHeading = HeadingLine & { readonly height: 1 | 2 };

/**
 * Whether a line has headings of groups of the columns whose headings are in the line below it: one of a group of two
 * columns or more, and one of a column that has none below. A title has only one cell.
 */
function isOfGroups(upper: HeadingLine | undefined, lower: HeadingLine | undefined): boolean {
  if (!upper || !lower) return false;
  const below = lower.cells.map((cell) => cell.trim() !== '');
  const above = below.map((_cell, index) => (upper.cells[index] ?? '').trim());
  const isGroup = (index: number): boolean =>
    above[index] !== '' && below[index] === true && above[index + 1] === '' && below[index + 1] === true;
  const hasColumnOnly = upper.cells.some((cell, index) => cell.trim() !== '' && below[index] !== true);
  const groups = above.filter((_text, index) => isGroup(index)).length;
  return groups > 0 && (hasColumnOnly || groups > 1) && filledCells(lower).every((text) => HAS_LETTER.test(text));
}

const HAS_LETTER = /\p{L}/u;

const filledCells = ({ cells }: HeadingLine): string[] =>
  cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
const widthOf = (line: HeadingLine): number => filledCells(line).length;

function areHeadings(line: HeadingLine): boolean {
  const texts = filledCells(line);
  const isHeading = (text: string): boolean => HAS_LETTER.test(text) || /^(?:19|20)\d{2}$/u.test(text);
  const hasWord = texts.some((text) => HAS_LETTER.test(text));
  return hasWord && new Set(texts.map(fold)).size === texts.length && texts.every(isHeading);
}

async function countTexts(path: string, line: FoundHeading) {
  const headings = line.cells.map((heading) => heading.trim());
  const counts = headings.map(() => ({ cells: new Map<string, number>(), empty: 0 }));
  const records: string[][] = [];
  const addRow = (cells: readonly string[]): void => {
    for (const [index, column] of counts.entries()) addText(column, cells[index] ?? '');
    if (records.length < MOST_RECORDS) records.push(cells.filter((_cell, index) => headings[index] !== ''));
  };
  let rows = -line.skipped - 1;
  for await (const record of csvRecords(path, line.separator)) {
    if ('unclosedIn' in record || rows === MOST_ROWS) break;
    if (rows >= 0 && record.cells.some((cell) => cell.trim() !== ''))
      addRow(headings.map((_heading, index) => (record.cells[index] ?? '').trim()));
    if (rows < 0 || record.cells.length > 0) rows++;
  }
  return { columns: surveyedColumns(headings, counts), rows: Math.max(0, rows), records };
}

const surveyedColumns = (headings: readonly string[], counts: readonly Omit<SampleColumn, 'heading'>[]) =>
  headings.flatMap((heading, index): SampleColumn[] => {
    const column = counts[index];
    return column && heading !== '' ? [{ heading, ...column }] : [];
  });

function addText(column: { readonly cells: Map<string, number>; empty: number }, cell: string): void {
  if (cell === '') column.empty++;
  else if (column.cells.has(cell) || column.cells.size < MOST_TEXTS)
    column.cells.set(cell, (column.cells.get(cell) ?? 0) + 1);
}
