import { describe, expect, it } from 'vitest';
import { describeFigure } from '../../src/charts/alternative-text.ts';
import { figureRows } from '../../src/charts/figure-rows.ts';
import { segmentsOf } from '../../src/charts/segments.ts';
import { barsOf, headlines } from '../../src/distribution/message/message-wording.ts';
import { fillWording } from '../../src/document/page/placeholders.ts';
import type { PublishedEdition } from '../../src/domain/edition.ts';
import type { CellLabels, CountedFigure } from '../../src/domain/figure.ts';
import type { Day, Month } from '../../src/domain/month.ts';
import { plain } from '../../src/domain/prose.ts';
import { figuresCsv, figuresJson } from '../../src/editions/data-annex.ts';
import { reviewedNumbers } from '../../src/editions/reviewed-numbers.ts';
import { changesBetween } from '../../src/editions/revision-changes.ts';
import { roundFigures } from '../../src/figures/round-figures.ts';
import { tieKeyOf } from './generators.ts';

const LABELS: CellLabels = {
  male: { en: 'Male', es: 'Masculino' },
  female: { en: 'Female', es: 'Femenino' },
  unknown: { en: 'Unknown', es: 'Se desconoce' },
};
const BASE = { counts: 'victims', multi: false, print: { as: 'counts' }, shares: true } as const;
const counted: CountedFigure[] = [
  { ...BASE, id: 'victims', universe: 'victims', total: 36, cells: [], shares: false },
  {
    ...{ ...BASE, id: 'by-gender', by: 'gender', universe: 'victims', total: 36 },
    cells: [
      { key: 'male', count: 22 },
      { key: 'female', count: 11 },
      { key: 'unknown', count: 3 },
    ],
  },
  { ...BASE, id: 'few', counts: 'traffickers', universe: 'few', total: 4, cells: [], shares: false },
];
const printed = roundFigures(counted, {
  ...{ base: 5, threshold: 10, month: '2020-12' as Month, tieKey: tieKeyOf('a') },
});
const figures = counted.map((figure, at) => ({ counted: figure, printed: printed[at]! }));
const edition: PublishedEdition = {
  ...{ sheet: 's', month: '2020-12' as Month, from: '2020-01-01' as Day, through: '2020-12-31' as Day },
  ...{ revision: 1, complete: true, missing: [], threshold: 10, generatedFrom: [], figures: printed },
};
const gender = printed[1]!;
/** Matches every exact count that differs from the printed one. */
const EXACT = /\b(?:36|22|11|3|4)\b/u;

describe('a rounded figure is the same everywhere, and its exact numbers are nowhere', () => {
  it('in the data annex', () => {
    const json = JSON.parse(figuresJson(edition)).figures;
    expect(json['by-gender']).toMatchObject({
      ...{ total: 35, rounded: 5 },
      cells: [
        { key: 'male', count: 20, share: 57 },
        { key: 'female', count: 10, share: 29 },
        { key: 'unknown', count: null, share: null, fewerThan: 5 },
      ],
    });
    expect(json.few).toMatchObject({ total: null, rounded: 5 });
    const csv = figuresCsv(edition, new Map([['by-gender', LABELS]]), ['en', 'es']);
    expect(csv).toContain('by-gender,victims,gender,unknown,Unknown,Se desconoce,<5,<15%,,,35');
    expect(csv).toContain('few,traffickers,,,,,,,,,<5');
    expect(csv).not.toMatch(EXACT);
  });

  it.each([
    ['en', 'Male: 20 (57%); Female: 10 (29%); Unknown: fewer than 5 (<15%). Of a total of 35.'],
    ['es', 'Masculino: 20 (57%); Femenino: 10 (29%); Se desconoce: menos de 5 (<15%). De un total de 35.'],
  ] as const)('in the alternative text, in %s', (lang, text) => {
    const source = { labels: { gender: LABELS }, words: {}, lang, locale: lang === 'en' ? 'en-US' : 'es-MX' };
    expect(describeFigure(gender, source)).toBe(text);
  });

  it('in charts: a cell of fewer than has a label and no length, and is not taken for a mark', () => {
    const context = { labels: { gender: LABELS }, words: {}, lang: 'en', locale: 'en-US', classBounds: [], place: 'p' };
    const rows = figureRows(gender, { ...context, lang: 'en' });
    expect(rows.map(({ countText, shareText, suppressed }) => [countText, shareText, suppressed])).toEqual([
      ['20', '57%', false],
      ['10', '29%', false],
      ['<5', '<15%', true],
    ]);
    const segments = segmentsOf(rows, gender.total, 350);
    expect(segments.map(({ key, empty, countText }) => [key, empty, countText])).toEqual([
      ['male', false, '20'],
      ['female', false, '10'],
      ['unknown', true, '<5'],
    ]);
  });

  it('in messages', () => {
    const wording = { locale: 'es-MX', language: 'es', words: {}, prose: {} } as const;
    expect(barsOf(gender, LABELS, wording)).toEqual([
      { label: 'Masculino', count: '20', share: '57%', width: 100 },
      { label: 'Femenino', count: '10', share: '29%', width: 50 },
      { label: 'Se desconoce', count: '<5', share: '<15%', width: null },
    ]);
    const definition = { headline: ['victims', 'few'], chart: 'by-gender' };
    expect(headlines(definition, printed, wording).map(({ value }) => value)).toEqual(['35', '<5']);
  });

  it.each([
    ['en', '35, fewer than 5, fewer than 5, <15%, 5'],
    ['es', '35, menos de 5, menos de 5, <15%, 5'],
  ] as const)('in running text, in %s', (language, text) => {
    const line = [{ text: '{victims}, {by-gender.unknown}, {few}, {by-gender.unknown.share}, {base}' }];
    const wording = { file: 'f', locale: 'en-US', words: { say: line }, prose: {}, charts: {} };
    const source = { edition, language, labels: { gender: LABELS }, figures: [], hotlineNames: [] };
    expect(plain(fillWording(wording, source).words.say!)).toBe(text);
  });

  it('in the review, beside the exact number that only reviewers see; rounded changes cannot be subtracted', () => {
    const numbers = reviewedNumbers(null, figures, 10);
    expect(numbers.map(({ cell, now, shown, rounded }) => [cell, now, shown, rounded?.printed])).toEqual([
      [null, 36, 'rounded', 35],
      [null, 36, 'rounded', 35],
      ['male', 22, 'rounded', 20],
      ['female', 11, 'rounded', 10],
      ['unknown', 3, 'fewer', null],
      [null, 4, 'fewer', null],
    ]);
    const later = figures.map((figure) => ({
      ...figure,
      counted: { ...figure.counted, total: figure.counted.total + 1 },
    }));
    expect(changesBetween(figures, later, 10).filter(({ seen }) => seen)).toEqual([]);
  });
});
