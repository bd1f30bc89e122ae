import { describe, expect, it } from 'vitest';
import { parseHotline } from '../../src/definitions/hotline-definition.ts';
import { fold } from '../../src/domain/codes.ts';
import { labelsIn } from '../../src/domain/languages.ts';
import { isNotKnownSign } from '../../src/domain/not-known.ts';
import {
  CASES,
  codes,
  csv,
  definition,
  lineaNacional,
  nhth,
  readerFixture,
  SIGNALS,
  VICTIMS,
} from './reader-fixture.ts';

const { read } = readerFixture();
const VICTIMAS = 'Folio de la víctima;Folio del caso;Género;Edad al momento del contacto;Nacionalidad';
const SIGNS = [
  'NA',
  'n/a',
  'N.A.',
  'ND',
  'N/D',
  'n.d.',
  'NE',
  'N.E.',
  'NI',
  'N/I',
  'SD',
  'S/D',
  's.d.',
  'NS',
  'NR',
  'S/I',
].concat(
  [
    'NULL',
    'null',
    '#N/A',
    '#N/D',
    'NaN',
    '-',
    '--',
    '—',
    '?',
    '...',
    'Sin dato',
    'sin datos',
    'No aplica',
    'Se ignora',
  ],
  ['Sem informação', 'Não informado', 'Not available'],
);

const changed = (changes: Record<string, unknown>) =>
  parseHotline(definition('hotlines/nhth.json', changes), 'hotlines/nhth.json', codes);

describe('a sign for "not known"', () => {
  it.each(SIGNS)('%s is unknown in every coded column of a person, with a warning each', async (sign) => {
    const { found, facts } = await read('victims.csv', csv(VICTIMS, `V-1,C-1,${sign},${sign},${sign}`));
    expect(found).toEqual(['Age at Contact', 'Gender', 'Nationality'].map((column) => `value-unknown 1 ${column}`));
    expect(await facts()).toMatchObject([{ gender: 'unknown', age_group: 'unknown', nationalities: ['unknown'] }]);
  });

  it('is other as a type or channel, and nothing as a venue or state', async () => {
    const cases = await read('cases.csv', csv(CASES, 'C-1,2017-07-04,N/A,N/A,ND,United States,Yes,'));
    expect(cases.found.map((line) => line.split(' 1 ')[1])).toEqual([
      'State(s) of Exploitation',
      'Type of Trafficking',
      'Venue/Industry',
    ]);
    expect(await cases.facts()).toMatchObject([
      { trafficking_type: 'other', venues: [], states: [], countries: ['US'] },
    ]);
    const signals = await read('signals.csv', csv(SIGNALS, 'S-1,2017-07-04,NHTH,S/D,Yes,Yes,'));
    expect(await signals.facts()).toMatchObject([{ channel: 'other' }]);
  });

  it('may accompany values that are known', async () => {
    const { found, facts } = await read('victims.csv', csv(VICTIMS, 'V-1,C-1,Male,17,Mexico;NA;Honduras'));
    expect(found).toEqual(['value-unknown 1 Nationality']);
    expect(await facts()).toMatchObject([{ nationalities: ['HN', 'MX', 'unknown'] }]);
  });

  it('is one value although it contains a separator of values', async () => {
    const hotline = changed({ valueSeparators: ['/'] });
    const { file, facts } = await read('victims.csv', csv(VICTIMS, 'V-1,C-1,Male,17,Mexico/N/A/Honduras'), { hotline });
    expect(file.problems.warnings).toBe(1);
    expect(await facts()).toMatchObject([{ nationalities: ['HN', 'MX', 'unknown'] }]);
  });

  it('goes before a country in a column that is written in codes: NA, NE, SD, NI, NC, SN, No', async () => {
    const cells = ['NA', 'NE', 'SD', 'NI', 'NC', 'SN', 'No', 'Sí'];
    const text = csv(VICTIMAS, ...cells.map((cell, at) => `V-${at};C-1;Mujer;17;${cell}`));
    const { file, facts } = await read('victimas.csv', text, { hotline: lineaNacional });
    expect(file.problems.warnings).toBe(cells.length);
    for (const { nationalities } of await facts()) expect(nationalities).toEqual(['unknown']);
  });

  it('leaves every other code and name of a country alone', async () => {
    const cells = ['MX', 'us', 'GT', 'Namibia', 'Noruega', 'Nicaragua', 'NOR', 'NAM', 'Sudán', 'Níger'];
    const text = csv(VICTIMAS, ...cells.map((cell, at) => `V-${at};C-1;Mujer;17;${cell}`));
    const { found, facts } = await read('victimas.csv', text, { hotline: lineaNacional });
    expect(found).toEqual([]);
    expect((await facts()).map(({ nationalities }) => String(nationalities))).toEqual([
      'MX',
      'US',
      'GT',
      'NA',
      'NO',
      'NI',
      'NO',
      'NA',
      'SD',
      'NE',
    ]);
  });

  it('is no warning where the hotline lists it, for every column or for one list', async () => {
    const text = csv(VICTIMS, 'V-1,C-1,N/A,N/A,N/A');
    const everywhere = await read('victims.csv', text, { hotline: changed({ notKnown: ['n/a'] }) });
    expect([everywhere.found, await everywhere.facts()]).toMatchObject([
      [],
      [{ gender: 'unknown', age_group: 'unknown', nationalities: ['unknown'] }],
    ]);
    const oneList = await read('victims.csv', text, { hotline: changed({ codes: { gender: { unknown: ['N/A'] } } }) });
    expect(oneList.found).toEqual(['value-unknown 1 Age at Contact', 'value-unknown 1 Nationality']);
  });

  it('says nothing as a state or venue, nor as a type or channel, where the hotline lists it', async () => {
    const hotline = changed({ notKnown: ['NA', 'sin registro'] });
    const text = csv(CASES, 'C-1,2017-07-04,NA,Sin registro,NA;Texas,,Yes,', 'C-2,2017-07-04,Sex,NA,NA,NA,Yes,');
    const { found, facts } = await read('cases.csv', text, { hotline });
    expect(found).toEqual([]);
    expect(await facts()).toMatchObject([
      { trafficking_type: 'other', venues: [], states: ['US-TX'], countries: ['US'] },
      { trafficking_type: 'sex', venues: [], states: [], countries: [] },
    ]);
  });

  it('is what the hotline says it is', async () => {
    const hotline = changed({ codes: { state: { 'US-ND': ['ND'] }, country: { NE: ['NE'] } } });
    const text = csv(CASES, 'C-1,2017-07-04,Sex,,ND,United States,Yes,', 'C-2,2017-07-04,Sex,,,NE,Yes,');
    const { found, facts } = await read('cases.csv', text, { hotline });
    expect(found).toEqual([]);
    expect(await facts()).toMatchObject([{ states: ['US-ND'] }, { countries: ['NE'] }]);
  });

  it('is never a label or name of a code list', () => {
    for (const name of ['type', 'gender', 'age', 'channel', 'venue', 'country', 'state'] as const)
      for (const { label } of codes[name].codes)
        for (const text of labelsIn(label)) expect(isNotKnownSign(fold(text), name), text).toBe(false);
  });
});

