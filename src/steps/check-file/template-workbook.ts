import type { Definitions } from '../../definitions/load-definitions.ts';
import { ALLOWED_VALUES_SHEET } from '../../domain/template-sheet.ts';
import { columnLetters } from '../../exports/problems/problem-words.ts';
import { findHotline } from './check-file.ts';
import { type DescribedColumn, headingsOfFile, hotlineColumns } from './hotline-columns.ts';
import { sheetXml, type WorkbookPart, workbookParts } from './workbook-parts.ts';

/** The longest name of a sheet that Excel reads. */
const LONGEST_SHEET_NAME = 31;

/** Rows of a column that offer its allowed values: more than a month has. */
const OFFERED_ROWS = 20_000;

/**
 * Returns the parts of an empty Excel workbook with the headings of one of a hotline's files, and a sheet with the
 * values that each column of codes allows; null if the hotline has no such file. Every cell is text, so that Excel
 * keeps leading zeros and dates as they are typed.
 * @param stem the file name without extension
 */
export function templateWorkbook(definitions: Definitions, id: string, stem: string): WorkbookPart[] | null {
  const columns = hotlineColumns(definitions, id).get(stem);
  if (!columns) return null;
  const hotline = findHotline(definitions, id);
  const { language } = hotline;
  const headings = headingsOfFile(hotline, stem, columns);
  const listed = columns.flatMap(({ heading, allowed }) => (allowed === null ? [] : [{ heading, allowed }]));
  const lists = ALLOWED_VALUES_SHEET[language];
  // a sheet with another name would not be recognised as the file; alone, it may have a name that a program gives
  if (stem.length > LONGEST_SHEET_NAME || listed.length === 0)
    return workbookParts([
      { name: stem.length > LONGEST_SHEET_NAME ? 'Sheet1' : stem, xml: headingSheet(headings, columns, null) },
    ]);
  return workbookParts([
    { name: stem, xml: headingSheet(headings, columns, { name: lists, columns: listed }) },
    { name: lists, xml: listSheet(listed) },
  ]);
}

interface ListedColumn {
  readonly heading: string;
  readonly allowed: readonly string[];
}

interface Lists {
  readonly name: string;
  readonly columns: readonly ListedColumn[];
}

/** The sheet to fill in. Cells of columns of codes offer the allowed values, and accept others. */
function headingSheet(headings: string[][], columns: readonly DescribedColumn[], lists: Lists | null): string {
  const offers = (lists?.columns ?? []).map(({ heading, allowed }, index) => {
    const column = columnLetters(columns.findIndex((one) => one.heading === heading));
    const letter = columnLetters(index);
    return {
      cells: `${column}${headings.length + 1}:${column}${OFFERED_ROWS}`,
      values: `'${lists?.name ?? ''}'!$${letter}$2:$${letter}$${allowed.length + 1}`,
    };
  });
  return sheetXml(headings, offers);
}

/** The sheet with allowed values: a column for each, below its heading. */
function listSheet(columns: readonly ListedColumn[]): string {
  const height = Math.max(...columns.map(({ allowed }) => allowed.length));
  const rows = Array.from({ length: height }, (_, row) => columns.map(({ allowed }) => allowed[row] ?? ''));
  return sheetXml([columns.map(({ heading }) => heading), ...rows], []);
}
