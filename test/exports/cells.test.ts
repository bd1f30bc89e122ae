import { describe, expect, it } from 'vitest';
import type { CodeListName } from '../../src/domain/codes.ts';
import { buildSpellings, type ColumnWriting } from '../../src/domain/spellings.ts';
import { type Vocabulary, vocabulary } from '../../src/domain/vocabulary.ts';
import { codeAge } from '../../src/exports/coding/code-age.ts';
import { dateReader } from '../../src/exports/coding/code-date.ts';
import { codePlaces } from '../../src/exports/coding/code-places.ts';
import { cellValues, codeCell, codeList } from '../../src/exports/coding/code-values.ts';
import { codes } from './reader-fixture.ts';

const SEX_AND_LABOR = [{ of: ['sex', 'labor'], is: 'sex-and-labor' }];

const words = (
  name: CodeListName,
  separators = [';'],
  own: Record<string, string[]> = {},
  writing: ColumnWriting = { inCodes: true },
): Vocabulary =>
  vocabulary({
    list: codes[name],
    name,
    spellings: buildSpellings(codes[name], { name, own: [own], ...writing }),
    separators,
    combinations: name === 'type' ? SEX_AND_LABOR : [],
  });

describe('a date', () => {
  const readBy = (formats: string[], zone: string | null) => {
    const read = dateReader(formats, zone);
    return (cell: string) => read(cell).day;
  };
  const us = readBy(['YYYY-MM-DD', 'M/D/YYYY'], 'America/New_York');
  const mexican = readBy(['DD/MM/YYYY'], 'America/Mexico_City');

  it.each([
    ['2017-07-31', '2017-07-31'],
    ['7/4/2017', '2017-07-04'],
    ['07/04/2017', '2017-07-04'],
    ['2017-07-31 14:05', '2017-07-31'],
    ['2017-07-31T14:05:09.123Z', '2017-07-31'],
    ['2017-07-31T14:05:09-05:00', '2017-07-31'],
    ['7/31/2017 2:05 PM', '2017-07-31'],
    ['7/31/2017, 12:00 AM', '2017-07-31'],
    ['2/29/2016', '2016-02-29'],
  ])('of the U.S. line: %s', (cell, day) => {
    expect(us(cell)).toBe(day);
  });

  it.each([
    '',
    '31/7/2017',
    '2/29/2017',
    '7/31/17',
    '2017-7-31x',
    '2017-07-31 25:00',
    '20170731',
    '42917',
    'July 31, 2017',
    '0017-07-31',
  ])('is unreadable: %s', (cell) => {
    expect(us(cell)).toBeNull();
  });

  it('of the Mexican line puts the day first', () => {
    expect(mexican('04/07/2017')).toBe('2017-07-04');
    expect(mexican('4/7/2017 02:05:00 p. m.')).toBe('2017-07-04');
    expect(mexican('7/31/2017')).toBe(null);
  });
});

describe('an age', () => {
  const age = (cell: string, own = {}): string => codeAge(cell, words('age', [';'], own), 'unknown', 'Age').code;

  it.each([
    ['17', 'minor'],
    ['18', 'adult'],
    ['0', 'minor'],
    ['17.9', 'minor'],
    ['122', 'adult'],
    ['34 años', 'adult'],
    ['17 years', 'minor'],
    ['ADULTO', 'adult'],
    ['Menor', 'minor'],
    ['', 'unknown'],
    ['Desconocida', 'unknown'],
    ['abc', 'unknown'],
    ['-3', 'unknown'],
    ['150', 'unknown'],
    ['1e2', 'unknown'],
  ])('%s is %s', (cell, group) => {
    expect(age(cell)).toBe(group);
  });

  it('of 0 may mean unknown to a hotline', () => {
    expect(age('0', { unknown: ['0'] })).toBe('unknown');
  });

  it('of other years is other content, though the group is the same', () => {
    const form = (cell: string): string => codeAge(cell, words('age'), 'unknown', 'Age').form;
    expect(form('34')).toBe(form('034'));
    expect(form('34')).not.toBe(form('35'));
  });
});

