import type { ProblemCode, Severity } from '../src/domain/problem.ts';
import type { Hotline } from './records.ts';

/** A problem that the program must find in a bad file. */
export interface ExpectedProblem {
  readonly problem: ProblemCode;
  readonly severity: Severity;
  readonly record: number | null;
  readonly column: string | null;
}

/** A small file with something wrong in it, and the problems that the program must report for it. */
export interface BadFile {
  readonly name: string;
  /** A hotline of the samples, or Línea 145 for problems that only its rules find. */
  readonly hotline: Hotline | 'linea-145';
  readonly table: string;
  readonly month: string;
  readonly bytes: Buffer;
  readonly outcome: 'accepted' | 'rejected';
  readonly problems: readonly ExpectedProblem[];
}

const MONTH = '2016-03';
/** The heading lines of the tables of `nhth`. */
export const HEADINGS: Readonly<Record<string, string>> = {
  signals: 'Signal ID,Date Received,Line,Channel,Related to Trafficking,Related to Mexico,Case Number',
  cases:
    'Case Number,Date Opened,Type of Trafficking,Venue/Industry,State(s) of Exploitation,Country of Exploitation,Mexico Nexus,Partner Case Number',
  victims: 'Victim ID,Case Number,Gender,Age at Contact,Nationality',
};
/** A row of cases without a problem. */
export const GOOD_CASE = '00000001,2016-03-01,Labor,Agriculture/Farms,Texas,United States,Yes,';

/** Returns the CSV of a table with these rows. */
export const table = (name: string, rows: readonly string[]): Buffer =>
  Buffer.from([HEADINGS[name] ?? '', ...rows].map((line) => `${line}\n`).join(''));

/** An expected problem; `record` and `column` are null if it concerns the entire file or row. */
export const found = (
  problem: ProblemCode,
  severity: Severity,
  record: number | null,
  column: string | null,
): ExpectedProblem => ({ problem, severity, record, column });

/** A file that is rejected as a whole, for one reason. */
export function rejected(name: string, of: string, bytes: Buffer, problem: ProblemCode): BadFile {
  const problems = [found(problem, 'rejection', null, null)];
  return { name, hotline: 'nhth', table: of, month: MONTH, bytes, outcome: 'rejected', problems };
}

/** A CSV of these rows; it is rejected if one of its problems is an error. */
export function bad(name: string, of: string, rows: readonly string[], problems: readonly ExpectedProblem[]): BadFile {
  const outcome = problems.some(({ severity }) => severity === 'error') ? 'rejected' : 'accepted';
  return { name, hotline: 'nhth', table: of, month: MONTH, bytes: table(of, rows), outcome, problems };
}
