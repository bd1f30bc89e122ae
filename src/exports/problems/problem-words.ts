import { USER_LANGUAGES, type UserLanguage } from '../../domain/languages.ts';
import type { Problem } from '../../domain/problem.ts';
import { WORDS } from '../../words/words.ts';
import { detailText } from './detail-texts.ts';

/** The language and places with which the problems of one file are worded. */
export interface Wording {
  readonly language: UserLanguage;
  /** The spreadsheet row of the headings, 1-based; null if it is not known. */
  readonly headingRow: number | null;
  /** The 0-based place of each column, by its heading as spelled in the hotline's file. */
  readonly columns: ReadonlyMap<string, number>;
}

/** Returns the wording for problems if only the language is known. */
export const wordingIn = (language: UserLanguage): Wording => ({ language, headingRow: null, columns: new Map() });

const PLAIN: Wording = wordingIn(USER_LANGUAGES[0]);

/** Returns the spreadsheet row of a record, 1-based; null if the heading's row is not known. */
export const rowOf = (record: number, { headingRow }: Pick<Wording, 'headingRow'>): number | null =>
  headingRow === null ? null : record + headingRow;

/** Returns the detail of a problem in the language of the wording. */
export const detailIn = (problem: Pick<Problem, 'detail' | 'phrase'>, wording: Wording): string =>
  detailText(problem, wording.language, (record) => {
    const words = WORDS[wording.language].places;
    const row = rowOf(record, wording);
    return row === null ? `${words.theRecord} ${record}` : `${words.theRow} ${row}`;
  });

/** Returns the meaning of a problem, with its detail, as a sentence. */
export function sentenceOf(problem: Pick<Problem, 'code' | 'detail' | 'phrase'>, wording: Wording): string {
  const { sentence } = WORDS[wording.language].problems[problem.code];
  const detail = detailIn(problem, wording);
  return detail === '' ? sentence : `${sentence.slice(0, -1)} (${detail}).`;
}

/** Describes a problem: its meaning, its detail, and how to fix it. */
export const problemText = (problem: Pick<Problem, 'code' | 'detail' | 'phrase'>, wording = PLAIN): string =>
  `${sentenceOf(problem, wording)} ${WORDS[wording.language].problems[problem.code].remedy}`;

/** Returns the place of a problem: `row 12 (record 11), column B (Date Opened)`; empty for the entire file. */
export function placeOf({ record, column }: Pick<Problem, 'record' | 'column'>, wording: Wording): string {
  const words = WORDS[wording.language].places;
  const row = record === null ? null : rowOf(record, wording);
  const inRow = row === null ? `${words.record} ${record}` : `${words.row} ${row} (${words.record} ${record})`;
  const parts = [record === null ? null : inRow, column === null ? null : columnName(column, wording)];
  return parts.filter((part) => part !== null).join(', ');
}

/** Describes a problem with its place and how to fix it, in one line. */
export function placedText(problem: Problem, wording: Wording): string {
  const place = placeOf(problem, wording);
  const { colon } = WORDS[wording.language].places;
  return `${place === '' ? '' : `${place}${colon}`}${problemText(problem, wording)}`;
}

/** Explains that a table is rejected because more of its rows have errors than its hotline tolerates. */
export const tooManyErrors = (rows: number, tolerance: number, language: UserLanguage): string =>
  WORDS[language].lines.tooManyErrors(rows, tolerance);

/**
 * Returns the name of a column as a spreadsheet shows it: `column B (Date Opened)`; only its heading if its place is
 * not known.
 */
export function columnName(heading: string, { language, columns }: Wording): string {
  const at = columns.get(heading);
  const { column } = WORDS[language].places;
  return at === undefined ? `${column} ${heading}` : `${column} ${columnLetters(at)} (${heading})`;
}

/** Returns the letters of a spreadsheet's column for its 0-based place: A, Z, AA. */
export function columnLetters(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : columnLetters(Math.floor(at / 26) - 1) + letter;
}
