import { rejection } from '../../problems/problem.ts';
import { type SheetCell, VALUELESS } from './cell.ts';
import type { MergedRange } from './cell-place.ts';
import { MergedCells } from './merged-cells.ts';
import type { SheetRow } from './sheet-reader.ts';
import { UnreadableCells } from './unreadable-cells.ts';

/** The most cells of a sheet as a rectangle, including empty ones: many times a month of the largest hotline. */
const MOST_CELLS = 24 * 1024 * 1024;

/**
 * Builds the lines of a sheet's CSV, one for each of its rows in turn, and records properties that the lines do not
 * show.
 */
export class SheetLines {
  readonly unreadableCells = new UnreadableCells();
  hiddenRecords = 0;
  /** The number of columns in the widest row so far. */
  widest = 0;
  readonly #merged: MergedCells;
  #width: number;
  #number = 0;
  /** The row of the headings: the first nonempty row. */
  #heading = 0;

  /** @param width the columns of each line; 0 for the width of the first nonempty row */
  constructor(width: number, merged: readonly MergedRange[]) {
    this.#width = width;
    this.#merged = new MergedCells(merged, width);
  }

  get width(): number {
    return this.#width;
  }

  /**
   * Yields the lines up to the last of these rows, including those of empty rows in between.
   *
   * @throws Rejection `too-large-or-slow` if there are more cells than a table has
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
    for (const [at, cell] of cells.entries())
      if (cell && cell.is !== 'text') this.unreadableCells.add(record, at, cell.is);
  }
}

function csvCell(cell: SheetCell | undefined): string {
  if (!cell) return '""';
  return cell.text.includes('"') ? `"${cell.text.replaceAll('"', '""')}"` : `"${cell.text}"`;
}
