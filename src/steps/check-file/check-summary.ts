import type { ProblemCode, Severity } from '../../domain/problem.ts';
import { columnLetters, detailIn, rowOf, sentenceOf } from '../../exports/problems/problem-words.ts';
import { WORDS } from '../../words/words.ts';
import type { CheckedTable } from './check-file.ts';

/** One place of a problem, without the cell's value. */
export interface ProblemRow {
  /** The row as a spreadsheet shows it, 1-based; null where none is known. */
  readonly row: number | null;
  readonly record: number | null;
  readonly detail: string;
}

/** Every problem of one kind in one column, in the words of the language that was asked for. */
export interface ProblemKind {
  readonly code: ProblemCode;
  readonly severity: Severity;
  /** The heading; null where it is of a row or the file. */
  readonly column: string | null;
  /** The letter that a spreadsheet shows; null where it is not known. */
  readonly letter: string | null;
  readonly count: number;
  readonly sentence: string;
  readonly remedy: string;
  /** The first places; `count` says how many there are. */
  readonly rows: readonly ProblemRow[];
}

/** What a check found in one table, without a single value: fit to be shown. */
export interface TableSummary {
  readonly table: string | null;
  readonly status: CheckedTable['status'];
  readonly records: number;
  readonly rowsInError: number;
  readonly warnings: number;
  readonly kinds: readonly ProblemKind[];
}

export function checkSummary({
  table,
  status,
  records,
  rowsInError,
  warnings,
  groups,
  wording,
}: CheckedTable): TableSummary {
  const kinds = groups.map(({ code, severity, column, count, details, first }): ProblemKind => {
    const at = column === null ? undefined : wording.columns.get(column);
    const [example] = first;
    const isSame = details <= 1 && example !== undefined;
    const words = WORDS[wording.language].problems[code];
    return {
      code,
      severity,
      column,
      letter: at === undefined ? null : columnLetters(at),
      count,
      sentence: isSame ? sentenceOf(example, wording) : words.sentence,
      remedy: words.remedy,
      // the sentence says everything about an entire file with one problem of a kind
      rows: (isSame && example.record === null ? [] : first).map((problem) => ({
        row: problem.record === null ? null : rowOf(problem.record, wording),
        record: problem.record,
        detail: isSame ? '' : detailIn(problem, wording),
      })),
    };
  });
  return { table, status, records, rowsInError, warnings, kinds };
}
