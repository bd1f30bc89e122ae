import { describe, expect, it } from 'vitest';
import { parseHotline } from '../../src/definitions/hotline-definition.ts';
import type { SqlRow } from '../../src/domain/engine.ts';
import { codes, csv, definition, readerFixture, VICTIMS } from './reader-fixture.ts';

const { read } = readerFixture();
const person = (id: string, link = 'C-1'): string => `${id},${link},Female,17,Mexico`;
const withForm = (form: unknown) =>
  parseHotline(
    definition('hotlines/nhth.json', { 'files/victims/tables/victims/columns/victim_id/form': form }),
    'hotlines/nhth.json',
    codes,
  );

describe('an id that has visibly lost its form', () => {
  it.each([
    '2.01707E+13',
    '"2,01707E+13"',
    '2.01707e13',
    '1001.0',
    '"1001,0"',
    '#######',
    '#REF!',
    '#N/D',
    '#N/A',
    '#¡VALOR!',
    '#¿NOMBRE?',
    "'0001",
    'C\u20111',
    'C\u22121',
    '2017-03-01',
    '2017-03-01 00:00:00',
    '3/1/2017',
    '01/03/17',
    '1-Mar',
    '01-ene-17',
    'mar-17',
    'TRUE',
    'Falso',
  ])('is a warning: %s', async (id) => {
    const { file, found } = await read('victims.csv', csv(VICTIMS, person(id), person('V-2', id)));
    expect(file).toMatchObject({ status: 'accepted', records: 2 });
    expect(found).toEqual(['id-altered 1 Victim ID', 'id-altered 2 Case Number']);
  });

  it.each([
    'V-1',
    '00064431',
    'NH-2017-0412',
    '2017-0001',
    'MAR-0017',
    '12E5',
    'C_1.2',
    'Año',
    'a/b',
    '20170301',
    '17-4',
  ])('is none where it is usual: %s', async (id) =>
    expect((await read('victims.csv', csv(VICTIMS, person(id)))).found).toEqual([]),
  );

  it('is read as the id it was where that is certain, so that it meets its case', async () => {
    const ids = async (id: string) =>
      (await (await read('victims.csv', csv(VICTIMS, person('V', id)))).facts())[0]?.case_id;
    expect(await ids('2001.0')).toBe(await ids('2001'));
    expect(await ids("'0001")).toBe(await ids('0001'));
    expect(await ids('An\u0303o')).toBe(await ids('A\u00f1o'));
  });

  it('keeps the numbers of all records when some get their form back', async () => {
    const ids = Array.from({ length: 5000 }, (_unused, at) => (at % 7 === 0 ? `${1000 + at}.0` : `${1000 + at}`));
    const { facts } = await read('victims.csv', csv(VICTIMS, ...ids.map((id) => person(id))));
    const plain = await read('victims.csv', csv(VICTIMS, ...ids.map((id) => person(id.replace('.0', '')))));
    const numbered = async (rows: Promise<readonly SqlRow[]>) =>
      (await rows).map(({ record, victim_id }) => [record, victim_id]);
    expect(await numbered(facts())).toEqual(await numbered(plain.facts()));
  });

  it('is trusted where the form of the hotline has it', async () => {
    const { found } = await read('victims.csv', csv(VICTIMS, person('2017-03-01')), {
      hotline: withForm('0000-00-00'),
    });
    expect(found).toEqual([]);
  });
});

describe('the form that a hotline gives its ids', () => {
  it('is a warning for each id of another form, leading zeros included', async () => {
    const { file, found } = await read('victims.csv', csv(VICTIMS, person('00064431'), person('64432')), {
      hotline: withForm('00000000'),
    });
    expect(found).toEqual(['id-form 2 Victim ID']);
    expect(file.problems.first[0]?.detail).toBe('expected the form 00000000');
  });

  it('may be one of several', async () => {
    const text = csv(VICTIMS, person('AB-1'), person('0001'), person('1'));
    expect((await read('victims.csv', text, { hotline: withForm(['AA-0', '0000']) })).found).toEqual([
      'id-form 3 Victim ID',
    ]);
  });

  it('is refused for a column that holds no ids', () => {
    const change = { 'files/victims/tables/victims/columns/gender/form': '0' };
    expect(() => parseHotline(definition('hotlines/nhth.json', change), 'hotlines/nhth.json', codes)).toThrow(
      'files.victims.tables.victims.columns.gender: has a form; only an id may',
    );
  });
});

describe('a row whose only filled cells look like a total', () => {
  it.each([
    'Total,2,,,',
    'Grand Totals (24 records),,,,',
    ',,Subtotal,,24',
    'Gran total,24,,,',
    'TOTAL GENERAL: 24,,,,',
    'Total de casos,24,12,,',
    'Totales,,,,',
  ])('is an error: %s', async (row) => {
    const { file, found } = await read('victims.csv', csv(VICTIMS, row, person('V-1')));
    expect(file.status).toBe('rejected');
    expect(found).toContain('total-row 1 -');
  });

  it.each(['Total-1,C-1,Female,17,Mexico', 'V-1,C-1,Total,17,Mexico', 'V-1,Totalis 3,Female,17,Mexico'])(
    'is none where it holds a record: %s',
    async (row) => {
      const { found } = await read('victims.csv', csv(VICTIMS, row));
      expect(found.filter((problem) => problem.startsWith('total-row'))).toEqual([]);
    },
  );
});

it('reports the shapes of a file’s ids, but no id', async () => {
  const rows = [person('00064431', 'NH-2017'), person('00064432', 'nh-18'), person('María López', 'C/1#')];
  const { file } = await read('victims.csv', csv(VICTIMS, ...rows));
  expect(file.idShapes).toEqual([
    {
      heading: 'Victim ID',
      shapes: [
        { shape: 'z0000000', count: 2 },
        { shape: 'A A', count: 1 },
      ],
    },
    {
      heading: 'Case Number',
      shapes: [
        { shape: 'A-00', count: 1 },
        { shape: 'A-0000', count: 1 },
        { shape: 'A/0?', count: 1 },
      ],
    },
  ]);
});
