import type { CountedFigure } from '../../src/domain/figure.ts';
import { suppress } from '../../src/figures/suppress.ts';
import { tieKeyOf } from './generators.ts';

/** The knowledge of a reader who applies the public rule to every table that could be behind a page. */
export interface Replayed {
  /** Pages with marks. */
  readonly pages: number;
  /** Pages whose possible tables all have the same hidden values: only the positions are unknown. */
  readonly valuesKnown: number;
  /** Pages among these whose hidden values are all equal, or that have only one: the positions are known too. */
  readonly undone: number;
}

/**
 * Generates every table of this many cells and at most this many people, with each cell no larger than the one before.
 */
function* tables(cells: number, people: number, most = people): Generator<number[]> {
  if (cells === 0) {
    yield [];
    return;
  }
  for (let count = Math.min(most, people); count >= 0; count--)
    for (const rest of tables(cells - 1, people - count, count)) yield [count, ...rest];
}

/**
 * Prints every table and collects, for each page, the possible values behind its marks. It does not matter for the
 * values which of two equal cells is hidden.
 */
export function replayed(cells: number, people: number, threshold: number): Replayed {
  const behind = new Map<string, Set<string>>();
  for (const counts of tables(cells, people)) {
    const figure: CountedFigure = {
      ...{ id: 'f', counts: 'victims', by: 'gender', multi: false, print: { as: 'counts' }, shares: false },
      ...{ universe: 'victims', total: counts.reduce((sum, count) => sum + count, 0) },
      cells: counts.map((count, at) => ({ key: `c${at}`, count })),
    };
    const [printed] = suppress([figure], { threshold, tieKey: tieKeyOf('secret') });
    const shown = new Map(printed?.cells.map(({ key, count }) => [key, count]));
    const hidden = figure.cells.filter(({ key }) => typeof shown.get(key) !== 'number').map(({ count }) => count);
    if (hidden.length === 0) continue;
    const printedCounts = [...shown.values()].filter((count) => typeof count === 'number').toSorted((a, b) => a - b);
    const page = JSON.stringify([printed?.total, printed?.withheld ?? false, hidden.length, printedCounts]);
    behind.set(page, (behind.get(page) ?? new Set()).add(JSON.stringify(hidden.toSorted((a, b) => a - b))));
  }
  const all = Array.from(behind, ([page, values]) => ({ pages: arrangements(page, cells), values: [...values] }));
  const known = all.filter(({ values }) => values.length === 1);
  const undone = known.filter(({ values: [one = '[]'] }) => new Set(JSON.parse(one)).size === 1);
  const count = (of: typeof all): number => of.reduce((sum, { pages }) => sum + pages, 0);
  return { pages: count(all), valuesKnown: count(known), undone: count(undone) };
}

/** Returns the number of orders in which the cells of a page can be arranged. */
function arrangements(page: string, cells: number): number {
  const [, , hidden, printed] = JSON.parse(page) as [unknown, unknown, number, number[]];
  const alike = [hidden, ...[...new Set(printed)].map((count) => printed.filter((one) => one === count).length)];
  return alike.reduce((all, times) => all / factorial(times), factorial(cells));
}

const factorial = (of: number): number => (of < 2 ? 1 : of * factorial(of - 1));
