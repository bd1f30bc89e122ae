import type { Hotline } from '../definitions/hotline.ts';
import type { Engine } from '../domain/engine.ts';
import type { Month } from '../domain/month.ts';
import type { QuoteScanner } from './container/regular-quotes.ts';
import type { FactsMaking } from './engine/build-facts.ts';

/**
 * A cell of a workbook that an id cannot be read from safely: a number, which may have lost its leading zeros, or a cell without a
 * value of its own (an error, a formula without a result, part of a merged cell). Dates and booleans show in their text.
 */
export interface OddCell {
  readonly record: number;
  readonly is: 'number' | 'without-value';
}

/** The odd cells of a file's records, by column. */
export interface OddCells {
  /** @param at 0-based column */
  in(at: number): Iterable<OddCell>;
}

/** What stands for a cell without a value of its own: no code, date, flag or age. */
export const WITHOUT_VALUE = '#N/A';

/** What is known of a file's text (UTF-8, `\n` line ends) once it is unpacked. */
export interface UnpackedText {
  readonly isWorkbook: boolean;
  readonly separators: readonly string[];
  /** Null for a file whose cells are all texts. */
  readonly oddCells: OddCells | null;
  /** Records that a filter of the workbook hides. */
  readonly hiddenRecords?: number;
  /** How its quotes stand, where they were looked at on the way. */
  readonly quotes?: QuoteScanner;
}

/** Writes a file's text to a path in the engine's folder, or throws a `Rejection`. */
export type Unpack = (target: string) => Promise<UnpackedText>;

/** What the reading of every file of an upload shares. */
export interface ReadingContext {
  readonly engine: Engine;
  readonly hotline: Hotline;
  readonly month: Month | null;
  /** What makes facts of accepted rows; null where only problems are asked for. */
  readonly making: FactsMaking | null;
  /** Distinguishes the relations and files of this upload from any other's in the same engine. */
  readonly name: string;
}
