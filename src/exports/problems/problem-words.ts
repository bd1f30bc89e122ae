import { countIn } from '../../domain/format.ts';
import { LANGUAGES, type Language } from '../../domain/languages.ts';
import type { Problem, Severity } from '../../domain/problem.ts';
import { detailText } from './detail-texts.ts';
import { PROBLEM_TEXTS } from './problem-texts.ts';

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

interface PlaceWords {
  readonly row: string;
  readonly record: string;
  readonly column: string;
  /** A row in the middle of a sentence, with its article where the language has one. */
  readonly theRow: string;
  readonly theRecord: string;
}

const PLACES: Readonly<Record<Language, PlaceWords>> = {
  en: { row: 'row', record: 'record', column: 'column', theRow: 'row', theRecord: 'record' },
  es: { row: 'fila', record: 'registro', column: 'columna', theRow: 'la fila', theRecord: 'el registro' },
};

export const SEVERITY_WORDS: Readonly<Record<Language, Readonly<Record<Severity, string>>>> = {
  en: { rejection: 'rejection', error: 'error', warning: 'warning' },
  es: { rejection: 'rechazo', error: 'error', warning: 'advertencia' },
};

/** The row of the spreadsheet that a record is in, 1-based; null where the heading's row is not known. */
export const rowOf = (record: number, { headingRow }: Pick<Wording, 'headingRow'>): number | null =>
  headingRow === null ? null : record + headingRow;

/** The detail of a problem in the language of the wording. */
export const detailIn = (problem: Pick<Problem, 'detail' | 'phrase'>, wording: Wording): string =>
  detailText(problem, wording.language, (record) => {
    const words = PLACES[wording.language];
    const row = rowOf(record, wording);
    return row === null ? `${words.theRecord} ${record}` : `${words.theRow} ${row}`;
  });

/** What a problem means with its detail, as a sentence. */
export function sentenceOf(problem: Pick<Problem, 'code' | 'detail' | 'phrase'>, wording: Wording): string {
  const { sentence } = PROBLEM_TEXTS[wording.language][problem.code];
  const detail = detailIn(problem, wording);
  return detail === '' ? sentence : `${sentence.slice(0, -1)} (${detail}).`;
}

/** A problem in words: what it means, its detail, and how to fix it. */
export const problemText = (problem: Pick<Problem, 'code' | 'detail' | 'phrase'>, wording = PLAIN): string =>
  `${sentenceOf(problem, wording)} ${PROBLEM_TEXTS[wording.language][problem.code].remedy}`;

/** Where a problem is: `row 12 (record 11), column B (Date Opened)`; empty for the file as a whole. */
export function placeOf({ record, column }: Pick<Problem, 'record' | 'column'>, wording: Wording): string {
  const words = PLACES[wording.language];
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

const ROWS_IN_ERROR: Readonly<Record<Language, (rows: number, tolerance: number) => string>> = {
  en: (rows, tolerance) =>
    `${countIn(rows, 'en')} ${rows === 1 ? 'row has' : 'rows have'} errors${tolerance > 0 ? `, and this hotline allows ${countIn(tolerance, 'en')}` : ''}; the table is not taken: correct them and upload it again`,
  es: (rows, tolerance) =>
    `${countIn(rows, 'es')} ${rows === 1 ? 'fila tiene' : 'filas tienen'} errores${tolerance > 0 ? `, y esta línea admite ${countIn(tolerance, 'es')}` : ''}; la tabla no se toma: corríjalas y vuelva a subirla`,
};

/** Why a table is rejected whose rows have more errors than its hotline tolerates. */
export const tooManyErrors = (rows: number, tolerance: number, language: Language): string =>
  ROWS_IN_ERROR[language](rows, tolerance);

/** A column as a spreadsheet shows it: `column B (Date Opened)`; its heading alone where its place is not known. */
export function columnName(heading: string, { language, columns }: Wording): string {
  const at = columns.get(heading);
  const { column } = PLACES[language];
  return at === undefined ? `${column} ${heading}` : `${column} ${columnLetters(at)} (${heading})`;
}

/** The letters of a spreadsheet's column, from its 0-based place: A, Z, AA. */
export function columnLetters(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : columnLetters(Math.floor(at / 26) - 1) + letter;
}
