import { describe, expect, it } from 'vitest';
import { parseOwnList } from '../../../src/definitions/code-list-definition.ts';
import { figureErrors } from '../../../src/definitions/figure-errors.ts';
import type { CodeLists } from '../../../src/domain/codes.ts';
import { readAges } from '../../../src/exports/coding/age-range.ts';
import { sheetJson } from '../../figures/sheets.ts';
import { codes, csv, readerFixture } from '../reader-fixture.ts';
import { mapped } from './mapped-hotline.ts';

const fixture = readerFixture();

const code = (key: string, ages?: readonly number[]) => ({
  ...{ key, label: { en: key, es: key }, aliases: [] },
  ...(ages && { ages }),
});
const BANDS = [code('0-11', [0, 11]), code('12-17', [12, 17]), code('18-59', [18, 59]), code('60-more', [60])];
const json = (list: object = {}) => ({
  name: 'age-band',
  label: { en: 'Age', es: 'Edad' },
  tables: ['victims'],
  codes: [...BANDS, code('unknown')],
  ...list,
});
const lists: CodeLists = { ...codes, own: [parseOwnList(json(), 'codes/age-band.json')] };

const victims = (columns: object, changes: object = {}) =>
  mapped(
    { all: { tables: { victims: { columns: { case_id: { heading: 'Case' }, ...columns } } } } },
    { ...changes },
    lists,
  );
const AGE = { 'age-band': { heading: 'Age' }, age_group: { heading: 'Age' } };

/** Returns the band and the group of each cell, and the problems by row. */
async function coded(hotline: ReturnType<typeof mapped>, head: string, ...cells: string[]) {
  const reading = await fixture.read('all.csv', csv(`Case,${head}`, ...cells.map((cell) => `c,${cell}`)), {
    hotline,
    month: '2018-12',
  });
  const groups = (await reading.facts()).map((fact) => `${fact.own_age_band} ${fact.age_group}`);
  return { groups, found: reading.found };
}

describe('ages in years', () => {
  it.each([
    ['16', '16-16'],
    ['16 anos', '16-16'],
    ['12-17', '12-17'],
    ['0--8', '0-8'],
    ['12 – 17 years', '12-17'],
    ['de 12 a 17 anos', '12-17'],
    ['60+', '60-'],
    ['60 anos y mas', '60-'],
    ['60 and over', '60-'],
    ['menores de 12', '0-11'],
    ['<12', '0-11'],
  ])('are read from %s', (text, ages) => {
    const read = readAges(text);
    expect(`${read?.from}-${read?.to ?? ''}`).toBe(ages);
  });

  it.each(['123', '17-12', '0-150', 'under 0', '-3', '12/17', 'doce', '1999', ''])('are not in %j', (text) => {
    expect(readAges(text)).toBeNull();
  });

  it('are counted in bands of an added list, and as minors and adults', async () => {
    const { groups, found } = await coded(
      victims(AGE),
      'Age',
      '0',
      '11 years',
      '12',
      '17',
      '18',
      '99',
      '60+',
      '',
      '150',
    );
    expect(groups).toEqual([
      ...['0-11 minor', '0-11 minor', '12-17 minor', '12-17 minor', '18-59 adult', '60-more adult', '60-more adult'],
      ...['unknown unknown', 'unknown unknown'],
    ]);
    expect(found).toEqual(['age-implausible 9 Age']);
  });

  it('may be bands that a hotline writes, if each is in one band of the list', async () => {
    const { groups, found } = await coded(victims(AGE), 'Age', '12-15', '12-17', '10-14', '15-20', '18-24', '0-11');
    expect(groups).toEqual([
      ...['12-17 minor', '12-17 minor', 'unknown minor', 'unknown unknown', '18-59 adult', '0-11 minor'],
    ]);
    expect(found).toEqual(['value-unknown 3 Age', 'value-unknown 4 Age']);
  });
});

describe('an age from a date of birth', () => {
  const born = (birth: object, at: object = {}) => {
    const column = { heading: 'Born', ...birth, at: { heading: 'Date', ...at } };
    return victims({ 'age-band': column, age_group: column }, { notKnown: ['ND'] });
  };

  it('is that on the date of the record', async () => {
    const { groups, found } = await coded(
      born({}),
      'Born,Date',
      ...['2000-05-10,2018-05-09', '2000-05-09,2018-05-09', '1950-01-01,2018-05-09', '2018-05-09,2018-05-09'],
    );
    expect(groups).toEqual(['12-17 minor', '18-59 adult', '60-more adult', '0-11 minor']);
    expect(found).toEqual([]);
  });

  it('is the age reached in the year if only the year is known', async () => {
    const year = born({ formats: ['YYYY'] }, { formats: ['YYYY-MM-DD', 'YYYY'] });
    const { groups } = await coded(year, 'Born,Date', '2000,2018-01-01', '2001,2018-12-31', '2006,2018');
    expect(groups).toEqual(['18-59 adult', '12-17 minor', '12-17 minor']);
  });

  it('is unknown without one of the dates; a birth after the date is not an age', async () => {
    const { groups, found } = await coded(
      born({ formats: ['YYYY'] }),
      'Born,Date',
      ...[',2018-01-01', 'ND,2018-01-01', '2000,', '2019,2018-01-01', '1800,2018-01-01', 'x,2018-01-01'],
    );
    expect(new Set(groups)).toEqual(new Set(['unknown unknown']));
    expect(found).toEqual(['age-implausible 4 Born', 'age-implausible 5 Born', 'age-implausible 6 Born']);
  });

  it.each([
    ['another column', { gender: { heading: 'Sex', at: { heading: 'Date' } } }, /has at; only a column of ages may/u],
    ['a constant', { age_group: { constant: 'adult', at: { heading: 'Date' } } }, /needs the heading/u],
    ['formats alone', { age_group: { heading: 'Age', formats: ['YYYY'] } }, /only with "at"/u],
  ])('is refused for %s', (_, columns, message) => {
    expect(() => victims(columns)).toThrow(message);
  });
});

describe('a list of ages', () => {
  it.each([
    [
      'bands that overlap',
      { codes: [code('a', [0, 11]), code('b', [11, 17]), code('unknown')] },
      /"b" has some|"a" has/u,
    ],
    ['a band that ends before it begins', { codes: [code('a', [12, 3]), code('unknown')] }, /after the last/u],
    ['cases', { tables: ['cases'] }, /only a list of victims or traffickers/u],
    ['text', { codes: [{ ...code('a'), ages: '0-11' }, code('unknown')] }, /like \[12, 17\]/u],
  ])('is refused with %s', (_, change, message) => {
    expect(() => parseOwnList(json(change), 'codes/age-band.json')).toThrow(message);
  });

  it('cannot be counted beside minors and adults of the same people: their sums would show what is hidden', () => {
    const figures = [
      { id: 'by-age', counts: 'victims', by: 'age' },
      { id: 'by-band', counts: 'victims', by: 'age-band' },
    ];
    const sheet = sheetJson({ figures }) as Parameters<typeof figureErrors>[0];
    expect(figureErrors(sheet, lists).join()).toMatch(/figures.by-band: counts victims by age-band as "by-age" does/u);
    const traffickers = [figures[0], { id: 'other', counts: 'traffickers', by: 'age' }];
    expect(figureErrors({ ...sheet, figures: traffickers } as typeof sheet, lists)).toEqual([]);
  });
});
