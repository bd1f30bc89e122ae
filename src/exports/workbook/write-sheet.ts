import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { OddCells } from '../reading.ts';
import { rejection } from '../rejection.ts';
import { type CellContext, type SheetCell, WITHOUT_VALUE } from './cell.ts';
import { MergedCells } from './merged-cells.ts';
import { OddCellList } from './odd-cells.ts';
import { type SheetEnd, type SheetRow, sheetRows } from './sheet-rows.ts';

/** A worksheet as it streams from the workbook, from its start on each call of `bytes`. */
export interface SheetSource {
  readonly bytes: () => AsyncIterable<Buffer>;
  readonly context: CellContext;
}

/** What a sheet's CSV does not show. */
export interface WrittenSheet {
  readonly oddCells: OddCells;
  /** Records that are hidden where a filter may have hidden them. */
  readonly hiddenRecords: number;
}

/** Cells of a sheet, empty ones included, as a rectangle: ten times a month of the largest hotline. */
const MOST_CELLS = 32 * 1024 * 1024;
/** Characters of the CSV: a text that cells share is written for each of them. */
const MOST_TEXT = 512 * 1024 * 1024;
const BLOCK = 256 * 1024;

/**
 * Writes a sheet as CSV (`,`, every cell quoted, every row as wide as the widest, a row for every row of the sheet up to
 * the last that holds something) to `target`. Reads its XML twice: how wide it is, and which cells are merged, is known at
 * its end.
 *
 * @throws Rejection `not-a-workbook` or `too-large-or-slow`
 */
export async function writeSheet(source: SheetSource, target: string): Promise<WrittenSheet> {
  const survey = await surveySheet(source);
  const lines = new SheetLines(survey);
  await pipeline(Readable.from(csvText(source, lines)), createWriteStream(target, { mode: 0o600 }));
  return { oddCells: lines.oddCells, hiddenRecords: survey.isFiltered ? lines.hiddenRecords : 0 };
}

interface Survey extends SheetEnd {
  /** Columns up to the last that holds something. */
  readonly width: number;
}

async function surveySheet({ bytes, context }: SheetSource): Promise<Survey> {
  const batches = sheetRows(bytes(), context);
  let width = 0;
  for (;;) {
    const { done, value } = await batches.next();
    if (done) return { ...value, width };
    for (const { cells } of value) width = Math.max(width, cells.length);
    const rows = value.at(-1)?.number ?? 0;
    if (rows * width > MOST_CELLS) throw rejection('too-large-or-slow', `${rows} rows of ${width} columns`);
  }
}

async function* csvText({ bytes, context }: SheetSource, lines: SheetLines): AsyncGenerator<string> {
  let text = '';
  let size = 0;
  for await (const rows of sheetRows(bytes(), context)) {
    for (const line of lines.of(rows)) {
      text += line;
      if (text.length < BLOCK) continue;
      size += text.length;
      if (size > MOST_TEXT) throw rejection('too-large-or-slow', `more than ${MOST_TEXT} characters in its cells`);
      yield text;
      text = '';
    }
  }
  yield text;
}

/** Makes the lines of a sheet's CSV in the order of its rows, and notes what they do not show. */
class SheetLines {
  readonly oddCells = new OddCellList();
  hiddenRecords = 0;
  readonly #width: number;
  readonly #merged: MergedCells;
  #number = 0;
  /** The row of the headings: the first that holds something. */
  #heading = 0;

  constructor({ width, merged }: Survey) {
    this.#width = width;
    this.#merged = new MergedCells(merged);
  }

  /** The lines up to the last of these rows, with those of empty rows between. */
  *of(rows: readonly SheetRow[]): Generator<string> {
    for (const row of rows) {
      while (this.#number < row.number - 1) yield this.#next(null);
      yield this.#next(row);
    }
  }

  #next(row: SheetRow | null): string {
    this.#number++;
    if (this.#heading === 0 && row) this.#heading = this.#number;
    const cells = this.#cellsOf(row);
    const record = this.#heading === 0 ? 0 : this.#number - this.#heading;
    if (record > 0) this.#note(record, row, cells);
    return `${cells.map(csvCell).join(',')}\n`;
  }

  #cellsOf(row: SheetRow | null): (SheetCell | undefined)[] {
    const cells = Array.from({ length: this.#width }, (_unused, at) => row?.cells[at]);
    for (const at of this.#merged.covered(this.#number, this.#width, (at) => cells[at] !== undefined))
      cells[at] = WITHOUT_VALUE;
    return cells;
  }

  #note(record: number, row: SheetRow | null, cells: readonly (SheetCell | undefined)[]): void {
    if (row?.isHidden) this.hiddenRecords++;
    for (const [at, cell] of cells.entries()) if (cell && cell.is !== 'text') this.oddCells.add(record, at, cell.is);
  }
}

function csvCell(cell: SheetCell | undefined): string {
  if (!cell) return '""';
  return cell.text.includes('"') ? `"${cell.text.replaceAll('"', '""')}"` : `"${cell.text}"`;
}
