import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RevisionFigure } from '../../src/domain/revision.ts';
import { changesBetween } from '../../src/editions/revision-changes.ts';

const figure = (id: string, total: number, cells: Record<string, number>, known?: number): RevisionFigure => ({
  counted: {
    id,
    counts: 'victims',
    multi: false,
    total,
    ...(known !== undefined && { known }),
    cells: Object.entries(cells).map(([key, count]) => ({ key, count })),
    print: { as: 'counts' },
    shares: true,
    universe: 'victims',
  },
  printed: { id, counts: 'victims', multi: false, total, cells: [] },
});

describe('changes between two revisions', () => {
  it('tells every number that differs, totals and known places included, and marks changes of 1..k-1', () => {
    const changes = changesBetween(
      [figure('age', 100, { adult: 80, minor: 20 }, 60)],
      [figure('age', 121, { adult: 100, minor: 21 }, 51)],
      10,
    );
    expect(changes).toEqual([
      { figure: 'age', cell: null, before: 100, after: 121, small: false, seen: true },
      { figure: 'age', cell: 'known', before: 60, after: 51, small: true, seen: false },
      { figure: 'age', cell: 'adult', before: 80, after: 100, small: false, seen: false },
      { figure: 'age', cell: 'minor', before: 20, after: 21, small: true, seen: false },
    ]);
  });

  it('takes a figure or cell that one revision lacks for zero there', () => {
    expect(changesBetween([figure('a', 3, { x: 3 })], [figure('b', 12, { y: 12 })], 10)).toEqual([
      { figure: 'b', cell: null, before: 0, after: 12, small: false, seen: false },
      { figure: 'b', cell: 'y', before: 0, after: 12, small: false, seen: false },
      { figure: 'a', cell: null, before: 3, after: 0, small: true, seen: false },
      { figure: 'a', cell: 'x', before: 3, after: 0, small: true, seen: false },
    ]);
  });

  it('marks what both pages print, so that readers can subtract it: no hidden cell, class or place below a list’s end', () => {
    const printing = (counts: Record<string, number>, cells: RevisionFigure['printed']['cells']): RevisionFigure => {
      const { counted, printed } = figure('f', 100, counts, 50);
      return { counted, printed: { ...printed, known: 50, cells } };
    };
    const changes = changesBetween(
      [
        printing({ a: 20, b: 30, c: 4 }, [
          { key: 'a', count: 20 },
          { key: 'b', count: 30 },
          { key: 'c', count: null },
        ]),
      ],
      [
        printing({ a: 21, b: 31, c: 5 }, [
          { key: 'a', count: 21 },
          { key: 'b', class: { from: 1, to: 9 } },
          { key: 'c', count: null },
        ]),
      ],
      10,
    );
    expect(changes.map(({ cell, seen }) => [cell, seen])).toEqual([
      ['a', true],
      ['b', false],
      ['c', false],
    ]);
  });

  it('is the same in both directions, with before and after exchanged', () => {
    const numbers = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(40));
    fc.assert(
      fc.property(numbers, numbers, fc.integer({ min: 3, max: 15 }), (one, other, k) => {
        const [older, newer] = [[figure('f', 1, one)], [figure('f', 2, other)]];
        const back = changesBetween(newer, older, k).map(({ before, after, ...rest }) => ({
          ...rest,
          before: after,
          after: before,
        }));
        const byCell = (list: ReturnType<typeof changesBetween>) =>
          new Map(list.map((change) => [change.cell, change]));
        expect(byCell(back)).toEqual(byCell(changesBetween(older, newer, k)));
      }),
      { seed: 2 },
    );
  });
});
