import type { Source } from '../../definitions/hotline.ts';
import type { FactColumn, FactType } from '../../domain/facts-columns.ts';
import type { Month } from '../../domain/month.ts';
import type { DetailPhrase, ProblemCode, Severity } from '../../domain/problem.ts';
import type { Detail } from '../problems/detail-phrases.ts';
import { asDetail, type FixedDetail } from '../problems/detail-texts.ts';

/** A problem of a cell. `value` goes to problems.csv and nowhere else; `detail` never repeats it. */
export interface CellProblem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly column: string;
  readonly detail: string;
  /** The detail for other languages, as in a problem. */
  readonly phrase?: DetailPhrase;
  readonly value: string;
}

/** The type of a coded cell, by the type of its column. */
interface ValueByType {
  readonly VARCHAR: string;
  /** `YYYY-MM-DD`. */
  readonly DATE: string;
  readonly BOOLEAN: boolean;
  readonly INTEGER: number;
  readonly 'VARCHAR[]': readonly string[];
}

/** A coded cell; null if it has no value. */
export type CodedValue = ValueByType[FactType] | null;

/** One cell, or the few cells that are coded together, in the form that facts store. */
export interface Coded {
  /** One value per canonical column. */
  readonly values: readonly CodedValue[];
  /**
   * The equality key: two rows with the same key are equal in these cells. It consists of codes, and of the folded text
   * of unknown values.
   */
  readonly form: string;
  readonly problems: readonly CellProblem[];
}

/**
 * Codes cells of a row into one or more canonical columns. It is pure: the same cells always have the same codes, so
 * the distinct cells of a file are coded once each. A cell is null if the file lacks an optional column.
 */
export interface CellCoding {
  readonly columns: readonly FactColumn[];
  readonly sources: readonly Source[];
  code(cells: readonly (string | null)[]): Coded;
}

/** Creates a warning: the row is counted. */
export const warning = (
  code: ProblemCode,
  column: string,
  detail: FixedDetail | Detail,
  value: string,
): CellProblem => ({
  code,
  severity: 'warning',
  column,
  ...asDetail(detail),
  value,
});

/** Creates an error: the file is accepted only within the error tolerance, and the row is not counted even then. */
export const error = (code: ProblemCode, column: string, detail: FixedDetail | Detail, value: string): CellProblem => ({
  code,
  severity: 'error',
  column,
  ...asDetail(detail),
  value,
});

/** The context of a file's coding besides its mapping. */
export interface CodingContext {
  /** The export's month; null for a loose file, whose dates are then not compared with a month. */
  readonly month: Month | null;
  /** Whether the cells come from a workbook: its dates arrive as ISO days, whichever format the hotline writes. */
  readonly isWorkbook: boolean;
}
