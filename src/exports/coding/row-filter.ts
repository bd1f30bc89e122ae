import type { ExportFile, RowFilter, TableMapping } from '../../definitions/hotline.ts';
import { fold } from '../../domain/codes.ts';
import { sourceKey } from '../layout/sources.ts';
import { type CellFault, warning } from './cell-coding.ts';

/** What a cell says to one filter of one table: the row is its, is known to be none of its, or nobody knows. */
export type FilterAnswer = 'taken' | 'left' | 'unknown';

/** A table and one of its filters, with all its other filters. */
export interface FilterPlace {
  readonly filter: RowFilter;
  readonly others: readonly RowFilter[];
}

/**
 * What cells say to a file's filters. A value is known when some table of the file takes it, or when the hotline says that
 * it belongs to none.
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

/** Every filter of every table beside the table's others: a row that one of those leaves out needs no warning. */
export const filterPlaces = ({ tables }: ExportFile): FilterPlace[] =>
  tables.flatMap(({ where }: TableMapping) =>
    where.map((filter) => ({ filter, others: where.filter((other) => other !== filter) })),
  );

/** The warning for a cell by which no table can be told. */
export const filterFault = ({ source }: RowFilter, cell: string): CellFault =>
  warning(
    'value-unknown',
    source.heading,
    cell.trim() === '' ? 'empty; the row is left out' : 'the row is left out',
    cell,
  );
