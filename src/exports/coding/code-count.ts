import type { Source } from '../../definitions/hotline.ts';
import { WEIGHT } from '../../domain/facts-columns.ts';
import { type CellCoding, error } from './cell-coding.ts';

/**
 * A whole number, also as statistics programs write it (`12.0`); `12.000` may be twelve thousand. More digits are not a
 * count of records.
 */
const COUNT = /^(\d{1,9})(?:[.,]0)?$/u;

/**
 * Returns the coding of the column that says how many records a row represents. A cell that is not a whole number from
 * 0 on is an error: a count that is left out or guessed would be a wrong number. Separators of thousands are not read,
 * because `1.234` may be either number.
 */
export const countCoding = (source: Source): CellCoding => ({
  columns: [WEIGHT],
  sources: [source],
  code([cell]) {
    const text = (cell ?? '').trim();
    const digits = COUNT.exec(text)?.[1];
    if (digits !== undefined) return { values: [Number(digits)], form: String(Number(digits)), faults: [] };
    const detail = text === '' ? 'empty' : 'expected a whole number without separators, like 0 or 1234';
    return { values: [null], form: `?${text}`, faults: [error('count-unreadable', source.heading, detail, text)] };
  },
});
