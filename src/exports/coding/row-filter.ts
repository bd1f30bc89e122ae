import type { ExportFile, RowFilter } from '../../definitions/hotline.ts';
import { fold } from '../../domain/codes.ts';
import { isNotKnownSign } from '../../domain/not-known.ts';
import { type NameMatcher, nameMatcher } from '../../domain/text/name-pattern.ts';
import { sourceKey } from '../layout/sources.ts';
import { type CellProblem, warning } from './cell-coding.ts';

/**
 * The result of one filter of one table for a cell: the row belongs to the table, is known not to belong to it, or the
 * value is unknown.
 */
export type FilterAnswer = 'included' | 'excluded' | 'unknown';

/** One filter of a table, with all its other filters. */
export interface FilterPlace {
  readonly filter: RowFilter;
  readonly others: readonly RowFilter[];
}

/**
 * Returns a function that applies a file's filters to cells. A value is known if some table of the file accepts it, or
 * if the hotline lists it as belonging to none.
 *
 * @param notKnown the hotline's own signs for "not known", folded: they are not a value
 */
export function filterAnswers(
  { tables }: ExportFile,
  notKnown: ReadonlySet<string>,
): (filter: RowFilter, cell: string) => FilterAnswer {
  const filters = tables.flatMap(({ where }) => where);
  const belongs = new Map(filters.map((filter) => [filter, nameMatcher(filter.values)]));
  const ignored = new Map(filters.map((filter) => [filter, nameMatcher(filter.ignored)]));
  const known = new Map<string, NameMatcher>();
  for (const { source } of filters) {
    const alike = filters.filter((filter) => sourceKey(filter.source) === sourceKey(source));
    known.set(sourceKey(source), nameMatcher(alike.flatMap(({ values, ignored }) => [...values, ...ignored])));
  }
  return (filter, cell) => {
    if (filter.hasValue)
      return hasValue(cell, notKnown) && ignored.get(filter)?.(cell) === null ? 'included' : 'excluded';
    if ((belongs.get(filter) ?? nameMatcher(filter.values))(cell) !== null) return 'included';
    return known.get(sourceKey(filter.source))?.(cell) === null ? 'unknown' : 'excluded';
  };
}

/** A sign for "not known" is what programs write for an empty cell. */
export function hasValue(cell: string, notKnown: ReadonlySet<string>): boolean {
  const text = fold(cell);
  return text !== '' && !isNotKnownSign(text) && !notKnown.has(text);
}

/**
 * Returns every filter once, with the other filters of all tables that have it: a row that one of these excludes needs
 * no warning.
 */
export function filterPlaces({ tables }: ExportFile): FilterPlace[] {
  const filters = new Set(tables.flatMap(({ where }) => where));
  return Array.from(filters, (filter) => {
    const [first, ...more] = tables.filter(({ where }) => where.includes(filter));
    const others = (first?.where ?? []).filter((other) => more.every(({ where }) => where.includes(other)));
    return { filter, others: others.filter((other) => other !== filter) };
  });
}

/** Creates the warning for a cell that does not identify a table. */
export const filterError = ({ source }: RowFilter, cell: string): CellProblem =>
  warning(
    'value-unknown',
    source.heading,
    cell.trim() === '' ? 'empty; the row is left out' : 'the row is left out',
    cell,
  );