describe('a code of one or two letters', () => {
  const written = (writtenInCodes: unknown) => changed({ writtenInCodes });
  const person = csv(VICTIMS, 'V-1,C-1,M,17,MX');

  it('is read in the lists that the hotline writes in codes, and in no other', async () => {
    expect((await read('victims.csv', person)).found).toEqual(['value-unknown 1 Gender']);
    const none = await read('victims.csv', person, { hotline: written([]) });
    expect(none.found).toEqual(['value-unknown 1 Gender', 'value-unknown 1 Nationality']);
    expect(await none.facts()).toMatchObject([{ gender: 'unknown', nationalities: ['unknown'] }]);
  });

  it('is read or not in one column as that column says', async () => {
    const at = 'files/victims/tables/victims/columns/nationalities/writtenInCodes';
    expect((await read('victims.csv', person, { hotline: changed({ [at]: false }) })).found).toHaveLength(2);
    const only = changed({ writtenInCodes: undefined, [at]: true });
    expect((await read('victims.csv', person, { hotline: only })).found).toHaveLength(1);
  });

  it('is H for men and M for women in the Mexican line', async () => {
    const text = csv(
      VICTIMAS,
      'V-1;C-1;M;17;México',
      'V-2;C-1;H;17;México',
      'V-3;C-1;m;17;México',
      'V-4;C-1;F;17;México',
    );
    const { found, facts } = await read('victimas.csv', text, { hotline: lineaNacional });
    expect(found).toEqual(['value-unknown 4 Género']);
    expect((await facts()).map(({ gender }) => gender)).toEqual(['female', 'male', 'female', 'unknown']);
  });

  it('is a state beside a country', async () => {
    const text = csv(CASES, 'C-1,2017-07-04,Sex,,TX;NC,United States,Yes,', 'C-2,2017-07-04,Sex,,MN,Mexico,Yes,');
    const { found, facts } = await read('cases.csv', text, { hotline: nhth });
    expect(found).toEqual(['state-outside-countries 2 State(s) of Exploitation']);
    expect(await facts()).toMatchObject([{ states: ['US-NC', 'US-TX'] }, { states: [], countries: ['MX'] }]);
  });

  it.each(['TX', 'MN', 'N.L.', 'Gto.', 'MEX', 'SIN', 'Tamps.', 'B.C.S.'])(
    '%s alone fills in no country, with a warning',
    async (cell) => {
      const { found, facts } = await read('cases.csv', csv(CASES, `C-1,2017-07-04,Sex,,${cell},,Yes,`));
      expect(found).toEqual(['state-outside-countries 1 State(s) of Exploitation']);
      expect(await facts()).toMatchObject([{ countries: [] }]);
    },
  );

  it.each([
    ['Texas', 'US'],
    ['US-TX', 'US'],
    ['MX-NLE', 'MX'],
    ['Utah', 'US'],
    ['CDMX', 'MX'],
    ['Washington, D.C.', 'US'],
    ['Chaco', 'AR'],
    ['AR-B', 'AR'],
  ])('is not meant by a name or a complete code: %s lies in %s', async (cell, country) => {
    const { found, facts } = await read('cases.csv', csv(CASES, `C-1,2017-07-04,Sex,,"${cell}",,Yes,`));
    expect([found, await facts()]).toMatchObject([[], [{ countries: [country] }]]);
  });

  it('is judged by the countries of the names beside it', async () => {
    const text = csv(CASES, 'C-1,2017-07-04,Sex,,Oaxaca;TX,,Yes,', 'C-2,2017-07-04,Sex,,Texas;NM,,Yes,');
    const { found, facts } = await read('cases.csv', text);
    expect(found).toEqual(['state-outside-countries 1 State(s) of Exploitation']);
    expect(await facts()).toMatchObject([
      { states: ['MX-OAX'], countries: ['MX'] },
      { states: ['US-NM', 'US-TX'], countries: ['US'] },
    ]);
  });
});
