import { rejection } from '../../problems/problem.ts';

import { type DateSystem, serialDay } from './date-serial.ts';
import { type OddCell, WITHOUT_VALUE } from './odd-cells.ts';

/** A cell that holds something: its text, and what is odd about it where something is. */
export interface SheetCell {
  readonly text: string;
  readonly is: OddCell['is'] | 'text';
}

/** A cell as a sheet's XML gives it. */
export interface RawCell {
  readonly type: string;
  /** Index of the cell format. */
  readonly style: number;
  /** The text of `<v>`; `''` where there is none. */
  readonly value: string;
  /** The text of `<is>`; null where there is none. */
  readonly inline: string | null;
  readonly hasFormula: boolean;
}

/** What cells of a workbook need from its other parts to be read. */
export interface CellContext {
  readonly sharedStrings: readonly string[];
  /** Whether a cell format shows a date, by its index. */
  readonly dateStyles: readonly boolean[];
  readonly dateSystem: DateSystem;
}

/** Stands for a cell without a value of its own: not a code, date, flag, age or id. */
export const VALUELESS: SheetCell = { text: WITHOUT_VALUE, is: 'without-value' };

/**
 * Reads a cell: dates as `YYYY-MM-DD`, booleans as `true` and `false`, numbers as written, `#N/A` for an error or a formula
 * without a saved result.
 *
 * @returns null for an empty cell, white space included
 * @throws Rejection `not-a-workbook` for a shared text that is not in the workbook
 */
export function cellOf(raw: RawCell, context: CellContext): SheetCell | null {
  const cell = filledCell(raw, context);
  return cell.text.trim() === '' ? null : cell;
}

function filledCell({ type, style, value, inline, hasFormula }: RawCell, context: CellContext): SheetCell {
  if (type === 'e') return VALUELESS;
  if (inline !== null && (value === '' || type === 'inlineStr')) return asText(inline);
  if (type === 'str') return asText(value); // a formula may come to an empty text
  const written = value.trim();
  if (written === '') return hasFormula ? VALUELESS : asText('');
  switch (type) {
    case 's':
      return asText(sharedString(written, context.sharedStrings));
    case 'b':
      return booleanCell(written);
    case 'd':
      return isoDateCell(written);
    case 'n':
      return numberCell(written, context.dateStyles[style] ?? false, context.dateSystem);
    default:
      return asText(value);
  }
}

const asText = (text: string): SheetCell => ({ text, is: 'text' });

function sharedString(index: string, texts: readonly string[]): string {
  const text = texts[Number(index)];
  if (text === undefined) throw rejection('not-a-workbook', 'damaged: the text of a cell is missing');
  return text;
}

const BOOLEANS: Readonly<Record<string, string>> = { 1: 'true', 0: 'false', true: 'true', false: 'false' };

function booleanCell(written: string): SheetCell {
  const text = BOOLEANS[written.toLowerCase()];
  return asText(text ?? written);
}

/** The day of an ISO 8601 date is its first ten characters, in no time zone and no calendar of the workbook. */
const isoDateCell = (written: string): SheetCell =>
  asText(/^\d{4}-\d{2}-\d{2}/u.test(written) ? written.slice(0, 10) : written);

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu;

/** A whole number is spelled without an exponent; one that a float cannot hold (an id of 17 digits) as written. */
function numberCell(written: string, isDate: boolean, system: DateSystem): SheetCell {
  if (!NUMBER.test(written)) return asText(written);
  const value = Number(written);
  if (isDate) {
    const day = serialDay(value, system);
    return day === null ? VALUELESS : asText(day);
  }
  return { text: Number.isSafeInteger(value) ? String(value) : written, is: 'number' };
}
