import type { Problem, ProblemCode } from '../../domain/problem.ts';
import type { Detail } from './detail-phrases.ts';
import { asDetail, type FixedDetail } from './detail-texts.ts';

/** Why a file or a whole object is refused before its rows are coded: the problems, all of severity `rejection`. */
export class Rejection extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ code }) => code).join(', '));
    this.problems = problems;
  }
}

/** A rejection for one reason. The detail never repeats a value of the file. */
export const rejection = (code: ProblemCode, detail: FixedDetail | Detail, record: number | null = null): Rejection =>
  new Rejection([{ code, severity: 'rejection', record, column: null, ...asDetail(detail) }]);
