import type { ExportFile, RowFilter, TableMapping } from '../../definitions/hotline.ts';
import { fold } from '../../domain/codes.ts';
import { sourceKey } from '../layout/sources.ts';
import { type CellFault, warning } from './cell-coding.ts';

/**
 * The result of one filter of one table for a cell: the row belongs to the table, is known not to belong to it, or the
 * value is unknown.
 */
export type FilterAnswer = 'taken' | 'left' | 'unknown';

/** One filter of a table, with all its other filters. */
export interface FilterPlace {
  readonly filter: RowFilter;
  readonly others: readonly RowFilter[];
}

/**
 * Returns a function that applies a file's filters to cells. A value is known if some table of the file accepts it, or
 * if the hotline lists it as belonging to none.
 */
export function filterAnswers({ tables }: ExportFile): (filter: RowFilter, cell: string) => FilterAnswer {
  const known = new Map<string, Set<string>>();
  for (const { source, values, ignored } of tables.flatMap(({ where }) => where))
    known.set(sourceKey(source), new Set([...(known.get(sourceKey(source)) ?? []), ...values, ...ignored]));
  return ({ source, values }, cell) => {
    const value = fold(cell);
    if (values.has(value)) return 'taken';
    return known.get(sourceKey(source))?.has(value) ? 'left' : 'unknown';
  };
}

/**
 * Returns every filter of every table with the table's other filters: a row that one of the others excludes needs no
 * warning.
 */
export const filterPlaces = ({ tables }: ExportFile): FilterPlace[] =>
  tables.flatMap(({ where }: TableMapping) =>
    where.map((filter) => ({ filter, others: where.filter((other) => other !== filter) })),
  );

/** Creates the warning for a cell that does not identify a table. */
export const filterFault = ({ source }: RowFilter, cell: string): CellFault =>
  warning(
    'value-unknown',
    source.heading,
    cell.trim() === '' ? 'empty; the row is left out' : 'the row is left out',
    cell,
  );
