import { describe, expect, it } from 'vitest';
import type { CountedFigure, PrintedFigure } from '../../src/domain/figure.ts';
import type { RevisionFigure } from '../../src/domain/revision.ts';
import { suppress } from '../../src/figures/suppress.ts';
import { tieKeyOf } from './generators.ts';

const figureOf = (id: string, by: 'month' | 'gender', counts: Record<string, number>): CountedFigure => ({
  ...{ id, counts: 'cases', by, multi: false, print: { as: 'counts' }, shares: false },
  universe: id,
  total: Object.values(counts).reduce((all, count) => all + count, 0),
  cells: Object.entries(counts).map(([key, count]) => ({ key, count })),
});

const months = (...counts: number[]): CountedFigure =>
  figureOf(
    'series',
    'month',
    Object.fromEntries(counts.map((count, at) => [`2020-${String(at + 1).padStart(2, '0')}`, count])),
  );

const POLICY = { threshold: 10, tieKey: tieKeyOf('secret') };

function print(figure: CountedFigure, ...approved: RevisionFigure[]): RevisionFigure {
  const [printed] = suppress([figure], { ...POLICY, approved: approved.map((one) => [one]) });
  return { counted: figure, printed: printed! };
}

const hidden = ({ cells }: PrintedFigure): string[] =>
  cells.filter(({ suppressed }) => suppressed).map(({ key }) => key);
const hiddenMonths = ({ printed }: RevisionFigure): number[] => hidden(printed).map((key) => Number(key.slice(5)));

describe('a monthly series beside approved editions', () => {
  it('keeps hidden what hid a small month, though a smaller one comes', () => {
    const june = print(months(31, 5, 20, 32, 33, 34));
    expect(hiddenMonths(june)).toEqual([2, 3]);
    expect(hiddenMonths(print(months(31, 5, 20, 32, 33, 34, 15, 40, 41)))).toEqual([2, 7]);
    expect(hiddenMonths(print(months(31, 5, 20, 32, 33, 34, 15, 40, 41), june))).toEqual([2, 3]);
  });

  it('hides beside a new small month only what is new too', () => {
    const june = print(months(31, 25, 20, 32, 33, 34));
    expect(hiddenMonths(print(months(31, 25, 20, 32, 33, 34, 5, 40, 41), june))).toEqual([7, 8]);
  });

  it('hides a new small month with another new one even where older marks are many', () => {
    const june = print(months(31, 5, 20, 32, 33, 34));
    expect(hiddenMonths(print(months(31, 5, 20, 32, 33, 34, 4, 40, 41), june))).toEqual([2, 3, 7, 8]);
  });

  it('lets new small months of k or more together hide each other', () => {
    const june = print(months(31, 5, 20, 32, 33, 34));
    expect(hiddenMonths(print(months(31, 5, 20, 32, 33, 34, 7, 8, 41), june))).toEqual([2, 3, 7, 8]);
  });

  it('keeps a page safe by itself where a lone new month has to wait', () => {
    const june = print(months(31, 25, 20));
    expect(hiddenMonths(print(months(31, 25, 20, 5), june))).toEqual([3, 4]);
  });

  it('remembers every approved edition, not only the last', () => {
    const first = print(months(31, 5, 20));
    const second = print(months(31, 5, 20, 32, 6, 40), first);
    const third = print(months(31, 5, 20, 32, 6, 40, 11, 11, 11), first, second);
    expect(hiddenMonths(second)).toEqual([2, 3, 4, 5]);
    expect(hiddenMonths(third)).toEqual([2, 3, 4, 5]);
  });

  it('prints a corrected page of an edition with the same marks', () => {
    const first = print(months(31, 5, 20, 21));
    expect(hiddenMonths(print(months(31, 5, 40, 21), first))).toEqual([2, 3]);
  });

  it('keeps twelve single reports withheld, whatever comes after them', () => {
    const ones = print(months(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
    expect(ones.printed.withheld).toBe(true);
    const longer = months(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 30, 40, 50);
    expect(print(longer, ones).printed.withheld).toBe(true);
  });
});

describe('cells beside approved editions', () => {
  const gender = (male: number, female: number, minority: number): CountedFigure =>
    figureOf('gender', 'gender', { male, female, 'gender-minority': minority });

  it('stay hidden when a small one has grown by less than k', () => {
    const before = print(gender(60, 40, 9));
    expect(hidden(print(gender(60, 40, 10)).printed)).toEqual([]);
    expect(hidden(print(gender(60, 40, 10), before).printed)).toEqual(['female', 'gender-minority']);
  });

  it('are printed again once all that was hidden has grown by k or more', () => {
    const before = print(gender(60, 40, 9));
    expect(hidden(print(gender(90, 55, 19), before).printed)).toEqual([]);
  });

  it('hide beside a new small one what has grown most since it was printed, before what stood still', () => {
    const before = print(gender(60, 40, 0));
    expect(hidden(print(gender(90, 41, 4), before).printed)).toEqual(['male', 'gender-minority']);
  });

  it('hide first what the sheet names', () => {
    const [printed] = suppress([gender(60, 40, 4)], { ...POLICY, hideFirst: ['male'] });
    expect(hidden(printed!)).toEqual(['male', 'gender-minority']);
  });

  it('are hidden alike in two figures that count the same by the same column, whatever the key', () => {
    for (let key = 0; key < 50; key++) {
      const all = ['signals', 'cases'].map((id) => ({ ...months(31, 5, 20, 32, 20, 33), id, universe: id }));
      const [one, other] = suppress(all, { threshold: 10, tieKey: tieKeyOf(String(key)) });
      expect(hidden(one!)).toEqual(hidden(other!));
    }
  });
});
