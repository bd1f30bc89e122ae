import type { OddCell, OddCells } from '../../reading.ts';

/** Why a cell is odd; the position is its number in `OddCellList`. */
const KINDS = ['number', 'without-value'] as const satisfies readonly OddCell['is'][];

export type OddKind = (typeof KINDS)[number];

/** The odd cells of a sheet: one number per cell, for a large sheet may have millions. */
export class OddCellList implements OddCells {
  readonly #columns = new Map<number, number[]>();

  add(record: number, at: number, is: OddKind): void {
    const packed = record * KINDS.length + KINDS.indexOf(is);
    const column = this.#columns.get(at);
    if (column) column.push(packed);
    else this.#columns.set(at, [packed]);
  }

  *in(at: number): Generator<OddCell> {
    for (const packed of this.#columns.get(at) ?? []) {
      const is = KINDS[packed % KINDS.length];
      if (is) yield { record: Math.floor(packed / KINDS.length), is };
    }
  }
}
