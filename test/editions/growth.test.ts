import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RevisionFigure } from '../../src/domain/revision.ts';
import { growth } from '../../src/editions/growth.ts';

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
    exhaustive: false,
    universe: 'victims',
  },
  printed: { id, counts: 'victims', multi: false, total, cells: [] },
});

describe('growth between two revisions', () => {
  it('tells every number that differs, totals and known places included, and marks changes of 1..k-1', () => {
    const changes = growth(
      [figure('age', 100, { adult: 80, minor: 20 }, 60)],
      [figure('age', 121, { adult: 100, minor: 21 }, 51)],
      10,
    );
    expect(changes).toEqual([
      { figure: 'age', cell: null, before: 100, after: 121, small: false },
      { figure: 'age', cell: 'known', before: 60, after: 51, small: true },
      { figure: 'age', cell: 'adult', before: 80, after: 100, small: false },
      { figure: 'age', cell: 'minor', before: 20, after: 21, small: true },
    ]);
  });

  it('takes a figure or cell that one revision lacks for zero there', () => {
    expect(growth([figure('a', 3, { x: 3 })], [figure('b', 12, { y: 12 })], 10)).toEqual([
      { figure: 'b', cell: null, before: 0, after: 12, small: false },
      { figure: 'b', cell: 'y', before: 0, after: 12, small: false },
      { figure: 'a', cell: null, before: 3, after: 0, small: true },
      { figure: 'a', cell: 'x', before: 3, after: 0, small: true },
    ]);
  });

  it('is the same in both directions, with before and after exchanged', () => {
    const numbers = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(40));
    fc.assert(
      fc.property(numbers, numbers, fc.integer({ min: 3, max: 15 }), (one, other, k) => {
        const [older, newer] = [[figure('f', 1, one)], [figure('f', 2, other)]];
        const back = growth(newer, older, k).map(({ before, after, ...rest }) => ({
          ...rest,
          before: after,
          after: before,
        }));
        const byCell = (list: ReturnType<typeof growth>) => new Map(list.map((change) => [change.cell, change]));
        expect(byCell(back)).toEqual(byCell(growth(older, newer, k)));
      }),
      { seed: 2 },
    );
  });
});
