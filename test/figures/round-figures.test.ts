import { describe, expect, it } from 'vitest';
import type { CountedFigure, PrintedFigure } from '../../src/domain/figure.ts';
import type { Month } from '../../src/domain/month.ts';
import { roundFigures } from '../../src/figures/round-figures.ts';
import { tieKeyOf } from './generators.ts';
import { attackHistories } from './history-attack.ts';
import { attackRounded } from './rounded-attack.ts';

const MONTH = '2020-12' as Month;
const SHEETS = 300;

const single = (counts: readonly number[], id = 'by-gender'): CountedFigure => ({
  ...{ id, counts: 'victims', by: 'gender', multi: false, print: { as: 'counts' }, shares: true },
  universe: 'victims',
  total: counts.reduce((sum, count) => sum + count, 0),
  cells: counts.map((count, at) => ({ key: `c${at}`, count })),
});

const round = (figures: readonly CountedFigure[], base: number): PrintedFigure[] =>
  roundFigures(figures, { base, threshold: Math.max(10, base), month: MONTH, tieKey: tieKeyOf('secret') });

describe('a rounded figure', () => {
  it('rounds cells and total each on its own, says fewer than for 1 to base - 1, and takes shares of rounded numbers', () => {
    const [figure] = round([single([41, 17, 3, 0])], 5);
    expect(figure).toEqual({
      ...{ id: 'by-gender', counts: 'victims', by: 'gender', multi: false, total: 60, rounded: 5 },
      cells: [
        { key: 'c0', count: 40, share: 67 },
        { key: 'c1', count: 15, share: 25 },
        { key: 'c2', count: null, share: null, fewerThan: 5 },
        { key: 'c3', count: 0, share: 0 },
      ],
    });
  });

  it('hides one more cell where two small numbers follow from their sum: 4 and 4 of about 10', () => {
    const [figure] = round([single([4, 4])], 5);
    expect(figure?.total).toBe(10);
    expect(figure?.cells.filter(({ suppressed }) => suppressed)).toHaveLength(1);
    expect(figure?.cells.filter(({ fewerThan }) => fewerThan)).toHaveLength(1);
  });

  it('prints no cell where a total of fewer than the base would reveal them: 1 and 1 of fewer than 3', () => {
    const [figure] = round([single([1, 1])], 3);
    expect(figure).toMatchObject({ total: null, cells: [], withheld: true, rounded: 3 });
  });

  it('orders cells by rounded numbers, so that the order reveals nothing', () => {
    const nationality: CountedFigure = {
      ...single([52, 51, 50, 12]),
      ...{
        by: 'nationality',
        multi: true,
        total: 100,
        print: { as: 'top', limit: 3 },
        codeOrder: ['c2', 'c1', 'c0', 'c3'],
      },
    };
    expect(round([nationality], 5)[0]?.cells.map(({ key, count }) => [key, count])).toEqual([
      ['c2', 50],
      ['c1', 50],
      ['c0', 50],
    ]);
    const short: CountedFigure = { ...nationality, print: { as: 'top', limit: 2 } };
    expect(round([short], 5)[0]).toMatchObject({ cells: [], tied: { cells: 3, count: 50 } });
  });

  it('refuses a base under 3', () => {
    expect(() => round([single([1])], 2)).toThrow(/it must be 3 or more/);
  });
});

describe('editions of random histories, rounded', () => {
  it('reveal no small number when the joint attack allows their approval', () => {
    expect(attackHistories(80, 20260101, 'rounding').failures).toEqual([]);
  });
});

describe('random sheets, rounded', () => {
  it('reveal no number of 1 to base - 1, in print or by any sum', () => {
    const { counts, failures } = attackRounded(SHEETS, 20260101);
    expect(failures).toEqual([]);
    expect(counts.refused).toBeLessThan(SHEETS / 50);
    expect(counts.plainly).toBeGreaterThan(0);
  });
});
