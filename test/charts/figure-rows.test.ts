import { describe, expect, it } from 'vitest';
import { figureRows, type RowContext } from '../../src/charts/figure-rows.ts';
import { figure, labels, map, monthly, words } from './chart-fixtures.ts';

const context = (other: Partial<RowContext> = {}): RowContext => ({
  labels,
  words: words.es,
  lang: 'es',
  locale: 'es-MX',
  classBounds: [10, 25, 50],
  place: 'a test',
  ...other,
});

describe('figureRows', () => {
  it('holds what is printed, in the figure’s order and language', () => {
    const rows = figureRows(figure('victims-by-type', 'type', 1257, { labor: 793, sex: null }), context());
    expect(rows[0]).toMatchObject({
      key: 'labor',
      label: 'Laboral',
      count: 793,
      countText: '793',
      shareText: '63%',
      order: 0,
    });
    expect(rows[1]).toMatchObject({
      count: null,
      countText: '‡',
      share: null,
      shareText: '‡',
      suppressed: true,
      order: 1,
    });
  });

  it('says less than one percent of some, and more than 99 of not all', () => {
    const rows = figureRows(figure('f', 'gender', 100_000, { male: 99_990, female: 10 }), context());
    expect(rows.map((row) => row.shareText)).toEqual(['>99%', '<1%']);
  });

  it('ranks and names a map’s classes and holds no count of them', () => {
    const rows = figureRows(map, context());
    expect(rows.map((row) => [row.class, row.classLabel])).toEqual([
      ['4', '50 o más'],
      ['3', '25–49'],
      ['2', '10–24'],
      ['1', 'Menos de 10'],
      ['0', 'Ninguno conocido'],
    ]);
    expect(rows.every((row) => row.count === null && row.countText === '')).toBe(true);
  });

  it('marks a place whose class is hidden', () => {
    const hidden = { ...map, cells: [{ key: 'US-NV', suppressed: true as const }] };
    expect(figureRows(hidden, context())[0]).toMatchObject({ class: 'hidden', classLabel: '', suppressed: true });
  });

  it('gives months their year, number and initial', () => {
    const rows = figureRows(monthly(), context());
    expect(rows[0]).toMatchObject({ key: '2015-09', year: 2015, month: 9, initial: 'S' });
    expect(rows[4]).toMatchObject({ key: '2016-01', year: 2016, month: 1, initial: 'E' });
  });

  it('has no rows of a withheld figure', () => {
    expect(figureRows({ ...map, cells: [], withheld: true }, context())).toEqual([]);
  });

  it('fails for a code without a label, naming figure and code', () => {
    const other = figure('victims-by-type', 'type', 10, { smuggling: 10 });
    expect(() => figureRows(other, context())).toThrow(/victims-by-type.*"smuggling".*es/u);
  });
});
