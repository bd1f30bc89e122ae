import { fold } from '../../domain/codes.ts';
import { SEPARATORS } from '../../domain/text/text-in.ts';
import { csvRecords } from '../layout/csv-records.ts';
import { cutTail } from '../layout/footer.ts';
import { type HeadingLine, headingLines, headOf } from '../layout/heading-line.ts';
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
  /** Whether lines with content precede the headings. */
  readonly hasTitles: boolean;
  readonly columns: readonly SampleColumn[];
  readonly rows: number;
  /** The last lines, if they read like the end of a report and not like rows. */
  readonly end: readonly string[];
}

/** A report's title may take a dozen lines. */
const LINES = 20;
/** Enough rows to know a column. */
const MOST_ROWS = 200_000;
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
  const { separator, cells, skipped, row, isFirst } = heading;
  const needed = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  const layout = { separator, needed, width: cells.length, skipped, headingRow: row, columns: new Map() };
  let end: string[] = [];
  await cutTail(path, (lines) => {
    const found = reportEnd(lines, layout);
    end = found.map(({ text }) => text);
    return found[0]?.start ?? null;
  });
  return { separator, headingRow: row, hasTitles: !isFirst, end, ...(await countTexts(path, heading)) };
}

/** Returns the first line that is nearly as wide as the widest and has only different texts, none of them a number. */
async function findHeading(path: string): Promise<HeadingLine | null> {
  const { text, isWhole } = await headOf(path);
  const bySeparator = SEPARATORS.map((separator) => {
    const lines: HeadingLine[] = [];
    for (const line of headingLines(text, separator, isWhole)) if (lines.push(line) === LINES) break;
    return lines;
  });
  const widths = bySeparator.map((lines) => Math.max(0, ...lines.map(widthOf)));
  const widest = Math.max(...widths);
  const lines = bySeparator[widths.indexOf(widest)] ?? [];
  return lines.find((line) => widthOf(line) >= Math.max(1, 0.7 * widest) && areHeadings(line)) ?? null;
}

const filled = ({ cells }: HeadingLine): string[] => cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
const widthOf = (line: HeadingLine): number => filled(line).length;

function areHeadings(line: HeadingLine): boolean {
  const texts = filled(line);
  return new Set(texts.map(fold)).size === texts.length && texts.every((text) => /\p{L}/u.test(text));
}

async function countTexts(path: string, { cells: headings, separator, skipped }: HeadingLine) {
  const counts = headings.map(() => ({ cells: new Map<string, number>(), empty: 0 }));
  let rows = -skipped - 1;
  for await (const record of csvRecords(path, separator)) {
    if ('unclosedIn' in record || rows === MOST_ROWS) break;
    if (rows >= 0 && record.cells.some((cell) => cell.trim() !== ''))
      for (const [index, column] of counts.entries()) addText(column, record.cells[index] ?? '');
    if (rows < 0 || record.cells.length > 0) rows++;
  }
  const columns = headings.flatMap((heading, index): SampleColumn[] => {
    const column = counts[index];
    return column && heading.trim() !== '' ? [{ heading: heading.trim(), ...column }] : [];
  });
  return { columns, rows: Math.max(0, rows) };
}

function addText(column: { readonly cells: Map<string, number>; empty: number }, cell: string): void {
  const text = cell.trim();
  if (text === '') column.empty++;
  else if (column.cells.has(text) || column.cells.size < MOST_TEXTS)
    column.cells.set(text, (column.cells.get(text) ?? 0) + 1);
}
