import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/domain/failure.ts';
import { CODES } from '../current-codes.ts';
import { parse, sheetJson } from './sheets.ts';

const complaint = (json: unknown): string => {
  try {
    parse(json);
  } catch (error) {
    if (error instanceof Failure && error.name === 'DefinitionInvalid') return error.message;
    throw error;
  }
  return '';
};
const withFigures = (...figures: object[]) => complaint(sheetJson({ figures }));

describe('a sheet definition', () => {
  it('is normalised once: shares where figures print them, k 10 and three months by default', () => {
    const sheet = parse(
      sheetJson({
        figures: [
          { id: 'v', counts: 'victims' },
          { id: 'g', counts: 'victims', by: 'gender' },
          { id: 'm', counts: 'victims', by: 'month' },
        ],
      }),
    );
    expect(sheet).toMatchObject({ threshold: 10, minimumMonthsBetweenEditions: 3, version: 'v' });
    expect(sheet.figures.map(({ shares }) => shares)).toEqual([false, true, false]);
  });

  it.each([
    ['an unknown key', sheetJson({ colour: 'red' }), /sheet\.json[\s\S]*colour/],
    [
      'an unknown hotline',
      sheetJson({ hotlines: ['nhth', 'nht'] }),
      /no hotline "nht"; there are nhth, linea-nacional/,
    ],
    ['a threshold under 3', sheetJson({ threshold: 2 }), /threshold/],
    ['a day that is none', sheetJson({ period: { from: '2015-02-30' } }), /period/],
    ['an unknown country', sheetJson({ population: { nexus: ['XX'] } }), /population\.nexus: no country "XX"/],
    [
      'a filter that cases do not have',
      sheetJson({ population: { lines: ['BeFree'] } }),
      /population\.lines: cases do not have it/,
    ],
    ['a hotline that is there twice', sheetJson({ hotlines: ['nhth', 'nhth'] }), /hotlines: "nhth" is there twice/],
    ['a language that is there twice', sheetJson({ languages: ['en', 'en'] }), /languages: "en" is there twice/],
    ['a day before 1900', sheetJson({ period: { from: '1899-12-31' } }), /period\.from: "1899-12-31" is before 1900/],
    ['a name that is not its folder’s', sheetJson({ id: 'other' }), /must be the name of its folder, "border"/],
  ])('refuses %s, naming file, place and what is allowed', (_, json, message) => {
    expect(complaint(json)).toMatch(message);
    expect(complaint(json)).toMatch(/^templates\/border\/sheet\.json/);
  });

  it.each([
    ['an unknown dimension', { id: 'a', counts: 'victims', by: 'colour' }, /figures/],
    [
      'a dimension its table has not',
      { id: 'a', counts: 'signals', by: 'gender' },
      /signals do not have gender; allowed are state, channel, line, month, quarter, year/,
    ],
    [
      'an unknown group',
      { id: 'a', counts: 'victims', by: 'venue', groups: ['work'], top: 3 },
      /no "work"; there are labor, sex/,
    ],
    [
      'an unknown code',
      {
        id: 'a',
        counts: 'victims',
        by: 'age',
        merge: [{ key: 'x', codes: ['minor', 'old'], label: { en: 'x', es: 'x' } }],
      },
      /no code "old"; there are adult, minor, unknown/,
    ],
    ['a map that would print counts', { id: 'a', counts: 'cases', by: 'state' }, /prints classes, never counts/],
    [
      'classes that do not begin at the threshold',
      { id: 'a', counts: 'cases', by: 'state', classes: [5, 25] },
      /must be the threshold, 10/,
    ],
    [
      'a top of what is printed completely',
      { id: 'a', counts: 'victims', by: 'gender', top: 2 },
      /gender is printed completely/,
    ],
    [
      'a part of nothing',
      { id: 'a', counts: 'victims', by: 'age', partOf: { figure: 'b', cell: 'x' } },
      /no figure "b" of victims/,
    ],
  ])('refuses a figure with %s', (_, figure, message) => {
    expect(withFigures(figure)).toMatch(message);
  });

  it.each([
    ['2017-7', /partOf\.cell: "2017-7" is not a month that the sheet counts; write it like "2015-10"/],
    ['2015-08', /"2015-08" is not a month that the sheet counts/],
    ['2015-09', /2015-09 begins on 2015-09-30 and is counted with 2015-10/],
    ['2015-10', /^$/],
  ])('knows whether a part of the month %s would always be zero', (cell, message) => {
    const months = { id: 'months', counts: 'victims', by: 'month' };
    expect(
      withFigures(months, { id: 'g', counts: 'victims', by: 'gender', partOf: { figure: 'months', cell } }),
    ).toMatch(message);
  });

  it('refuses a filter by a line that its hotlines do not have', () => {
    const line = (key: string, hotline: string) => ({ key, label: { en: key }, aliases: [], hotlines: [hotline] });
    const codes = { ...CODES, lines: [line('chat', 'nhth'), line('ceiba', 'linea-145')] };
    const withLines = (lines: string[]) => sheetJson({ signals: { lines } });
    expect(() => parse(withLines(['chat']), codes)).not.toThrow();
    expect(() => parse(withLines(['ceiba']), codes)).toThrow(/signals\.lines: no line "ceiba"; there are chat/);
  });

  it('refuses two figures of one population over the same codes, for their difference would be readable', () => {
    const merge = [{ key: 'x', codes: ['minor', 'unknown'], label: { en: 'x', es: 'x' } }];
    const [whole, merged] = [
      { id: 'a', counts: 'victims', by: 'age' },
      { id: 'b', counts: 'victims', by: 'age', merge },
    ];
    expect(withFigures(whole, merged)).toMatch(/figures\.b: counts victims by age as "a" does/);
  });

  it('refuses a part over the codes of its whole’s population, for the rest would be readable', () => {
    const whole = { id: 'gender', counts: 'victims', by: 'gender' };
    const age = { id: 'age', counts: 'victims', by: 'age' };
    const part = { id: 'minors-by-gender', counts: 'victims', by: 'gender', partOf: { figure: 'age', cell: 'minor' } };
    expect(withFigures(whole, age, part)).toMatch(
      /figures\.minors-by-gender: counts victims by gender as "gender" does/,
    );
    expect(withFigures(age, part)).toBe('');
  });

  it('refuses figures that overlap, because one could print a cell that the other hides', () => {
    const wholes = [
      { id: 'type', counts: 'victims', by: 'type' },
      { id: 'x', counts: 'victims', by: 'age', partOf: { figure: 'type', cell: 'sex' } },
    ];
    const [a, b] = [
      { id: 'a', counts: 'victims', by: 'gender', partOf: { figure: 'x', cell: 'minor' } },
      { id: 'b', counts: 'victims', by: 'type', partOf: { figure: 'a', cell: 'male' } },
    ];
    expect(withFigures(...wholes, a, b)).toMatch(/figures\.b: .*difference would be readable/);
    const ages = { id: 'ages', counts: 'victims', by: 'age' };
    const genders = { id: 'genders', counts: 'victims', by: 'gender' };
    const boys = { id: 'ages-of-men', counts: 'victims', by: 'age', partOf: { figure: 'genders', cell: 'male' } };
    const minors = {
      id: 'genders-of-minors',
      counts: 'victims',
      by: 'gender',
      partOf: { figure: 'ages', cell: 'minor' },
    };
    expect(withFigures(ages, genders, boys, minors)).toMatch(/figures\.genders-of-minors: overlaps "ages-of-men"/);
  });

  it('refuses figures that are parts of each other, and a duplicate figure', () => {
    const part = (id: string, of: string) => ({
      id,
      counts: 'victims',
      by: 'gender',
      partOf: { figure: of, cell: 'male' },
    });
    expect(withFigures(part('a', 'b'), part('b', 'a'))).toMatch(/parts of each other/);
    expect(withFigures({ id: 'a', counts: 'cases' }, { id: 'a', counts: 'victims' })).toMatch(/"a" is there twice/);
  });

  it('reports every error at once', () => {
    const message = complaint(sheetJson({ hotlines: ['x'], population: { nexus: ['YY'] }, id: 'other' }));
    expect(message.split('\n')).toHaveLength(4);
  });
});
