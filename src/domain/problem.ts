/** The problems an export can have. Their texts are in src/words/. */
export const PROBLEM_CODES = [
  // the table is rejected, whatever the tolerance
  'not-decodable',
  'not-a-csv',
  'not-a-workbook',
  'not-an-archive',
  'too-large-or-slow', // more memory or time than a month of exports takes
  'reader-failed', // the reader itself failed on these bytes
  'unclosed-quote',
  'separator-unlisted',
  'heading-not-first',
  'heading-missing',
  'heading-twice',
  'no-such-hotline',
  'no-such-month',
  'no-such-table',
  'period-month', // a file of a quarter, half-year or year in the folder of a month that is not its last
  'second-object',
  'empty-replacement', // no records where the month has some, and no one confirmed that this is right
  // errors: the table is rejected when there are more than the hotline tolerates
  'id-empty',
  'id-conflict',
  'date-unreadable',
  'date-after-month',
  'flag-unreadable',
  'count-unreadable', // how many records a row represents is not a whole number
  'several-values', // a cell with several values in a column that the hotline's file says has one
  'line-broken',
  'report-end', // lines at the end of a report that are not records, in a form not agreed with the hotline
  'total-row', // a row whose only filled cells look like a total
  // warnings: the row counts
  'column-unknown', // many cells of a column have a value that is in no list: the mapping is likely wrong
  'value-unknown',
  'age-implausible',
  'state-outside-countries',
  'id-numeric',
  'id-altered', // an id that visibly lost its form: 2.01707E+13, 2001.0, #####, #REF!, a date or boolean cell
  'id-form', // an id without the form in the hotline's file
  'dates-swapped', // day and month look exchanged by a program of another locale
  'rows-hidden', // rows hidden by a workbook's filter are read
  'row-repeated',
  'sheet-hidden',
  'name-unknown', // a sheet or packed file that is not a table of the hotline
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

export type Severity = 'rejection' | 'error' | 'warning';

export type PhraseValue = string | number | readonly string[];

/** A detail as its kind and values (never a cell's), to be worded in any language (src/words/). */
export interface DetailPhrase {
  readonly kind: string;
  readonly values: Readonly<Record<string, PhraseValue>>;
}

/** One problem of an export, without the value: safe for logs, messages and the ledger. */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  /**
   * 1-based record number in the file, counted from the row below the headings; empty rows and blank lines have a
   * number too. Null for the entire file.
   */
  readonly record: number | null;
  /** The heading of the column as spelled in the hotline's mapping; null for the entire row or file. */
  readonly column: string | null;
  /** Codes, expectations, names of objects, in English; never a value of the file. */
  readonly detail: string;
  /** The same for other languages; missing where the detail has no values, or only numbers. */
  readonly phrase?: DetailPhrase | undefined;
}

/** One problem of a file, as a problems.csv has it, without the cell's value. */
export interface ProblemLine {
  /** The spreadsheet row, 1-based; null if it is not known, or the problem is of the entire file. */
  readonly row: number | null;
  readonly record: number | null;
  /** The heading of the column; null for a problem of the entire row or file. */
  readonly column: string | null;
  readonly severity: Severity;
  readonly code: ProblemCode;
  /** What is wrong, in one sentence. */
  readonly sentence: string;
  /** What distinguishes this problem from others of its kind; empty if nothing does. */
  readonly detail: string;
}

/** The meaning of a problem, in one sentence, and how to fix it. */
export interface ProblemText {
  readonly sentence: string;
  readonly remedy: string;
}

export type ProblemTexts = Readonly<Record<ProblemCode, ProblemText>>;
