import type { CountColumn } from '../../definitions/hotline.ts';
import { fold } from '../../domain/codes.ts';
import { WEIGHT } from '../../domain/facts-columns.ts';
import { isNotKnownCount } from '../../domain/not-known.ts';
import { type CellCoding, type Coded, error, warning } from './cell-coding.ts';

/**
 * A whole number, also as statistics programs write it (`12.0`); `12.000` may be twelve thousand. More digits are not a
 * count of records.
 */
const COUNT = /^(\d{1,9})(?:[.,]0)?$/u;

/**
 * Returns the coding of the column that says how many records a row represents. A cell that is not a whole number from
 * 0 on is an error: a count that is left out or guessed would be a wrong number. Separators of thousands are not read,
 * because `1.234` may be either number. A row whose count is not known does not count, with a warning unless the
 * hotline lists the sign.
 *
 * @param notKnown the hotline's own signs for "not known", folded
 */
export const countCoding = (column: CountColumn, notKnown: ReadonlySet<string>): CellCoding => ({
  columns: [WEIGHT],
  sources: [column],
  code([cell]) {
    const text = (cell ?? '').trim();
    const word = fold(text);
    const digits = COUNT.exec(text)?.[1];
    if (digits !== undefined) return { values: [Number(digits)], form: String(Number(digits)), problems: [] };
    if (column.zero.has(word)) return NO_RECORD;
    if (notKnown.has(word) && word !== '') return NO_RECORD;
    if (isNotKnownCount(word))
      return { ...NO_RECORD, problems: [warning('value-unknown', column.heading, NOT_KNOWN, text)] };
    const detail = text === '' ? 'empty' : 'expected a whole number without separators, like 0 or 1234';
    return { values: [null], form: `?${text}`, problems: [error('count-unreadable', column.heading, detail, text)] };
  },
});

const NO_RECORD: Coded = { values: [0], form: '0', problems: [] };
const NOT_KNOWN = 'the number is not known; the row does not count';
