/** What can be wrong with an export. The text for people is in exports/problem-texts.ts. */
export const PROBLEM_CODES = [
  // the table is rejected, whatever the tolerance
  'not-decodable',
  'not-a-csv',
  'not-a-workbook',
  'not-an-archive',
  'unclosed-quote',
  'separator-unlisted',
  'heading-not-first',
  'heading-missing',
  'heading-twice',
  'no-such-hotline',
  'no-such-month',
  'no-such-table',
  'second-object',
  // errors: the table is rejected when there are more than the hotline tolerates
  'id-empty',
  'id-conflict',
  'date-unreadable',
  'date-after-month',
  'flag-unreadable',
  'line-broken',
  // warnings: the row counts
  'value-unknown',
  'age-implausible',
  'state-outside-countries',
  'id-numeric',
  'row-repeated',
  'sheet-hidden',
  'name-unknown', // a sheet or packed file that is no table of the hotline
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

export type Severity = 'rejection' | 'error' | 'warning';

/** One problem of an export, without the value: fit for logs, messages and the ledger. */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  /**
   * 1-based record number in the file, the heading line and blank lines of a CSV not counted, rows of empty cells counted;
   * null for the file as a whole.
   */
  readonly record: number | null;
  /** The heading of the column as the hotline's mapping spells it; null for the row or file as a whole. */
  readonly column: string | null;
  /** Codes, expectations, names of objects: never a value of the file. */
  readonly detail: string;
}
