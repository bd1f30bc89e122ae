import { LANGUAGES, type Language } from '../../domain/languages.ts';
import type { Problem } from '../../domain/problem.ts';
import { WORDS } from '../../words/words.ts';
import { detailText } from './detail-texts.ts';

/** How the problems of one file are worded. */
export interface Wording {
  readonly language: Language;
  /** The row of the spreadsheet that the headings are in, 1-based; null where no row is known. */
  readonly headingRow: number | null;
  /** The 0-based place of each column by its heading as the hotline's file spells it. */
  readonly columns: ReadonlyMap<string, number>;
}

/** Words for problems of which nothing but the language is known. */
export const wordingIn = (language: Language): Wording => ({ language, headingRow: null, columns: new Map() });

const PLAIN: Wording = wordingIn(LANGUAGES[0]);

/** The row of the spreadsheet that a record is in, 1-based; null where the heading's row is not known. */
export const rowOf = (record: number, { headingRow }: Pick<Wording, 'headingRow'>): number | null =>
  headingRow === null ? null : record + headingRow;

/** The detail of a problem in the language of the wording. */
export const detailIn = (problem: Pick<Problem, 'detail' | 'phrase'>, wording: Wording): string =>
  detailText(problem, wording.language, (record) => {
    const words = WORDS[wording.language].places;
    const row = rowOf(record, wording);
    return row === null ? `${words.theRecord} ${record}` : `${words.theRow} ${row}`;
  });

/** What a problem means with its detail, as a sentence. */
export function sentenceOf(problem: Pick<Problem, 'code' | 'detail' | 'phrase'>, wording: Wording): string {
  const { sentence } = WORDS[wording.language].problems[problem.code];
  const detail = detailIn(problem, wording);
  return detail === '' ? sentence : `${sentence.slice(0, -1)} (${detail}).`;
}

/** A problem in words: what it means, its detail, and how to fix it. */
export const problemText = (problem: Pick<Problem, 'code' | 'detail' | 'phrase'>, wording = PLAIN): string =>
  `${sentenceOf(problem, wording)} ${WORDS[wording.language].problems[problem.code].remedy}`;

/** Where a problem is: `row 12 (record 11), column B (Date Opened)`; empty for the file as a whole. */
export function placeOf({ record, column }: Pick<Problem, 'record' | 'column'>, wording: Wording): string {
  const words = WORDS[wording.language].places;
  const row = record === null ? null : rowOf(record, wording);
  const inRow = row === null ? `${words.record} ${record}` : `${words.row} ${row} (${words.record} ${record})`;
  const parts = [record === null ? null : inRow, column === null ? null : columnName(column, wording)];
  return parts.filter((part) => part !== null).join(', ');
}

/** A problem with its place and how to fix it, in one line. */
export function placedText(problem: Problem, wording: Wording): string {
  const place = placeOf(problem, wording);
  return `${place === '' ? '' : `${place}: `}${problemText(problem, wording)}`;
}

/** Why a table is rejected whose rows have more errors than its hotline tolerates. */
export const tooManyErrors = (rows: number, tolerance: number, language: Language): string =>
  WORDS[language].lines.tooManyErrors(rows, tolerance);

/** A column as a spreadsheet shows it: `column B (Date Opened)`; its heading alone where its place is not known. */
export function columnName(heading: string, { language, columns }: Wording): string {
  const at = columns.get(heading);
  const { column } = WORDS[language].places;
  return at === undefined ? `${column} ${heading}` : `${column} ${columnLetters(at)} (${heading})`;
}

/** The letters of a spreadsheet's column, from its 0-based place: A, Z, AA. */
export function columnLetters(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : columnLetters(Math.floor(at / 26) - 1) + letter;
}
