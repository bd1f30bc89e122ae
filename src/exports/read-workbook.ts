import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import readXlsxFile from 'read-excel-file/node';
import { type OddCell, WITHOUT_VALUE } from './reading.ts';
import { rejection } from './rejection.ts';
import { checkSizes, entriesOf } from './unpack-archive.ts';
import { type CellPlace, type SheetFaults, workbookFaults } from './workbook-faults.ts';

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
  readonly faults: SheetFaults;
  readonly isHidden: boolean;
}

const NO_FAULTS: SheetFaults = { valueless: [], merged: [] };
const DAY = 24 * 60 * 60 * 1000;

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
  const { sheets: faults, hidden, daysEarly } = await workbookFaults(path, entries);
  const later = (cell: SheetCell): SheetCell =>
    cell instanceof Date ? new Date(cell.getTime() + daysEarly * DAY) : cell;
  const sheets = await readSheets(path);
  return sheets.map(({ sheet, data }) => ({
    name: sheet,
    rows: daysEarly === 0 ? data : data.map((row) => row.map(later)),
    faults: faults.get(sheet) ?? NO_FAULTS,
    isHidden: hidden.has(sheet),
  }));
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
 * as true and false, `#N/A` where a cell has no value of its own though it should.
 *
 * @returns the odd cells, by record (counted from the row after the first that has anything in it)
 */
export async function writeSheet(sheet: WorkbookSheet, target: string): Promise<OddCell[]> {
  const { rows } = sheet;
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  const heading = rows.findIndex((row) => row.some((cell) => textOf(cell).trim() !== ''));
  const valueless = valuelessCells(sheet, width);
  const odd: OddCell[] = [];
  const lines = rows.map((row, index) => {
    const record = index - heading;
    const cells = Array.from({ length: width }, (_unused, at) => {
      const isValueless = valueless.has(placeKey({ row: index, at }));
      if (isValueless) odd.push({ record, at, is: 'without-value' });
      else if (row[at] instanceof NumberText) odd.push({ record, at, is: 'number' });
      return `"${isValueless ? WITHOUT_VALUE : textOf(row[at]).replaceAll('"', '""')}"`;
    });
    return `${cells.join(',')}\n`;
  });
  await pipeline(Readable.from(lines), createWriteStream(target, { mode: 0o600 }));
  return odd;
}

const placeKey = ({ row, at }: CellPlace): string => `${row}:${at}`;

/** Cells with an error or without a result, and all but the first of each merged range that holds something. */
function valuelessCells({ rows, faults }: WorkbookSheet, width: number): Set<string> {
  const found = new Set(faults.valueless.map(placeKey));
  for (const { from, to } of faults.merged) {
    if (textOf(rows[from.row]?.[from.at]).trim() === '') continue;
    for (let row = from.row; row <= Math.min(to.row, rows.length - 1); row++)
      for (let at = from.at; at <= Math.min(to.at, width - 1); at++) found.add(placeKey({ row, at }));
    found.delete(placeKey(from));
  }
  return found;
}

function textOf(cell: SheetCell): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof NumberText) return cell.text;
  if (!(cell instanceof Date)) return String(cell);
  return Number.isNaN(cell.getTime()) ? WITHOUT_VALUE : cell.toISOString().slice(0, 10);
}
