import { rejection } from '../../problems/problem.ts';
import { type SheetCell, VALUELESS } from './cell.ts';
import type { MergedRange } from './cell-place.ts';
import { MergedCells } from './merged-cells.ts';
import { OddCells } from './odd-cells.ts';
import type { SheetRow } from './sheet-reader.ts';

/** Cells of a sheet, empty ones included, as a rectangle: many times a month of the largest hotline. */
const MOST_CELLS = 24 * 1024 * 1024;

/** Makes the lines of a sheet's CSV, one for each of its rows in turn, and notes what they do not show. */
export class SheetLines {
  readonly oddCells = new OddCells();
  hiddenRecords = 0;
  /** Columns of the widest row so far. */
  widest = 0;
  readonly #merged: MergedCells;
  #width: number;
  #number = 0;
  /** The row of the headings: the first that holds something. */
  #heading = 0;

  /** @param width columns of each line; 0: as many as the first row that holds something has */
  constructor(width: number, merged: readonly MergedRange[]) {
    this.#width = width;
    this.#merged = new MergedCells(merged, width);
  }

  get width(): number {
    return this.#width;
  }

  /**
   * The lines up to the last of these rows, with those of empty rows between.
   *
   * @throws Rejection `too-large-or-slow` for more cells than a table has
   */
  *of(rows: readonly SheetRow[]): Generator<string> {
    for (const row of rows) {
      this.widest = Math.max(this.widest, row.cells.length);
      this.#width ||= this.widest;
      if (row.number * this.widest > MOST_CELLS)
        throw rejection('too-large-or-slow', `${row.number} rows of ${this.widest} columns`);
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
    for (const at of this.#merged.covered(this.#number, (at) => cells[at] !== undefined)) cells[at] = VALUELESS;
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
