import { fold, type UnknownCode } from '../../domain/codes.ts';
import { isSign, type Vocabulary } from '../../domain/vocabulary.ts';
import { warning } from './cell-coding.ts';
import { type CodedCell, cellValues, codeCell } from './code-values.ts';

const YEARS = /^(\d{1,3})(?:[.,]\d+)?(?: (?:years?(?: old)?|anos?))?$/u;
const ADULT_FROM = 18;
/** No age beyond the longest life on record is one. */
const OLDEST = 122;

/**
 * The age group of a cell: a label of the hotline, or an age in years (a minor is under 18). A label goes first, so a
 * hotline may say that its 0 means unknown. Anything else is `unknown` with a warning; an empty cell without one.
 * A sign for "not known" is no implausible age, but a value that the hotline has not listed.
 */
export function codeAge(cell: string, vocabulary: Vocabulary, unknown: UnknownCode, column: string): CodedCell {
  const { known } = cellValues(cell, vocabulary);
  if (fold(cell) === '' || known.length > 0 || isSign(vocabulary, fold(cell)))
    return codeCell(cell, vocabulary, unknown, column);
  const years = YEARS.exec(fold(cell))?.[1];
  if (years !== undefined && Number(years) <= OLDEST) {
    const code = Number(years) < ADULT_FROM ? 'minor' : 'adult';
    return { code, form: `${Number(years)} years`, faults: [] };
  }
  const fault = warning('age-implausible', column, `counted as ${unknown}`, cell);
  return { code: unknown, form: `${unknown}\n${fold(cell)}`, faults: [fault] };
}
