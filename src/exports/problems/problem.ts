import type { Problem, ProblemCode, Severity } from '../../domain/problem.ts';
import type { Detail } from './detail-phrases.ts';
import { asDetail, type FixedDetail } from './detail-texts.ts';

/** The place of a problem: a record by its number, a column by its heading; neither for the entire file or upload. */
type ProblemPlace = Partial<Pick<Problem, 'record' | 'column'>>;

/** Creates a problem. The detail never repeats a value of the file. */
export const problem = (
  severity: Severity,
  code: ProblemCode,
  detail: FixedDetail | Detail,
  { record = null, column = null }: ProblemPlace = {},
): Problem => ({ code, severity, record, column, ...asDetail(detail) });

/**
 * A refusal of a file or an entire upload before its rows are coded. All of its problems have the severity `rejection`.
 */
export class Rejection extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ code }) => code).join(', '));
    this.problems = problems;
  }
}

/** Creates a rejection with one problem. The detail never repeats a value of the file. */
export const rejection = (code: ProblemCode, detail: FixedDetail | Detail, place: ProblemPlace = {}): Rejection =>
  new Rejection([problem('rejection', code, detail, place)]);
