import { rejection } from '../../problems/problem.ts';
import type { MergedRange } from './cell-place.ts';

/** The most covered cells of a sheet; a merged title or group of rows covers a few. */
const MOST_COVERED = 2_000_000;

/**
 * Finds the cells that a merge covers, row by row from the first. Covered cells are all but the first of a range, if
 * the first is nonempty.
 */
export class MergedCells {
  /** Sorted by first row. */
  readonly #ranges: readonly MergedRange[];
  #next = 0;
  #open: MergedRange[] = [];
  #covered = 0;
  readonly #width: number;

  /**
   * @param width the width of the sheet, in columns
   * @throws Rejection `not-a-workbook` if ranges overlap, which no spreadsheet program writes
   */
  constructor(ranges: readonly MergedRange[], width: number) {
    const sorted = ranges.toSorted((a, b) => a.from.row - b.from.row);
    assertApart(sorted);
    this.#ranges = sorted.filter(({ from }) => from.at < width);
    this.#width = width;
  }

  /**
   * Returns the covered columns of a row (0-based). Call it for every row in turn.
   *
   * @param row the 1-based row
   * @throws Rejection `too-large-or-slow` if there are more covered cells than a table has
   */
  covered(row: number, isFilled: (at: number) => boolean): number[] {
    if (this.#open.length > 0) this.#open = this.#open.filter(({ to }) => to.row >= row);
    for (let range = this.#ranges[this.#next]; range?.from.row === row; range = this.#ranges[++this.#next])
      if (isFilled(range.from.at)) this.#open.push(range);
    const columns = this.#open.flatMap(({ from, to }) => {
      const first = from.row === row ? from.at + 1 : from.at;
      const length = Math.max(0, Math.min(to.at + 1, this.#width) - first);
      return Array.from({ length }, (_unused, index) => first + index);
    });
    this.#covered += columns.length;
    if (this.#covered > MOST_COVERED) throw rejection('too-large-or-slow', `more than ${MOST_COVERED} merged cells`);
    return columns;
  }
}

function assertApart(ranges: readonly MergedRange[]): void {
  let open: MergedRange[] = [];
  for (const range of ranges) {
    open = open.filter(({ to }) => to.row >= range.from.row);
    if (open.some(({ from, to }) => from.at <= range.to.at && to.at >= range.from.at))
      throw rejection('not-a-workbook', 'damaged: merged ranges overlap');
    open.push(range);
  }
}
