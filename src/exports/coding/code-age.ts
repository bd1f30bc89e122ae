import { fold, type UnknownCode } from '../../domain/codes.ts';
import { isSign, type Vocabulary } from '../../domain/vocabulary.ts';
import { warning } from './cell-coding.ts';
import { type CodedCell, cellValues, codeCell } from './code-values.ts';

const YEARS = /^(\d{1,3})(?:[.,]\d+)?(?: (?:years?(?: old)?|anos?))?$/u;
const ADULT_FROM = 18;
/** The longest life on record; a greater number is not an age. */
const OLDEST = 122;

/**
 * Returns the age group of a cell: a label of the hotline, or an age in years (a minor is under 18). Labels take
 * precedence, so a hotline may define that its 0 means unknown. Any other text is `unknown` with a warning; an empty
 * cell is `unknown` without one. A sign for "not known" is not an implausible age, but a value that the hotline has not
 * listed.
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
