import type { CountedExport } from '../domain/edition.ts';
import { type CountedFigure, isSmallChange } from '../domain/figure.ts';
import type { Change, ExportChanges } from '../domain/review.ts';
import type { RevisionFigure } from '../domain/revision.ts';

/**
 * Lists every number that differs between two revisions, exact, for the person who approves the newer one; a figure or
 * cell that one of them does not have counts as zero there. Includes rises and falls: `small` marks changes of 1..k-1
 * in either direction.
 */
export function changesBetween(
  older: readonly RevisionFigure[],
  newer: readonly RevisionFigure[],
  threshold: number,
): Change[] {
  const before = countedNumbers(older);
  const after = countedNumbers(newer);
  const printed = { was: printedNumbers(older), is: printedNumbers(newer) };
  const keys = [...new Set([...after.keys(), ...before.keys()])];
  return keys.flatMap((key) => {
    const [was, is] = [before.get(key)?.count ?? 0, after.get(key)?.count ?? 0];
    const place = after.get(key) ?? before.get(key);
    if (was === is || !place) return [];
    const seen = printed.was.has(key) && printed.is.has(key);
    const small = isSmallChange(was, is, threshold);
    return [{ figure: place.figure, cell: place.cell, before: was, after: is, small, seen }];
  });
}

/** The numbers that a revision prints exactly, by position; rounded ones cannot be subtracted down to one person. */
function printedNumbers(figures: readonly RevisionFigure[]): Set<string> {
  const exact = figures.filter(({ printed }) => printed.rounded === undefined);
  const places = exact.flatMap(({ printed: { id, total, known, cells } }) => [
    ...(total === null ? [] : [[id, null]]),
    ...(typeof known === 'number' ? [[id, 'known']] : []),
    ...cells.flatMap(({ key, count }) => (typeof count === 'number' ? [[id, key]] : [])),
  ]);
  return new Set(places.map((place) => JSON.stringify(place)));
}

/** One number of a revision; `cell` as in Change. */
export interface CountedNumber {
  readonly figure: string;
  readonly cell: string | null;
  readonly count: number;
}

/** Lists every number of a revision, exact, by position; figures and cells in their own order. */
export function countedNumbers(figures: readonly RevisionFigure[]): Map<string, CountedNumber> {
  const numbers = figures.flatMap(({ counted }) => [
    { figure: counted.id, cell: null, count: counted.total },
    ...knownNumber(counted),
    ...counted.cells.map(({ key, count }): CountedNumber => ({ figure: counted.id, cell: key, count })),
  ]);
  return new Map(numbers.map((number) => [JSON.stringify([number.figure, number.cell]), number]));
}

const knownNumber = ({ id, known }: CountedFigure): CountedNumber[] =>
  known === undefined ? [] : [{ figure: id, cell: 'known', count: known }];

/** Compares two lists of exports: which arrived, were corrected (have other bytes) or were withdrawn. */
export function exportChanges(before: readonly CountedExport[], now: readonly CountedExport[]): ExportChanges {
  const name = ({ hotline, month, table }: CountedExport): string => `${hotline}/${month}/${table}`;
  const was = new Map(before.map((countedExport) => [name(countedExport), countedExport.sha256]));
  const is = new Set(now.map(name));
  return {
    came: now.filter((countedExport) => !was.has(name(countedExport))),
    corrected: now.filter(
      (countedExport) => was.has(name(countedExport)) && was.get(name(countedExport)) !== countedExport.sha256,
    ),
    withdrawn: before.filter((countedExport) => !is.has(name(countedExport))),
  };
}
