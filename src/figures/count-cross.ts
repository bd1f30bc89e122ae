import { crossKey } from '../domain/cross.ts';
import type { SqlRow } from '../domain/engine.ts';
import type { CountedCell } from '../domain/figure.ts';

/** The codes of a cross in the order of their lists; those of `optional` are left out if no record has them. */
export interface CrossCodes {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly optional: ReadonlySet<string>;
}

/**
 * Returns the cells of a cross: row by row, each with its total, then the totals of the columns.
 * @param counted one row for each pair of codes: `first`, `second`, `count`
 */
export function crossCells(counted: readonly SqlRow[], { rows, columns, optional }: CrossCodes): CountedCell[] {
  const counts = new Map<string, number>();
  for (const { first, second, count } of counted)
    for (const pair of [
      { row: String(first), column: String(second) },
      { row: String(first), column: '' },
      { row: '', column: String(second) },
    ])
      counts.set(crossKey(pair), (counts.get(crossKey(pair)) ?? 0) + Number(count));
  const cell = (row: string, column: string): CountedCell => {
    const key = crossKey({ row, column });
    return { key, count: counts.get(key) ?? 0 };
  };
  const shownRows = rows.filter((row) => !optional.has(row) || cell(row, '').count > 0);
  const shownColumns = columns.filter((column) => !optional.has(column) || cell('', column).count > 0);
  return [
    ...shownRows.flatMap((row) => [...shownColumns.map((column) => cell(row, column)), cell(row, '')]),
    ...shownColumns.map((column) => cell('', column)),
  ];
}
