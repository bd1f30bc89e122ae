import { describe, expect, it } from 'vitest';
import { codes, csv, readerFixture } from '../reader-fixture.ts';
import { CASES_OF_MEXICO, counted, figuresOf, mapped } from './mapped-hotline.ts';

const fixture = readerFixture();
type Json = Readonly<Record<string, unknown>>;

const CASE = { case_id: { heading: 'Case' } };
const wide = (victims: Json, cases: Json = CASE) =>
  mapped({ all: { tables: { cases: { columns: { ...cases, ...CASES_OF_MEXICO } }, victims } } });
const read = (hotline: ReturnType<typeof mapped>, lines: readonly string[], month = '2018-12') =>
  fixture.read('all.csv', csv(...lines), { hotline, month });
const FIGURES = [
  { id: 'cases', counts: 'cases' },
  { id: 'by-gender', counts: 'victims', by: 'gender' },
  { id: 'by-age', counts: 'victims', by: 'age' },
];
const figures = async (...readings: Awaited<ReturnType<typeof read>>[]) =>
  (await figuresOf(fixture.engine(), readings, FIGURES)).map((figure) => counted(figure).join(', '));

const SEXES = {
  columns: CASE,
  each: [
    { count: { heading: 'Males' }, columns: { gender: { constant: 'male' } } },
    { count: { heading: 'Females' }, columns: { gender: { constant: 'female' } } },
  ],
};

const PEOPLE = {
  columns: CASE,
  each: [1, 2].map((at) => ({
    columns: { age_group: { heading: `victim${at}_age` }, gender: { heading: `victim${at}_sex`, optional: true } },
  })),
};

describe('several records in a row', () => {
  it('are counted from a column for each kind of person', async () => {
    const reading = await read(wide(SEXES), ['Case,Date,Males,Females', 'a,2018-01-05,3,0', 'b,2018-01-06,1,20']);
    expect(reading.found).toEqual([]);
    expect(await figures(reading)).toEqual(['total 2', 'total 24, male 4, female 20', 'total 24, unknown 24']);
    expect(reading.file.facts.map(({ table, records }) => `${table} ${records}`)).toEqual([
      ...['cases undefined', 'victims 24'],
    ]);
  });

  it('are replaced by a later version of the row, whose case has an id', async () => {
    const first = await read(wide(SEXES), ['Case,Date,Males,Females', 'a,2018-01-05,3,7'], '2018-01');
    const second = await read(wide(SEXES), ['Case,Date,Males,Females', 'a,2018-01-05,2,0'], '2018-02');
    expect((await figures(first, second))[1]).toEqual('total 2, male 2');
  });

  it('are people with a value in one of their own columns', async () => {
    const reading = await read(wide(PEOPLE), [
      'Case,Date,victim1_age,victim1_sex,victim2_age,victim2_sex',
      'a,2018-01-05,15,Male,31,Female',
      'b,2018-01-05,40,,,',
      'c,2018-01-05,,Female,NA,NA',
      'd,2018-01-05,,,,',
    ]);
    expect(reading.found).toEqual([]);
    expect(await figures(reading)).toEqual([
      ...['total 4', 'total 4, male 1, female 2, unknown 1', 'total 4, adult 2, minor 1, unknown 1'],
    ]);
    const removed = await read(wide(PEOPLE), ['Case,Date,victim1_age,victim2_age', 'a,2018-01-05,15,'], '2019-01');
    expect((await figures(reading, removed))[2]).toBe('total 3, adult 1, minor 1, unknown 1');
  });

  it('belong to the case in their row if the row is its id; identical rows are separate', async () => {
    const row = { case_id: { row: true } };
    const hotline = wide({ ...PEOPLE, columns: row }, row);
    const lines = ['Date,victim1_age,victim2_age', '2018-01-05,15,30', '2018-01-05,15,30'];
    expect((await figures(await read(hotline, lines)))[2]).toBe('total 4, adult 2, minor 2');
  });

  it('have the same columns of facts, also if only some map a column of their own list', async () => {
    const own = {
      name: 'education',
      label: { en: 'Education', es: 'Educación' },
      tables: ['victims' as const],
      multi: false,
      codes: [
        { key: 'primary', label: { en: 'Primary', es: 'Primaria' }, aliases: ['Primary'] },
        { key: 'unknown', label: { en: 'Unknown', es: 'Desconocida' }, aliases: [] },
      ],
    };
    const [first, second] = PEOPLE.each;
    const each = [{ columns: { ...first?.columns, education: { heading: 'School' } } }, second];
    const files = { all: { tables: { victims: { ...PEOPLE, each } } } };
    const hotline = mapped(files, {}, { ...codes, own: [own] });
    const reading = await read(hotline, ['Case,School,victim1_age,victim2_age', 'a,Primary,15,30']);
    expect((await reading.facts('victims')).map((fact) => `${fact.age_group} ${fact.own_education}`).sort()).toEqual([
      ...['adult unknown', 'minor primary'],
    ]);
  });

  it('may be cases: a column of counts for each year', async () => {
    const year = (value: string) => ({ count: { heading: value }, columns: { opened_on: { constant: value } } });
    const { opened_on: _, ...undated } = CASES_OF_MEXICO;
    const tables = {
      cases: { columns: { ...undated, states: { heading: 'State' } }, each: ['2018', '2019'].map(year) },
    };
    const reading = await read(
      mapped({ all: { tables } }),
      ['State,2018,2019', 'Jalisco,5,6', 'Puebla,7,8'],
      '2019-12',
    );
    expect(reading.found).toEqual([]);
    expect((await figures(reading))[0]).toBe('total 12');
  });

  it.each([
    [
      'nothing that says which rows have it',
      { each: [{ columns: { gender: { constant: 'male' } } }] },
      /does not say which rows/u,
    ],
    [
      'an id of its own',
      { each: [{ columns: { victim_id: { heading: 'x' }, gender: { heading: 'y' } } }] },
      /cannot be a heading here/u,
    ],
  ])('are refused with %s', (_, victims, message) => {
    expect(() => wide({ columns: CASE, ...victims })).toThrow(message);
  });
});

