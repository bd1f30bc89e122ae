import type { Source } from '../../definitions/hotline.ts';
import type { FactColumn, FactType } from '../../domain/facts-columns.ts';
import type { DetailPhrase, ProblemCode, Severity } from '../../domain/problem.ts';
import type { Detail } from '../problems/detail-phrases.ts';
import { asDetail, type FixedDetail } from '../problems/detail-texts.ts';

/** What is wrong with a cell. `value` goes to problems.csv and nowhere else; `detail` never repeats it. */
export interface CellFault {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly column: string;
  readonly detail: string;
  /** The detail for other languages, as a problem has it. */
  readonly phrase?: DetailPhrase;
  readonly value: string;
}

/** What a coded cell is, by the type of its column. */
interface ValueByType {
  readonly VARCHAR: string;
  /** `YYYY-MM-DD`. */
  readonly DATE: string;
  readonly BOOLEAN: boolean;
  readonly 'VARCHAR[]': readonly string[];
}

/** A coded cell; null where it has no value. */
export type CodedValue = ValueByType[FactType] | null;

/** One cell (or the few cells that are coded together) as facts hold it. */
export interface Coded {
  /** One value per canonical column. */
  readonly values: readonly CodedValue[];
  /** What two rows must share to be equal in these cells: codes, and unknown values by their fold. */
  readonly form: string;
  readonly faults: readonly CellFault[];
}

/**
 * How one or more canonical columns are made of the cells of a row. Pure: the same cells always give the same codes, so a
 * file's distinct cells are coded once each. A cell is null where the file lacks an optional column.
 */
export interface CellCoding {
  readonly columns: readonly FactColumn[];
  readonly sources: readonly Source[];
  code(cells: readonly (string | null)[]): Coded;
}

/** A warning: the row counts. */
export const warning = (code: ProblemCode, column: string, detail: FixedDetail | Detail, value: string): CellFault => ({
  code,
  severity: 'warning',
  column,
  ...asDetail(detail),
  value,
});

/** An error: the row counts only under tolerance, and then not at all. */
export const error = (code: ProblemCode, column: string, detail: FixedDetail | Detail, value: string): CellFault => ({
  code,
  severity: 'error',
  column,
  ...asDetail(detail),
  value,
});
