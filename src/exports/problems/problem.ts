import type { Problem, ProblemCode, Severity } from '../../domain/problem.ts';
import type { Detail } from './detail-phrases.ts';
import { asDetail, type FixedDetail } from './detail-texts.ts';

/** Where a problem is: a record by its number, a column by its heading; neither for the file or upload as a whole. */
type ProblemPlace = Partial<Pick<Problem, 'record' | 'column'>>;

/** Makes a problem. The detail never repeats a value of the file. */
export const problem = (
  severity: Severity,
  code: ProblemCode,
  detail: FixedDetail | Detail,
  { record = null, column = null }: ProblemPlace = {},
): Problem => ({ code, severity, record, column, ...asDetail(detail) });

/** Why a file or a whole upload is refused before its rows are coded: the problems, all of severity `rejection`. */
export class Rejection extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ code }) => code).join(', '));
    this.problems = problems;
  }
}

/** A rejection for one reason. The detail never repeats a value of the file. */
export const rejection = (code: ProblemCode, detail: FixedDetail | Detail, place: ProblemPlace = {}): Rejection =>
  new Rejection([problem('rejection', code, detail, place)]);