const COLLECTED = {
  ...CASE,
  ...CASES_OF_MEXICO,
  states: { heading: 'State' },
  trafficking_type: { heading: 'Type' },
  venues: { heading: 'Venue' },
};
const rowsOf = (collect: readonly string[], more: Json = {}, changes: Json = {}) =>
  mapped(
    { all: { tables: { cases: { collect, columns: { ...COLLECTED, ...more } }, victims: { columns: CASE } } } },
    changes,
  );
const LISTS = ['states', 'trafficking_type', 'venues'];

describe('several rows of a record', () => {
  const HEAD = 'Case,Date,State,Type,Venue';
  const collected = async (reading: Awaited<ReturnType<typeof read>>) =>
    (await reading.facts('cases')).map(
      ({ record, states, trafficking_type, venues }) => `${record} ${states} ${trafficking_type} ${venues}`,
    );

  it('are collected: lists are joined, and codes combine as in one cell', async () => {
    const reading = await read(rowsOf(LISTS), [
      HEAD,
      'a,2018-01-05,Jalisco,Sex,Street-based',
      'b,2018-01-05,Puebla,Sex,',
      'a,2018-01-05,Puebla,Labor,Begging',
      'a,2018-01-05,Jalisco,Sex,Street-based',
    ]);
    expect(reading.found).toEqual([]);
    expect(await collected(reading)).toEqual(['1 MX-JAL,MX-PUE sex-and-labor begging,street', '2 MX-PUE sex ']);
    expect(reading.file.facts.map(({ rows }) => rows)).toEqual([2, 4]);
  });

  it('are a conflict if another column differs', async () => {
    const lines = [HEAD, 'a,2018-01-05,Jalisco,Sex,', 'a,2018-01-06,Puebla,Sex,'];
    expect((await read(rowsOf(LISTS), lines)).found).toEqual(['id-conflict 2 Case']);
    const types = [HEAD, 'a,2018-01-05,Jalisco,Sex,', 'a,2018-01-05,Jalisco,Labor,'];
    expect((await read(rowsOf(['states']), types)).found).toEqual(['id-conflict 2 Case']);
  });

  it('report a value in the row that has it, and values that do not combine in the first', async () => {
    const reading = await read(rowsOf(LISTS, {}, { combine: {} }), [
      HEAD,
      'a,2018-01-05,Jalisco,Sex,',
      'a,2018-01-05,Atlantis,Labor,Moon',
      ',2018-01-05,Jalisco,Sex,',
      ',2018-01-05,Jalisco,Sex,',
    ]);
    expect(reading.found).toEqual([
      ...[
        'id-empty 3 Case',
        'id-empty 4 Case',
        'value-unknown 1 Type',
        'value-unknown 2 State',
        'value-unknown 2 Venue',
      ],
    ]);
    expect(reading.problems).toContain('Labor; Sex');
  });

  it('are one value or an error where the column has oneValue', async () => {
    const hotline = rowsOf(LISTS, { states: { heading: 'State', oneValue: true } });
    const lines = [HEAD, 'a,2018-01-05,Jalisco,Sex,', 'a,2018-01-05,Puebla,Sex,', 'b,2018-01-05,Puebla,Sex,'];
    expect((await read(hotline, lines)).found).toEqual(['several-values 1 State']);
  });

  it('give a code of a flag if it is yes in one of them', async () => {
    const flags = [
      { heading: 'Is sex', code: 'sex' },
      { heading: 'Is labor', code: 'labor' },
    ];
    const reading = await read(
      mapped({
        all: {
          tables: {
            cases: {
              collect: ['trafficking_type'],
              columns: { ...CASE, ...CASES_OF_MEXICO, trafficking_type: { flags } },
            },
          },
        },
      }),
      [
        'Case,Date,Is sex,Is labor',
        'a,2018-01-05,No,Yes',
        'a,2018-01-05,Yes,No',
        'b,2018-01-05,No,Yes',
        'b,2018-01-05,No,Yes',
      ],
    );
    expect(reading.found).toEqual([]);
    expect((await reading.facts('cases')).map(({ trafficking_type: type }) => type)).toEqual([
      'sex-and-labor',
      'labor',
    ]);
  });

  it('have one count, which must be the same in all of them', async () => {
    const counts = mapped({
      all: {
        tables: {
          cases: {
            collect: ['states'],
            count: { heading: 'N' },
            columns: { ...CASE, ...CASES_OF_MEXICO, states: { heading: 'State' } },
          },
        },
      },
    });
    const head = 'Case,Date,State,N';
    const same = await read(counts, [head, 'a,2018-01-05,Jalisco,5', 'a,2018-01-05,Puebla,5']);
    expect(same.found).toEqual([]);
    expect((await same.facts('cases')).map(({ states, weight }) => `${states} ${weight}`)).toEqual(['MX-JAL,MX-PUE 5']);
    const other = await read(counts, [head, 'a,2018-01-05,Jalisco,5', 'a,2018-01-05,Puebla,6']);
    expect(other.found).toEqual(['id-conflict 2 Case']);
  });

  it('have the same people: the case and the place in the row are their id', async () => {
    const each = [1, 2].map((at) => ({
      columns: { age_group: { heading: `Age ${at}` }, nationalities: { heading: `Country ${at}` } },
    }));
    const hotline = mapped({
      all: { tables: { victims: { collect: ['nationalities'], columns: CASE, each } } },
    });
    const reading = await read(hotline, [
      'Case,Age 1,Country 1,Age 2,Country 2',
      'a,15,Mexico,31,Honduras',
      'a,15,Guatemala,31,Honduras',
      'b,40,Mexico,,',
    ]);
    expect(reading.found).toEqual([]);
    const present = async (one: typeof reading) =>
      (await one.facts('victims')).filter(({ withdrawn, weight }) => !withdrawn && weight !== 0);
    const people = (await present(reading)).map((fact) => `${fact.age_group} ${fact.nationalities}`);
    expect(people.toSorted()).toEqual(['adult HN', 'adult MX', 'minor GT,MX']);
    const sexes = mapped({
      all: {
        tables: {
          victims: {
            ...SEXES,
            collect: ['nationalities'],
            columns: { ...CASE, nationalities: { heading: 'Country' } },
          },
        },
      },
    });
    const counts = await read(sexes, ['Case,Country,Males,Females', 'a,Mexico,2,1', 'a,Honduras,2,1', 'b,Mexico,0,4']);
    expect(counts.found).toEqual([]);
    expect(
      (await present(counts)).map((fact) => `${fact.gender} ${fact.weight} ${fact.nationalities}`).toSorted(),
    ).toEqual(['female 1 HN,MX', 'female 4 MX', 'male 2 HN,MX']);
  });

  it('cannot be those of records without an id, nor share a heading with another column', () => {
    const year = { count: { heading: '2018' }, columns: { opened_on: { constant: '2018' } } };
    const cases = { collect: ['states'], columns: { states: { heading: 'State' } }, each: [year] };
    expect(() => mapped({ all: { tables: { cases } } })).toThrow(
      'collect: does not go together with "each" here: cases of "each" have no id by which rows belong together',
    );
    const row = { ...SEXES, collect: ['gender'], columns: { case_id: { row: true } } };
    expect(() => wide(row, { case_id: { row: true } })).toThrow(
      'collect: needs the id that the rows share, for example "case_id": { "heading": "Case number" }',
    );
    expect(() => rowsOf(['states'], { countries: { heading: 'State' } })).toThrow(
      'collect: "State" is also a heading of "countries"; collect that too, or neither',
    );
  });

  it.each([
    ['without an id', ['states'], { case_id: { row: true } }, /needs the id that the rows share/u],
    ['a column without a heading', ['venues'], { venues: { constant: ['street'] } }, /needs a heading/u],
    ['a date', ['opened_on'], {}, /collect/u],
  ])('are refused %s', (_, collect, columns, message) => {
    expect(() => rowsOf(collect, columns)).toThrow(message);
  });
});
