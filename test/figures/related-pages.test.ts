import { describe, expect, it } from 'vitest';
import type { CodeLists } from '../../src/domain/codes.ts';
import type { CountedFigure } from '../../src/domain/figure.ts';
import type { Month } from '../../src/domain/month.ts';
import { jointAttack } from '../../src/figures/joint-attack.ts';
import type { Page } from '../../src/figures/pages-model.ts';
import { suppress } from '../../src/figures/suppress.ts';
import { CODES } from '../current-codes.ts';
import { attackFamilies, type People, page, TYPES } from './families.ts';
import { parse, sheetJson } from './sheets.ts';

const PEOPLE: People = [
  [40, 60, 3, 2],
  [70, 30, 12, 15],
  [3, 2, 0, 1],
  [11, 2, 1, 0],
];

describe('related sheets', () => {
  it.each(['type', 'referral'] as const)(
    'are refused when a part prints the total that the whole hides: by %s',
    (by) => {
      const whole = page('whole', PEOPLE, null, { by });
      const rest = page('rest', PEOPLE, ['other'], { by });
      const hidden = whole.figures[1]!.printed.cells.filter(({ suppressed }) => suppressed).map(({ key }) => key);
      expect(hidden).toEqual(['sex-and-labor', 'other']);
      expect(rest.figures[0]!.printed.total).toBe(14);
      expect(jointAttack(rest, [whole])).toContainEqual({
        ...{ sheet: 'whole', month: '2016-12', revision: 1, figure: 'by-type', cell: 'sex-and-labor' },
        ...{ value: 6, least: 6, most: 6, undecided: false },
      });
      expect(jointAttack(whole, [rest]).map(({ cell, sheet }) => [sheet, cell])).toContainEqual([
        undefined,
        'sex-and-labor',
      ]);
    },
  );

  it.each(['type', 'referral'] as const)(
    'are refused when parts subtracted from a whole leave a small number: by %s',
    (by) => {
      const people: People = [
        [40, 60, 13, 12],
        [70, 30, 12, 15],
        [30, 20, 9, 11],
        [50, 40, 13, 30],
      ];
      const parts = TYPES.map((type) => page(`only-${type}`, people, [type], { by }));
      const whole = page('whole', people, null, { by });
      const found = jointAttack(whole, parts).map(({ sheet, figure, cell }) => `${sheet} ${figure} ${cell}`);
      expect(found).toContain('only-sex-and-labor by-gender gender-minority');
    },
  );

  it('are published where one reveals nothing of the other', () => {
    const people: People = [
      [40, 60, 13, 12],
      [70, 30, 12, 15],
      [30, 20, 19, 11],
      [50, 40, 12, 13],
    ];
    expect(jointAttack(page('whole', people, null), [page('part', people, ['sex'])])).toEqual([]);
  });

  it('print the same number of the same people, whatever their figures are called', () => {
    const one = page('one', PEOPLE, null);
    const other = page('other', PEOPLE, [...CODES.type.codes.map(({ key }) => key)]);
    const careless: Page = {
      ...other,
      figures: other.figures.map(({ counted }) => ({
        counted,
        printed: { ...counted, cells: counted.cells.map(({ key, count }) => ({ key, count })) },
      })),
    };
    expect(jointAttack(careless, [one]).map(({ sheet, cell }) => `${sheet} ${cell}`)).toEqual(['one sex-and-labor']);
  });

  it.each(['caller', 'line'])('are compared by a column of an added list as by a built-in one: %s', (by) => {
    const codes = ['family', 'victim', 'unknown'].map((key) => ({ key, label: { en: key, es: key }, aliases: [] }));
    const own = [
      { name: 'caller', label: { en: 'Caller', es: 'Quien llama' }, tables: ['signals'], multi: false, codes },
    ];
    const lists = { ...CODES, own, lines: codes } as CodeLists;
    const sheet = parse(sheetJson({ figures: [{ id: 'f', counts: 'signals', by }] }), lists);
    const counted: CountedFigure = {
      ...{ id: 'f', counts: 'signals', by, multi: false, total: 60, shares: false, universe: 'signals' },
      ...{ print: { as: 'counts' as const }, cells: [4, 11, 45].map((count, at) => ({ key: codes[at]!.key, count })) },
    };
    const pageOf = (id: string, isHidden: boolean): Page => {
      const [printed] = suppress([counted], { threshold: 10, tieKey: (_, cell) => cell });
      const shown = isHidden
        ? printed!
        : { ...counted, cells: counted.cells.map(({ key, count }) => ({ key, count })) };
      const place = { month: '2016-12' as Month, revision: 1, threshold: 10 };
      return { ...place, scope: { ...sheet, id }, figures: [{ counted, printed: shown }] };
    };
    expect(jointAttack(pageOf('bare', false), [pageOf('first', true)]).map(({ cell }) => cell)).toEqual(['family']);
    expect(jointAttack(pageOf('second', true), [pageOf('first', true)])).toEqual([]);
  });

  it('are refused as one sheet is, whose figure by month became one by year', () => {
    const pageOf = (by: string, counts: Readonly<Record<string, number>>, month: string): Page => {
      const sheet = parse(sheetJson({ period: { from: '2016-01-01' }, figures: [{ id: by, counts: 'signals', by }] }));
      const cells = Object.entries(counts).map(([key, count]) => ({ key, count }));
      const total = cells.reduce((sum, { count }) => sum + count, 0);
      const counted: CountedFigure = {
        ...{ id: by, counts: 'signals', by, multi: false, total, shares: false, universe: 'signals', cells },
        print: { as: 'counts' },
      };
      const [printed] = suppress([counted], { threshold: 10, tieKey: (_, cell) => cell });
      return {
        ...{ month: month as Month, revision: 1, threshold: 10, scope: sheet },
        figures: [{ counted, printed: printed! }],
      };
    };
    const months = Object.fromEntries(
      [2016, 2017].flatMap((year) =>
        Array.from({ length: 12 }, (_, at) => [`${year}-${String(at + 1).padStart(2, '0')}`, 50 + at] as const),
      ),
    );
    const first = pageOf('month', { ...months, '2016-03': 4, '2017-05': 40 }, '2017-12');
    const sums = (year: string): number =>
      first.figures[0]!.counted.cells.reduce((sum, { key, count }) => sum + (key.startsWith(year) ? count : 0), 0);
    const next = pageOf('year', { 2016: sums('2016'), 2017: sums('2017') }, '2017-12');
    expect(jointAttack({ ...next, revision: 2 }, [{ ...first, scope: next.scope! }])).toMatchObject([
      { month: '2017-12', figure: 'month', cell: '2016-03', least: 4, most: 4 },
    ]);
  });

  it.each(['type', 'referral'] as const)(
    'that were approved leave every small number two values, over random people: filtered by %s',
    (by) => {
      const { counts, failures } = attackFamilies(60, 20260101, by);
      expect(failures).toEqual([]);
      expect(counts.refused).toBeGreaterThan(5);
    },
  );
});
