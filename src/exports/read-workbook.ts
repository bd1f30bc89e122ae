import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import readXlsxFile from 'read-excel-file/node';
import type { NumericCell } from './reading.ts';
import { rejection } from './rejection.ts';
import { checkSizes, entriesOf } from './unpack-archive.ts';

/** A number as the workbook spells it: an id of seventeen digits must not pass through a float. */
class NumberText {
  readonly text: string;

  constructor(text: string) {
    const value = Number(text);
    this.text = Number.isSafeInteger(value) ? String(value) : text;
  }
}

type SheetCell = string | number | boolean | Date | NumberText | null | undefined;

/** One sheet of a workbook as rows of cells. */
export interface WorkbookSheet {
  readonly name: string;
  readonly rows: readonly (readonly SheetCell[])[];
}

/** A workbook is read whole into memory, about ten times its XML. */
const WORKBOOK_LIMIT = 96 * 1024 * 1024;

/**
 * The sheets of an .xlsx file.
 *
 * @throws Rejection `not-a-workbook`: damaged, another format, or larger than memory allows
 */
export async function workbookSheets(path: string): Promise<WorkbookSheet[]> {
  const entries = await entriesOf(path, WORKBOOK_LIMIT, 'not-a-workbook');
  if (!entries.some(({ fileName }) => fileName === 'xl/workbook.xml'))
    throw rejection('not-a-workbook', 'no workbook in it');
  await checkSizes(path, entries, 'not-a-workbook');
  const sheets = await readSheets(path);
  return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data }));
}

async function readSheets(path: string): Promise<{ sheet: string; data: SheetCell[][] }[]> {
  try {
    const sheets = await readXlsxFile<NumberText>(path, { parseNumber: (text) => new NumberText(text) });
    return sheets.map(({ sheet, data }) => ({ sheet, data: data.map((row) => row.map(cellOf)) }));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && String(cause.code).startsWith('E')) throw cause; // the disk, not the file
    throw rejection('not-a-workbook', 'damaged, or of another kind than its name says');
  }
}

/** The library declares a date cell as the constructor instead of its instance. */
function cellOf(value: unknown): SheetCell {
  if (value instanceof Date || value instanceof NumberText) return value;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/**
 * Writes a sheet as CSV (`,`, every cell quoted, every row as wide as the widest) to `target`: dates as ISO days, booleans
 * as true and false.
 *
 * @returns the cells that are numbers, by record (counted from the row after the first that has anything in it)
 */
export async function writeSheet({ rows }: WorkbookSheet, target: string): Promise<NumericCell[]> {
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  const heading = rows.findIndex((row) => row.some((cell) => textOf(cell).trim() !== ''));
  const numeric: NumericCell[] = [];
  const lines = rows.map((row, index) => {
    for (const [at, cell] of row.entries()) {
      if (cell instanceof NumberText) numeric.push({ record: index - heading, at });
    }
    const cells = Array.from({ length: width }, (_unused, at) => `"${textOf(row[at]).replaceAll('"', '""')}"`);
    return `${cells.join(',')}\n`;
  });
  await pipeline(Readable.from(lines), createWriteStream(target, { mode: 0o600 }));
  return numeric;
}

function textOf(cell: SheetCell): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof NumberText) return cell.text;
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}
