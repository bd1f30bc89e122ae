import { rejection } from '../../problems/problem.ts';

import { type DateSystem, serialDay } from './date-serial.ts';
import { type UnreadableCell, WITHOUT_VALUE } from './unreadable-cells.ts';

/** A nonempty cell: its text, and its kind if it is unreadable. */
export interface SheetCell {
  readonly text: string;
  readonly is: UnreadableCell['is'] | 'text';
}

/** A cell as a sheet's XML represents it. */
export interface RawCell {
  readonly type: string;
  /** The index of the cell format. */
  readonly style: number;
  /** The text of `<v>`; `''` if there is none. */
  readonly value: string;
  /** The text of `<is>`; null if there is none. */
  readonly inline: string | null;
  readonly hasFormula: boolean;
}

/** The data from other parts of a workbook that its cells need. */
export interface CellContext {
  readonly sharedStrings: readonly string[];
  /** Whether a cell format shows a date, by its index. */
  readonly dateStyles: readonly boolean[];
  readonly dateSystem: DateSystem;
}

/** Represents a cell without a value of its own: not a code, date, flag, age or id. */
export const VALUELESS: SheetCell = { text: WITHOUT_VALUE, is: 'without-value' };

/**
 * Reads a cell: dates as `YYYY-MM-DD`, booleans as `true` and `false`, numbers as written, and `#N/A` for an error or a
 * formula without a saved result.
 *
 * @returns null for an empty cell, or one with only white space
 * @throws Rejection `not-a-workbook` if the cell refers to a shared text that is not in the workbook
 */
export function cellOf(raw: RawCell, context: CellContext): SheetCell | null {
  const cell = filledCell(raw, context);
  return cell.text.trim() === '' ? null : cell;
}

function filledCell({ type, style, value, inline, hasFormula }: RawCell, context: CellContext): SheetCell {
  if (type === 'e') return VALUELESS;
  if (inline !== null && (value === '' || type === 'inlineStr')) return asText(inline);
  if (type === 'str') return asText(value); // a formula may produce an empty text
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

/** Returns the day of an ISO 8601 date: its first ten characters, without a time zone or a calendar of the workbook. */
const isoDateCell = (written: string): SheetCell =>
  asText(/^\d{4}-\d{2}-\d{2}/u.test(written) ? written.slice(0, 10) : written);

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu;

/**
 * Reads a number. An integer is written without an exponent; one that a float cannot represent (an id of 17 digits)
 * remains as written.
 */
function numberCell(written: string, isDate: boolean, system: DateSystem): SheetCell {
  if (!NUMBER.test(written)) return asText(written);
  const value = Number(written);
  if (isDate) {
    const day = serialDay(value, system);
    return day === null ? VALUELESS : asText(day);
  }
  return { text: Number.isSafeInteger(value) ? String(value) : written, is: 'number' };
}
