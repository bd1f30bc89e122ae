import { rejection } from '../../problems/problem.ts';
import { type CellContext, cellOf, type SheetCell } from './cell.ts';
import { type MergedRange, placeOf, rangeOf } from './cell-place.ts';
import { TextPieces } from './cell-text.ts';
import { isTrue, parseXml, type XmlAttributes, type XmlHandler } from './xml.ts';

/** A nonempty row. */
export interface SheetRow {
  /** 1-based, as spreadsheet programs show it. */
  readonly number: number;
  readonly isHidden: boolean;
  /** The cells by 0-based column; empty cells are omitted. */
  readonly cells: readonly (SheetCell | undefined)[];
}

/** The most columns of a hotline's table; a workbook may have 16,384. */
const MOST_COLUMNS = 1000;
const MOST_ROWS = 1_048_576;
/** More merged ranges than any form has. */
const MOST_MERGED = 10_000;

/**
 * Reads a worksheet while its XML streams in. It does not trust a `dimension`. Rows and cells without a reference
 * follow the previous one.
 */
export class SheetReader implements XmlHandler {
  /** The merged ranges, which follow the rows in the XML. */
  readonly merged: MergedRange[] = [];
  /** Whether a filter may have hidden rows: the sheet's own, or that of a table in it. It also follows the rows. */
  isFiltered = false;
  readonly #context: CellContext;
  #rows: SheetRow[] = [];
  /** The current row: its number, whether the XML gives the number, whether it is hidden, its cells. */
  #number = 0;
  #isNumbered = false;
  #isHidden = false;
  #cells: (SheetCell | undefined)[] = [];
  /** The current cell: its column, type and format, the texts in it. */
  #at = -1;
  #type = 'n';
  #style = 0;
  #value = '';
  #inline: string | null = null;
  #hasFormula = false;
  #isShown = false;
  readonly #pieces = new TextPieces();

  constructor(context: CellContext) {
    this.#context = context;
  }

  /**
   * Yields the nonempty rows in batches.
   *
   * @throws Rejection `not-a-workbook` if the sheet contradicts itself, `too-large-or-slow` if it has more rows,
   *   columns or merged ranges than a table has
   */
  async *rows(part: AsyncIterable<Buffer>): AsyncGenerator<readonly SheetRow[]> {
    for await (const _chunk of parseXml(part, this)) {
      yield this.#rows;
      this.#rows = [];
    }
  }

  open(name: string, attributes: XmlAttributes, parent: string): void {
    if (name === 'c' && parent === 'row') this.#openCell(attributes);
    else if (parent === 'c') this.#openValue(name);
    else if (name === 't') this.#isShown = parent === 'is' || parent === 'r';
    else if (name === 'row' && parent === 'sheetData') this.#openRow(attributes);
    else this.#openOther(name, attributes, parent);
  }

  text(text: string, parent: string): void {
    if (parent === 'v' || (parent === 't' && this.#isShown)) this.#pieces.add(text);
  }

  close(name: string, parent: string): void {
    if (parent === 'c') this.#closeValue(name);
    else if (name === 'c' && parent === 'row') this.#closeCell();
    else if (name === 'row' && parent === 'sheetData') this.#closeRow();
  }

  #openRow({ r, hidden }: XmlAttributes): void {
    const previous = this.#number;
    this.#isNumbered = r !== undefined && r !== '';
    this.#number = this.#isNumbered ? Number(r) : previous + 1;
    if (!Number.isInteger(this.#number) || this.#number <= previous)
      throw rejection('not-a-workbook', `damaged: a row after row ${previous} is out of order`);
    this.#isHidden = isTrue(hidden);
    this.#cells = [];
    this.#at = -1;
  }

  #openCell({ r, t, s }: XmlAttributes): void {
    this.#at = r === undefined || r === '' ? this.#at + 1 : this.#columnOf(r);
    this.#type = t ?? 'n';
    this.#style = Number(s ?? 0);
    this.#value = '';
    this.#inline = null;
    this.#hasFormula = false;
    this.#pieces.take();
  }

  /** Returns the column in a reference. The first cell gives the number of a row that has none. */
  #columnOf(reference: string): number {
    const place = placeOf(reference);
    if (place && !this.#isNumbered && this.#at === -1 && place.row > this.#number) this.#number = place.row;
    if (place?.row === this.#number) return place.at;
    throw rejection('not-a-workbook', `damaged: a cell in row ${this.#number} says that it is elsewhere`);
  }

  #openValue(name: string): void {
    if (name === 'f') this.#hasFormula = true;
    else if (name === 'v' || name === 'is') this.#pieces.take();
  }

  #closeValue(name: string): void {
    if (name === 'v') this.#value = this.#pieces.take();
    else if (name === 'is') this.#inline = this.#pieces.take();
  }

  #closeCell(): void {
    const [type, style, value] = [this.#type, this.#style, this.#value];
    const cell = cellOf({ type, style, value, inline: this.#inline, hasFormula: this.#hasFormula }, this.#context);
    if (!cell) return;
    if (this.#at >= MOST_COLUMNS)
      throw rejection('too-large-or-slow', `a cell beyond column ${MOST_COLUMNS} in row ${this.#number}`);
    if (this.#number > MOST_ROWS) throw rejection('too-large-or-slow', `a cell beyond row ${MOST_ROWS}`);
    if (this.#cells[this.#at]) throw rejection('not-a-workbook', `damaged: a cell is in row ${this.#number} twice`);
    this.#cells[this.#at] = cell;
  }

  #closeRow(): void {
    if (this.#cells.length === 0) return;
    this.#rows.push({ number: this.#number, isHidden: this.#isHidden, cells: this.#cells });
  }

  #openOther(name: string, { ref, filterMode }: XmlAttributes, parent: string): void {
    if (name === 'mergeCell' && parent === 'mergeCells') this.#merge(ref ?? '');
    else if (name === 'sheetPr' && parent === 'worksheet') this.isFiltered ||= isTrue(filterMode);
    else if ((name === 'autoFilter' && parent === 'worksheet') || name === 'tablePart') this.isFiltered = true;
  }

  #merge(reference: string): void {
    const range = rangeOf(reference);
    if (range) this.merged.push(range);
    if (this.merged.length > MOST_MERGED)
      throw rejection('too-large-or-slow', `more than ${MOST_MERGED} merged ranges`);
  }
}
