import { describe, expect, it } from 'vitest';
import type { PrintedFigure } from '../../src/domain/figure.ts';
import type { Month } from '../../src/domain/month.ts';
import { type ApprovedFigures, figureSeries, withHiddenPeriods } from '../../src/public/figure-series.ts';
import { editionWith, GENDER } from './public-fixture.ts';

const gender = (male: number | null, female: number | null): PrintedFigure => ({
  ...GENDER,
  cells: [
    { key: 'male', count: male, ...(male === null && { suppressed: true }) },
    { key: 'female', count: female, ...(female === null && { suppressed: true }) },
  ],
});

const editionOf = (month: string, figure: PrintedFigure, ...replaced: readonly PrintedFigure[]): ApprovedFigures => ({
  current: { ...editionWith(figure), month: month as Month },
  replaced: replaced.map((one) => ({ ...editionWith(one), month: month as Month })),
});

const counts = (editions: readonly ApprovedFigures[], id: string) =>
  figureSeries(editions, id)?.points.map(({ month, numbers }) => [month, ...numbers.map((one) => one?.count ?? null)]);

describe('a figure through the editions', () => {
  it('has the printed numbers of every edition, and the mark where one is hidden', () => {
    const editions = [editionOf('2017-04', gender(20, null)), editionOf('2017-07', gender(41, 16))];
    expect(counts(editions, 'victims-by-gender')).toEqual([
      ['2017-04', 20, null],
      ['2017-07', 41, 16],
    ]);
  });

  it('takes the correction and not the revision that it replaces', () => {
    const editions = [editionOf('2017-07', gender(41, 16), gender(40, 17))];
    expect(counts(editions, 'victims-by-gender')).toEqual([['2017-07', 41, 16]]);
  });

  it('hides a number that any approved revision of the edition hid', () => {
    for (const editions of [
      [editionOf('2017-07', gender(41, 16), gender(41, null))],
      [editionOf('2017-07', gender(41, null), gender(41, 16))],
    ])
      expect(counts(editions, 'victims-by-gender')).toEqual([['2017-07', 41, null]]);
  });

  it('does not list a cell that an edition does not have, and does not take it for zero', () => {
    const top = { ...gender(20, null), cells: [{ key: 'male', count: 20 }] };
    const editions = [editionOf('2017-04', top), editionOf('2017-07', gender(41, 16))];
    expect(figureSeries(editions, 'victims-by-gender')?.points[0]?.numbers).toEqual([{ count: 20 }, null]);
  });

  it('follows totals, hides withheld ones, and has no series of months or unknown figures', () => {
    const withheld: PrintedFigure = { ...GENDER, total: null, cells: [], withheld: true };
    const editions = [editionOf('2017-04', withheld), editionOf('2017-07', gender(41, 16))];
    expect(counts(editions, 'victims')).toEqual([
      ['2017-04', 57],
      ['2017-07', 57],
    ]);
    expect(counts(editions, 'cases')?.map(([, count]) => count)).toEqual([null, null]);
    expect(counts(editions, 'victims-by-gender')?.[0]).toEqual(['2017-04', null, null]);
    const months: PrintedFigure = { ...GENDER, id: 'victims-by-month', by: 'month' };
    expect(figureSeries([editionOf('2017-07', months)], 'victims-by-month')).toBeNull();
    expect(figureSeries(editions, 'nothing')).toBeNull();
  });
});

describe('a series of months', () => {
  const months = (...values: readonly (number | null)[]): PrintedFigure => ({
    ...{ id: 'victims-by-month', counts: 'victims', by: 'month', multi: false, total: 57 },
    cells: values.map((count, at) => ({
      key: `2017-0${at + 1}`,
      count,
      ...(count === null && { suppressed: true as const }),
    })),
  });

  it('hides a month that another approved revision hid', () => {
    const editions = [editionOf('2017-02', months(20, null)), editionOf('2017-03', months(20, 14, 23))];
    const shown = withHiddenPeriods(months(20, 14, 23), editions);
    expect(shown.cells.map(({ count }) => count)).toEqual([20, null, 23]);
  });
});
