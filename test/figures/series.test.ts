import { describe, expect, it } from 'vitest';
import type { CountedFigure } from '../../src/domain/figure.ts';
import type { Day, Month } from '../../src/domain/month.ts';
import { countFigures } from '../../src/figures/count-figures.ts';
import { jointAttack } from '../../src/figures/joint-attack.ts';
import type { Page } from '../../src/figures/pages-model.ts';
import { gatherPopulation } from '../../src/figures/population.ts';
import { suppress } from '../../src/figures/suppress.ts';
import { formatPeriod } from '../../src/words/period-labels.ts';
import { CODES } from '../current-codes.ts';
import { withFacts } from '../facts/facts-in-engine.ts';
import { parse, sheetJson } from './sheets.ts';

const RECEIVED = ['2015-09-30', '2015-10-01', '2016-05-03', '2016-12-31', '2017-07-31'];

async function series(by: string, from: string, through = '2017-07-31'): Promise<CountedFigure | undefined> {
  const sheet = parse(sheetJson({ figures: [{ id: 's', counts: 'signals', by }], period: { from } }));
  const signals = RECEIVED.map((received_on, at) => ({ signal_id: `${at}`, received_on }));
  return withFacts({ signals }, async (engine) => {
    await gatherPopulation(engine, sheet, through as Day);
    const [figure] = await countFigures(engine, { sheet, through: through as Day, codes: CODES });
    return figure;
  });
}

const named = (figure: CountedFigure | undefined): string[] =>
  (figure?.cells ?? []).map((cell) => `${cell.key} ${cell.count}, ${formatPeriod(cell, 'en')}`);

describe('a series of quarters or years', () => {
  it('has a cell for each period, and names those that are counted in part', async () => {
    expect(named(await series('year', '2015-09-30'))).toEqual([
      '2015 2, September 30 – December 31, 2015',
      '2016 2, 2016',
      '2017 1, January – July 2017',
    ]);
    expect(named(await series('quarter', '2015-09-30', '2016-08-31'))).toEqual([
      '2015-Q4 2, September 30 – December 31, 2015',
      '2016-Q1 0, January – March 2016',
      '2016-Q2 1, April – June 2016',
      '2016-Q3 0, July – August 2016',
    ]);
    expect(named(await series('year', '2016-01-01', '2016-12-31'))).toEqual(['2016 2, 2016']);
    const spanish = (key: string, to?: string): string => formatPeriod({ key, ...(to && { to: to as Day }) }, 'es');
    expect(spanish('2016-Q2')).toBe('abril–junio de 2016');
    expect(spanish('2017', '2017-07-31')).toBe('enero–julio de 2017');
  });

  it.each([
    ['month', 'year'],
    ['quarter', 'year'],
  ])('is refused beside another of the same records: %s and %s add up', (first, second) => {
    const figures = [first, second].map((by) => ({ id: by, counts: 'signals', by }));
    expect(() => parse(sheetJson({ figures }))).toThrow('their difference would be readable');
  });
});

/** Returns a page of signals by year as the program prints it. */
function page(month: string, counts: readonly number[], approved: readonly Page[] = []): Page {
  const cells = counts.map((count, at) => ({
    ...{ key: String(2015 + at), count },
    ...(at === counts.length - 1 && { to: `${month}-30` as Day }),
  }));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const counted: CountedFigure = {
    ...{ id: 'y', counts: 'signals', by: 'year', multi: false, total, cells },
    ...{ print: { as: 'counts' as const }, shares: false, universe: 'signals' },
  };
  const policy = { threshold: 10, tieKey: (by: string, cell: string) => `${by}${cell}` };
  const [printed] = suppress([counted], { ...policy, approved: approved.map(({ figures }) => figures) });
  if (!printed) throw new Error('nothing was printed');
  return { month: month as Month, revision: 1, threshold: 10, figures: [{ counted, printed }] };
}

const hidden = ({ figures }: Page): string[] =>
  figures[0]?.printed.cells.flatMap(({ key, suppressed }) => (suppressed ? [key] : [])) ?? [];

describe('years of two editions', () => {
  it('keep a small year hidden, and its readers cannot subtract it', () => {
    const first = page('2017-06', [5, 40, 30]);
    const next = page('2018-06', [5, 40, 52, 60], [first]);
    expect(hidden(first)).toEqual(['2015', '2017']);
    expect(hidden(next)).toContain('2015');
    expect(jointAttack(next, [first])).toEqual([]);
  });

  it('are attacked as numbers that do not change once a year is over', () => {
    const first = page('2017-06', [5, 40, 30]);
    const next = page('2018-06', [5, 40, 52, 60]);
    const [own] = next.figures;
    if (!own) throw new Error('no figure');
    const cells = own.counted.cells.map(({ key, count }) => (key === '2015' ? { key, count: 5 } : { key, count }));
    const bare: Page = { ...next, figures: [{ ...own, printed: { ...own.printed, cells } }] };
    expect(jointAttack(bare, [first]).map(({ month, cell, least, most }) => [month, cell, least, most])).toEqual([
      ['2017-06', '2015', 5, 5],
    ]);
  });
});
