import type { Engine } from '../domain/engine.ts';
import type { Month } from '../domain/month.ts';
import type { FactsMaking } from './build-facts.ts';
import type { Hotline } from './hotline.ts';
import type { QuoteScanner } from './regular-quotes.ts';

/**
 * A cell of a workbook that an id cannot be read from safely: a number, which may have lost its leading zeros, or a cell
 * without a value of its own (an error, a formula without a result, part of a merged cell).
 */
export interface OddCell {
  readonly record: number;
  /** 0-based column. */
  readonly at: number;
  readonly is: 'number' | 'without-value';
}

/** What stands for a cell without a value of its own: no code, date, flag or age. */
export const WITHOUT_VALUE = '#N/A';

/** What is known of a file's text (UTF-8, `\n` line ends) once it is unpacked. */
export interface UnpackedText {
  readonly isWorkbook: boolean;
  readonly separators: readonly string[];
  readonly oddCells: readonly OddCell[];
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
