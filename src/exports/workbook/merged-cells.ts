import { rejection } from '../rejection.ts';
import type { MergedRange } from './cell-place.ts';

/** Finds, row by row from the first, the cells that a merge covers: all but the first of a range whose first holds something. */
export class MergedCells {
  /** By first row. */
  readonly #ranges: readonly MergedRange[];
  #next = 0;
  #open: MergedRange[] = [];

  /** @throws Rejection `not-a-workbook` for ranges that overlap, which no spreadsheet program makes */
  constructor(ranges: readonly MergedRange[]) {
    this.#ranges = ranges.toSorted((a, b) => a.from.row - b.from.row);
    assertApart(this.#ranges);
  }

  /**
   * The covered columns of a row (0-based, below `width`). To be asked for every row in turn.
   *
   * @param row 1-based
   */
  covered(row: number, width: number, isFilled: (at: number) => boolean): number[] {
    if (this.#open.length > 0) this.#open = this.#open.filter(({ to }) => to.row >= row);
    for (let range = this.#ranges[this.#next]; range?.from.row === row; range = this.#ranges[++this.#next])
      if (isFilled(range.from.at)) this.#open.push(range);
    return this.#open.flatMap(({ from, to }) => {
      const first = from.row === row ? from.at + 1 : from.at;
      return Array.from({ length: Math.max(0, Math.min(to.at + 1, width) - first) }, (_unused, index) => first + index);
    });
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
