import type { CountedFigure } from '../domain/figure.ts';
import type { Change } from '../domain/review.ts';
import type { RevisionFigure } from '../domain/revision.ts';

/**
 * Every number that differs between two revisions, exact, for the person who approves the newer one; a figure or cell
 * that one of them does not have counts as zero there. Rises and falls alike: `small` marks changes of 1..k-1 in either
 * direction.
 */
export function growth(
  older: readonly RevisionFigure[],
  newer: readonly RevisionFigure[],
  threshold: number,
): Change[] {
  const before = numbersOf(older);
  const after = numbersOf(newer);
  const shown = { was: printedNumbers(older), is: printedNumbers(newer) };
  const keys = [...new Set([...after.keys(), ...before.keys()])];
  return keys.flatMap((key) => {
    const [was, is] = [before.get(key)?.count ?? 0, after.get(key)?.count ?? 0];
    const place = after.get(key) ?? before.get(key);
    if (was === is || !place) return [];
    const size = Math.abs(is - was);
    const seen = shown.was.has(key) && shown.is.has(key);
    return [{ figure: place.figure, cell: place.cell, before: was, after: is, small: size < threshold, seen }];
  });
}

/** The numbers that a revision prints as such, by their place; rounded ones cannot be subtracted to the person. */
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
export interface Numbered {
  readonly figure: string;
  readonly cell: string | null;
  readonly count: number;
}

/** Every number of a revision, exact, by its place; figures and cells in their own order. */
export function numbersOf(figures: readonly RevisionFigure[]): Map<string, Numbered> {
  const numbers = figures.flatMap(({ counted }) => [
    { figure: counted.id, cell: null, count: counted.total },
    ...knownOf(counted),
    ...counted.cells.map(({ key, count }): Numbered => ({ figure: counted.id, cell: key, count })),
  ]);
  return new Map(numbers.map((number) => [JSON.stringify([number.figure, number.cell]), number]));
}

const knownOf = ({ id, known }: CountedFigure): Numbered[] =>
  known === undefined ? [] : [{ figure: id, cell: 'known', count: known }];