describe('several values of one cell', () => {
  const type = (cell: string, separators = [';']): string =>
    codeCell(cell, words('type', separators), 'other', 'Type').code;

  it.each([
    ['Labor; Sex', 'sex-and-labor'],
    ['sex;labor;sex and labor', 'sex-and-labor'],
    ['Sex;Sex and Labor', 'sex-and-labor'],
    ['Sex; Other', 'sex'],
    ['Sex; Pottery', 'sex'],
    ['Pottery', 'other'],
    ['', 'other'],
    [';', 'other'],
  ])('combine: %s is %s', (cell, code) => {
    expect(type(cell)).toBe(code);
  });

  it('that do not combine are unknown, with a warning', () => {
    const { code, problems } = codeCell('Male; Female', words('gender'), 'unknown', 'Gender');
    expect(code).toBe('unknown');
    expect(problems.length).toBe(1);
  });

  it('are separated by the longest known label where labels hold the separator', () => {
    const list = words('type', [','], {
      sex: ['Explotación sexual', 'Explotación sexual niñas, niños y adolescentes'],
      labor: ['Servidumbre'],
      other: ['Niños', 'Niños y otros delitos'],
    });
    const values = (cell: string) => cellValues(cell, list);
    expect(values('Explotación sexual niñas, niños y adolescentes, servidumbre').known).toEqual([['sex'], ['labor']]);
    expect(values('EXPLOTACION SEXUAL, Explotación  sexual NIÑAS, niños y adolescentes').known).toEqual([
      ['sex'],
      ['sex'],
    ]);
    expect(values('servidumbre, a, b, explotación sexual, c')).toMatchObject({
      known: [['labor'], ['sex']],
      unknown: ['a, b', 'c'],
    });
  });

  it('are split plainly where no label holds the separator', () => {
    expect(codeList('Narnia; Mexico;Atlantis', words('country'), 'unknown', 'Nationality')).toMatchObject({
      codes: ['MX', 'unknown'],
      problems: [{ value: 'Narnia' }, { value: 'Atlantis' }],
    });
  });

  it('may be many without end', () => {
    const cell = 'x,'.repeat(100_000);
    expect(cellValues(cell, words('type', [','], { other: ['a, b'] })).unknown).toHaveLength(1);
  });
});

describe('the states of a row', () => {
  const none = { codes: [], form: '', problems: [] };
  const places = (cell: string, countries: string[] = []) =>
    codePlaces(
      cell,
      words('state'),
      'State',
      countries.length > 0 ? { codes: countries, form: '', problems: [] } : none,
    );

  it.each([
    ['Texas', ['US-TX'], ['US']],
    ['us-tx', ['US-TX'], ['US']],
    ['Nuevo México; new mexico', ['US-NM'], ['US']],
    ['México', ['MX-MEX'], ['MX']],
    ['Estado de México', ['MX-MEX'], ['MX']],
    ['CDMX; Distrito Federal; Ciudad de México', ['MX-CMX'], ['MX']],
    ['Veracruz de Ignacio de la Llave', ['MX-VER'], ['MX']],
    ['Estado Libre y Soberano de Oaxaca', ['MX-OAX'], ['MX']],
    ['Carolina del Norte; Nuevo León', ['MX-NLE', 'US-NC'], ['MX', 'US']],
    ['Washington; Washington, D.C.', ['US-DC', 'US-WA'], ['US']],
    ['Puerto Rico', ['US-PR'], ['US']],
    [
      'Ciudad Autónoma de Buenos Aires; Tierra del Fuego, Antártida e Islas del Atlántico Sur',
      ['AR-C', 'AR-V'],
      ['AR'],
    ],
  ])('%s', (cell, states, countries) => {
    expect(places(cell)).toMatchObject({ states, countries, problems: [] });
  });

  it('lie in its countries, a territory also in its own', () => {
    expect(places('Texas; Oaxaca', ['US'])).toMatchObject({
      states: ['US-TX'],
      countries: ['US'],
      problems: [{ code: 'state-outside-countries' }],
    });
    expect(places('Puerto Rico', ['PR'])).toMatchObject({ states: ['US-PR'], problems: [] });
  });

  it.each([
    ['California', 'CA'],
    ['Pennsylvania', 'PA'],
    ['Colorado', 'CO'],
  ])('%s is not in the country whose code is the end of its own, %s', (state, country) => {
    expect(places(state, [country])).toMatchObject({
      states: [],
      countries: [country],
      problems: [{ code: 'state-outside-countries' }],
    });
  });

  it('of a name that several countries have are those of its country', () => {
    const twice = {
      ...codes.state,
      codes: [...codes.state.codes, { key: 'CO-COR', label: { en: 'x', es: 'x' }, aliases: ['Córdoba'], group: 'CO' }],
    };
    const list = vocabulary({ list: twice, name: 'state', spellings: buildSpellings(twice, {}), separators: [';'] });
    const inCountry = (...countries: string[]) =>
      codePlaces('Córdoba', list, 'State', { codes: countries, form: '', problems: [] });
    expect(inCountry('CO').states).toEqual(['CO-COR']);
    expect(inCountry('AR').states).toEqual(['AR-X']);
    expect(inCountry()).toMatchObject({ states: [], problems: [{ code: 'value-unknown' }] });
  });
});

it('knows countries by English and Spanish names and ISO codes', () => {
  const country = (cell: string) => codeList(cell, words('country'), 'unknown', 'Nationality').codes;
  const same = [
    'U.S.',
    'U.S.A.',
    'USA',
    'us',
    'EE. UU.',
    'EE.UU.',
    'EUA',
    'Estados Unidos',
    'Estados Unidos de América',
    'United States',
  ];
  for (const cell of same) expect(country(cell), cell).toEqual(['US']);
  expect(country('Perú;Peru;PER')).toEqual(['PE']);
  expect(country('México; Côte d’Ivoire; El Salvador; República Dominicana')).toEqual(['CI', 'DO', 'MX', 'SV']);
});
