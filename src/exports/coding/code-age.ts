import type { CellsOrigin, Hotline } from '../../definitions/hotline.ts';
import { type AgeRange, fold, type UnknownCode } from '../../domain/codes.ts';
import { isSign, type Vocabulary } from '../../domain/vocabulary.ts';
import { ageOn, readAges } from './age-range.ts';
import { warning } from './cell-coding.ts';
import { dateReader } from './code-date.ts';
import { type CodedCell, cellValues, codeCell } from './code-values.ts';

/**
 * Returns the age group of a cell: a label of the hotline, or ages in years that are in one of the groups. Labels take
 * precedence, so a hotline may define that its 0 means unknown. Any other text is `unknown` with a warning; an empty
 * cell is `unknown` without one. A sign for "not known" is not an implausible age, but a value that the hotline has not
 * listed.
 */
export function codeAge(cell: string, vocabulary: Vocabulary, unknown: UnknownCode, column: string): CodedCell {
  if (isLabel(cell, vocabulary)) return codeCell(cell, vocabulary, unknown, column);
  return codeYears(cell, readAges(fold(cell)), { vocabulary, unknown, column });
}

const isLabel = (cell: string, vocabulary: Vocabulary): boolean =>
  fold(cell) === '' || cellValues(cell, vocabulary).known.length > 0 || isSign(vocabulary, fold(cell));

/** The column of ages that a cell belongs to. */
interface AgeColumn {
  readonly vocabulary: Vocabulary;
  readonly unknown: UnknownCode;
  readonly column: string;
}

function codeYears(cell: string, ages: AgeRange | null, { vocabulary, unknown, column }: AgeColumn): CodedCell {
  const band =
    ages && vocabulary.ages.find(({ from, to }) => from <= ages.from && (ages.to ?? Infinity) <= (to ?? Infinity));
  if (ages && band) return { code: band.key, form: `${ages.from}-${ages.to ?? ''} years`, problems: [] };
  const form = `${unknown}\n${fold(cell)}`;
  const problem = ages
    ? warning('value-unknown', column, 'not in one of the age groups; counted as unknown', cell)
    : warning('age-implausible', column, `counted as ${unknown}`, cell);
  return { code: unknown, form, problems: [problem] };
}

/**
 * Returns a function that codes a date or year of birth and the date on which the age counts. If that date is not
 * readable, the age is not known; the date is reported where it is the record's own.
 */
export function birthCoder(
  { vocabulary, source, formats, at }: CellsOrigin,
  { timeZone, notKnown }: Hotline,
  unknown: UnknownCode,
): ((birth: string, date: string) => CodedCell) | null {
  if (!at || !vocabulary) return null;
  const readBirth = dateReader([...formats, 'YYYY-MM-DD'], timeZone);
  const readDate = dateReader([...at.formats, 'YYYY-MM-DD'], timeZone);
  return (birth, date) => {
    if (isLabel(birth, vocabulary) || notKnown.has(fold(birth)))
      return codeCell(birth, vocabulary, unknown, source.heading);
    const born = readBirth(birth);
    const on = readDate(date);
    if (born.day !== null && on.day === null) return { code: unknown, form: unknown, problems: [] };
    const ages = born.day === null || on.day === null ? null : ageOn(born, on);
    return codeYears(birth, ages, { vocabulary, unknown, column: source.heading });
  };
}
