/**
 * A workbook cell from which an id cannot be read safely: a number, which may have lost its leading zeros, or a cell
 * without a value of its own (an error, a formula without a result, part of a merged cell). Dates and booleans are
 * recognisable from their text.
 */
export interface UnreadableCell {
  readonly record: number;
  readonly is: 'number' | 'without-value';
}

/** The text of a cell without a value of its own: not a code, date, flag or age. */
export const WITHOUT_VALUE = '#N/A';

/** The reasons why a cell is unreadable; `UnreadableCells` stores their index. */
const KINDS = ['number', 'without-value'] as const satisfies readonly UnreadableCell['is'][];

/** The unreadable cells of a sheet, by column. Stores one number per cell, because a large sheet may have millions. */
export class UnreadableCells {
  readonly #columns = new Map<number, number[]>();

  /** Adds the cell of a record in a column (0-based). */
  add(record: number, at: number, is: UnreadableCell['is']): void {
    const packed = record * KINDS.length + KINDS.indexOf(is);
    const column = this.#columns.get(at);
    if (column) column.push(packed);
    else this.#columns.set(at, [packed]);
  }

  /** Returns the unreadable cells of a column (0-based), in the order of their records. */
  *in(at: number): Generator<UnreadableCell> {
    for (const packed of this.#columns.get(at) ?? []) {
      const is = KINDS[packed % KINDS.length];
      if (is) yield { record: Math.floor(packed / KINDS.length), is };
    }
  }
}
