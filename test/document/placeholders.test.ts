import { describe, expect, it } from 'vitest';
import type { Wording } from '../../src/definitions/wording.ts';
import { fillWording, type PlaceholderSource } from '../../src/document/page/placeholders.ts';
import type { Failure } from '../../src/domain/failure.ts';
import { plain } from '../../src/domain/prose.ts';
import { CORRECTED, LABELS, PUBLISHED, SUPPRESSED, ZERO } from './published-edition.ts';

const wording = (text: string): Wording => ({
  file: 'sheet/wording/en.md',
  locale: 'en-US',
  words: {},
  prose: { intro: { title: null, paragraphs: [[{ text }]], items: [] } },
  charts: { 'class.between': '{from}–{to}' },
});

const fill = (text: string, source: Partial<PlaceholderSource> = {}): string => {
  const filled = fillWording(wording(text), {
    edition: PUBLISHED,
    language: 'en',
    labels: LABELS,
    figures: [],
    hotlineNames: ['Polaris', 'Consejo Ciudadano'],
    ...source,
  });
  return plain(filled.prose.intro?.paragraphs[0] ?? []);
};

const failureOf = (text: string): Failure => {
  try {
    fill(text);
  } catch (failure) {
    return failure as Failure;
  }
  throw new Error('the text was filled');
};

describe('placeholders', () => {
  it('fill in totals, counts, shares and the known part of a map', () => {
    expect(fill('{victims}')).toBe('1,257');
    expect(fill('{victims-by-age.minor}')).toBe('203');
    expect(fill('{victims-by-age.minor.share}')).toBe('16%');
    expect(fill('{cases-by-state.known}')).toBe('469');
  });

  it('fill in the period, the revision, the threshold, the months and the hotlines', () => {
    expect(fill('{from} to {through}')).toBe('September 30, 2015 to July 31, 2017');
    expect(fill('{from}', { language: 'es' })).toBe('30 de septiembre de 2015');
    expect(fill('{revision}/{threshold}/{months}')).toBe('1/10/23');
    expect(fill('{hotlines}')).toBe('Polaris and Consejo Ciudadano');
    expect(fill('{hotlines}', { language: 'es', hotlineNames: ['A', 'B', 'C'] })).toBe('A, B y C');
  });

  it('fill in the revision that is corrected', () => {
    expect(fill('{corrected-revision}, {corrected-on}', { edition: CORRECTED })).toBe('2, September 4, 2017');
  });

  it('fill in the mark for what is hidden, and for a cell that this edition does not print', () => {
    expect(fill('{signals}', { edition: SUPPRESSED })).toBe('‡');
    expect(fill('{victims-by-gender.unknown.share}', { edition: SUPPRESSED })).toBe('‡');
    expect(fill('{victims-by-nationality.BO}')).toBe('‡');
  });

  it('fill in 0 for every cell if the total is 0, listed or not', () => {
    expect(fill('{victims-by-nationality.MX}, {victims-by-nationality.MX.share}', { edition: ZERO })).toBe('0, 0%');
  });

  it('group the thousands of a threshold as they do those of a count', () => {
    expect(fill('{threshold}', { edition: { ...PUBLISHED, threshold: 1000 } })).toBe('1,000');
  });

  it('name file, section and the allowed names when a figure is unknown', () => {
    const failure = failureOf('{victimes}');

    expect(failure.name).toBe('FigureUnknown');
    expect(failure.message).toContain('sheet/wording/en.md, "intro"');
    expect(failure.message).toContain('victims-by-gender');
  });

  it('name the cells of a figure when a cell or its part is unknown', () => {
    expect(failureOf('{victims-by-age.child}').message).toContain('adult, minor, unknown');
    expect(failureOf('{victims-by-age.minor.percent}').name).toBe('FigureUnknown');
  });

  it('are refused for a code that a figure merges, and for the key of another figure’s merge', () => {
    const label = { en: 'Adult or unknown', es: 'Adultas o se desconoce' };
    const merge = [{ key: 'adult-or-unknown', codes: ['adult', 'unknown'], label }];
    const ages = PUBLISHED.figures.find(({ id }) => id === 'victims-by-age')!;
    const cells = [
      { key: 'adult-or-unknown', count: 1054 },
      { key: 'minor', count: 203 },
    ];
    const source = {
      edition: {
        ...PUBLISHED,
        figures: [
          { ...ages, cells },
          { ...ages, id: 'traffickers-by-age' },
        ],
      },
      labels: { age: { ...LABELS.age, 'adult-or-unknown': label } },
      figures: [
        { id: 'victims-by-age', merge },
        { id: 'traffickers-by-age', merge: [] },
      ],
    };
    expect(fill('{victims-by-age.adult-or-unknown}, {victims-by-age.minor}', source)).toBe('1,054, 203');
    expect(() => fill('{victims-by-age.adult}', source)).toThrow(/no figure or value \{victims-by-age\.adult\}/u);
    expect(() => fill('{traffickers-by-age.adult-or-unknown}', source)).toThrow(/no figure or value/u);
  });

  it('leave what a part fills to that part, and are refused where no part fills them', () => {
    const words = (key: string, text: string) =>
      fillWording(
        { ...wording(''), words: { [key]: [{ text }] } },
        { edition: PUBLISHED, language: 'en', labels: LABELS, figures: [], hotlineNames: [] },
      ).words[key];

    expect(words('strip.more', 'and { count } more')).toEqual([{ text: 'and {count} more' }]);
    expect(words('page', '{page}/{pages}')).toEqual([{ text: '{page}/{pages}' }]);
    expect(() => words('title', '{count} cases')).toThrow('there is no figure or value {count}');
  });

  it('leave the words of charts to the charts', () => {
    const filled = fillWording(wording(''), {
      edition: PUBLISHED,
      language: 'en',
      labels: LABELS,
      figures: [],
      hotlineNames: [],
    });

    expect(filled.charts['class.between']).toBe('{from}–{to}');
  });
});
