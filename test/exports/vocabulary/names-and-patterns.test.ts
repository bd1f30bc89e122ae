import { describe, expect, it } from 'vitest';
import { nameMatcher } from '../../../src/domain/text/name-pattern.ts';
import { fileOf } from '../../../src/exports/container/export-kind.ts';
import { headingRows } from '../../../src/exports/layout/heading-line.ts';
import { csv, readerFixture } from '../reader-fixture.ts';
import { CASES_OF_MEXICO, mapped } from './mapped-hotline.ts';

const fixture = readerFixture();

const cases = (columns: object = {}, table: object = {}, file: object = {}) =>
  mapped({ cases: { ...file, tables: { cases: { ...table, columns: { ...CASES_OF_MEXICO, ...columns } } } } });
const read = (hotline: ReturnType<typeof mapped>, ...lines: string[]) =>
  fixture.read('cases.csv', csv(...lines), { hotline, month: '2018-12' });

describe('a name', () => {
  it.each([
    ['Case Number', 'case_number', 1],
    ['Case Number', 'CASE  NUMBER', 0],
    ['Case Number', 'Case-Number', 1],
    ['cases *', 'Cases 2024-01', 2],
    ['cases *', 'cases_2024', 2],
    ['cases *', 'casesold', null],
    ['cases*', 'casesold', 2],
    ['Total (*)', 'Total (2024)', 2],
    ['a*b*c', 'a-b-c', 2],
    ['Nombre*', 'Nombre*', 0],
    ['Número', 'numero', 0],
  ])('%s matches %s: %s', (name, text, tier) => {
    expect(nameMatcher([name])(text)).toBe(tier);
  });
});

describe('the heading line', () => {
  const LINES = [
    'Report of the ministry, 2018',
    '',
    'Period: Date of 2018',
    'Date,Kind',
    '2018-01-05,a',
    '2018-02-05,b',
  ];

  it('is found below title lines where the definition says so, and rows are counted from it', async () => {
    const { file, facts } = await read(cases({}, {}, { headingRow: 'find' }), ...LINES);
    expect(file).toMatchObject({ status: 'accepted', records: 2, headingRow: 4 });
    expect((await facts()).map(({ record }) => record)).toEqual([1, 2]);
  });

  it('is the given row', async () => {
    const two = ['Date,Kind', 'of the case,of the call', 'Date,Kind', '2018-01-05,a'];
    const { file } = await read(cases({}, {}, { headingRow: 3 }), ...two);
    expect(file).toMatchObject({ status: 'accepted', records: 1, headingRow: 3 });
    const { found } = await read(cases({}, {}, { headingRow: 2 }), ...two);
    expect(found).toEqual(['heading-not-first - -']);
    const beyond = await read(cases({}, {}, { headingRow: 9 }), ...two);
    expect(beyond.file.problems.first[0]?.detail).toBe('row 9 is empty, or the file ends before it');
  });

  it('is the first line otherwise', async () => {
    const { found } = await read(cases(), ...LINES);
    expect(found).toEqual(['heading-not-first - -']);
  });

  it('is missing if no line has every heading', async () => {
    const hotline = cases({ partner_case_id: { heading: 'Partner' } }, {}, { headingRow: 'find' });
    const { found } = await read(hotline, ...LINES);
    expect(found).toContain('heading-missing - Partner');
  });
});

describe('headings in two lines', () => {
  const person = (sex: string, gender: string) => ({
    ...{ count: { heading: `Víctimas / ${sex}` }, columns: { gender: { constant: gender } } },
  });
  const hotline = (headingRow?: number) =>
    mapped({
      cases: {
        ...{ headingLines: 2, ...(headingRow && { headingRow }) },
        tables: {
          cases: {
            columns: {
              case_id: { heading: 'Caso' },
              opened_on: { heading: 'Fecha' },
              states: { heading: 'Lugar / Estado' },
            },
          },
          victims: {
            columns: { case_id: { heading: 'Caso' } },
            each: [person('Mujeres', 'female'), person('Hombres', 'male')],
          },
          traffickers: {
            columns: { case_id: { heading: 'Caso' }, gender: { heading: 'Acusado / Sexo', codes: { male: ['H'] } } },
          },
        },
      },
    });
  const LINES = ['Caso,Fecha,Víctimas,,Lugar,Acusado', ',,Mujeres,Hombres,Estado,Sexo', 'a,2018-01-05,2,3,Jalisco,H'];

  it('are those of the group and of the column, and rows are counted from the lower line', async () => {
    const { file, facts, found } = await read(hotline(), ...LINES);
    expect(found).toEqual([]);
    expect(file).toMatchObject({ status: 'accepted', records: 1, headingRow: 2 });
    expect((await facts('victims')).map(({ gender, weight }) => `${gender} ${weight}`)).toEqual(['female 2', 'male 3']);
    expect(await facts('traffickers')).toMatchObject([{ gender: 'male' }]);
    expect((await read(hotline(3), 'Un título,,,,,', ...LINES)).file).toMatchObject({ records: 1, headingRow: 3 });
  });

  it('name the group in problems, and are the rows of a template', async () => {
    const { found } = await read(hotline(), 'Caso,Fecha,Víctimas,Lugar', ',,Mujeres,Estado', 'a,2018-01-05,2,Jalisco');
    expect(found).toEqual(['heading-missing - Acusado / Sexo', 'heading-missing - Víctimas / Hombres']);
    const headings = ['Caso', 'Víctimas / Mujeres', 'Víctimas / Hombres'];
    expect(headingRows(headings, 2)).toEqual([
      ['Caso', 'Víctimas', 'Víctimas'],
      ['', 'Mujeres', 'Hombres'],
    ]);
    expect(headingRows(headings, 1)).toEqual([headings]);
  });
});

describe('a heading', () => {
  it('may be a pattern, after a heading with the same text', async () => {
    const hotline = cases({ states: { heading: 'State*' } });
    const one = await read(hotline, 'Date,State (2018)', '2018-01-05,Jalisco');
    expect(await one.facts()).toMatchObject([{ states: ['MX-JAL'] }]);
    const two = await read(hotline, 'Date,State (old),State (new)', '2018-01-05,Jalisco,Puebla');
    expect(two.found).toEqual(['heading-twice - State*']);
    const exact = await read(
      cases({ states: { heading: 'State', aliases: ['State *'] } }),
      'Date,State (old),State',
      '2018-01-05,Jalisco,Puebla',
    );
    expect(await exact.facts()).toMatchObject([{ states: ['MX-PUE'] }]);
  });

  it('may have hyphens or underscores for spaces', async () => {
    const { facts } = await read(cases({ states: { heading: 'Home state' } }), 'Date,home_state', '2018-01-05,Jalisco');
    expect(await facts()).toMatchObject([{ states: ['MX-JAL'] }]);
  });
});

describe('the name of a file or sheet', () => {
  const files = (...names: (readonly [string, readonly string[]])[]) =>
    mapped(
      Object.fromEntries(
        names.map(([stem, own]) => [stem, { names: own, tables: { cases: { columns: CASES_OF_MEXICO } } }]),
      ),
    );

  it('may have other names and patterns; the most exact name wins', () => {
    const hotline = files(['cases', ['cases *', 'Enero']], ['closed', ['cases closed *']], ['old', ['cases_1999']]);
    const stems = ['cases 2024-01', 'CASES', 'enero', 'cases closed 2024', 'cases-1999', 'calls'].map(
      (name) => fileOf(hotline, name)?.stem ?? null,
    );
    expect(stems).toEqual(['cases', 'cases', 'cases', 'closed', 'old', null]);
  });

  it('is read from a file of such a name', async () => {
    const { file } = await fixture.read('cases 2018-12.csv', csv('Date', '2018-01-05'), {
      hotline: files(['cases', ['cases *']]),
      month: '2018-12',
    });
    expect(file).toMatchObject({ table: 'cases', status: 'accepted' });
  });

  it('is refused if two files have it, or if it fits every file', () => {
    expect(() => files(['cases', ['all *']], ['calls', ['ALL_*']])).toThrow(
      /files\.calls: has the same name as "cases"/u,
    );
    expect(() => files(['cases', ['*']])).toThrow(/files\.cases\.names: "\*" is the name of every file/u);
  });
});

describe('a spelling of a code', () => {
  const codes = { labor: ['Explotación laboral*'], sex: ['Explotación sexual*', 'Explotación laboral y sexual'] };
  const typed = (cell: string) =>
    read(
      cases({ trafficking_type: { heading: 'Type', separators: [','], codes } }),
      'Date,Type',
      `2018-01-05,"${cell}"`,
    );

  it.each([
    ['Explotación laboral > campo', 'labor', 0],
    ['EXPLOTACION LABORAL', 'labor', 0],
    ['Explotación laboral y sexual', 'sex', 0],
    ['Explotación laboral > campo, Explotación sexual > calle', 'sex-and-labor', 0],
    ['Otra explotación laboral', 'other', 1],
    ['sex_and_labor', 'sex-and-labor', 0],
  ])('may be a beginning of a value: %s is %s', async (cell, type, warnings) => {
    const { file, facts } = await typed(cell);
    expect(await facts()).toMatchObject([{ trafficking_type: type }]);
    expect(file.problems.warnings).toBe(warnings);
  });

  it.each([
    ['*', /"\*" cannot be matched/u],
    ['*laboral', /"\*laboral" cannot be matched; "\*" may only be at the end/u],
    ['Mendicidad, venta*', /"mendicidad, venta\*" contains ",", which separates values/u],
  ])('is refused: %s', (spelling, message) => {
    const column = { heading: 'Type', separators: [','], codes: { labor: [spelling] } };
    expect(() => cases({ trafficking_type: column })).toThrow(message);
  });
});

describe('a row filter', () => {
  const people = (filter: object) =>
    mapped({ cases: { tables: { victims: { where: [filter], columns: { case_id: { heading: 'Case' } } } } } });

  it('may be that a column has a value, without warnings; a sign for "not known" is none', async () => {
    const hotline = people({ heading: 'Victim', hasValue: true });
    const { found, facts } = await read(hotline, 'Case,Victim', 'a,1', 'a,', 'b,NULL', 'c,x', 'd,-');
    expect(found).toEqual([]);
    expect((await facts()).map(({ record }) => record)).toEqual([1, 4]);
  });

  it('decides about a row that is only a total, if it lists the total', async () => {
    const rows = ['Case,Sex', 'a,Male', ',Total', ',TOTAL'];
    const { found } = await read(people({ heading: 'Sex', hasValue: true, ignore: ['Total'] }), ...rows);
    expect(found).toEqual([]);
    const other = await read(people({ heading: 'Sex', hasValue: true }), ...rows);
    expect(other.found).toEqual(expect.arrayContaining(['total-row 2 -', 'total-row 3 -']));
  });

  it('may be any value but those to ignore, such as totals', async () => {
    const hotline = people({ heading: 'Sex', hasValue: true, ignore: ['Total*'] });
    const { found, facts } = await read(hotline, 'Case,Sex', 'a,Male', 'a,TOTAL', 'a,Total of both', 'a,');
    expect(found).toEqual([]);
    expect((await facts()).map(({ record }) => record)).toEqual([1]);
  });

  it('may list beginnings of values, also of those to ignore', async () => {
    const hotline = people({ heading: 'Role', in: ['Victim*'], ignore: ['Family*'] });
    const { found, facts } = await read(hotline, 'Case,Role', 'a,Victim (direct)', 'a,family: mother', 'a,Witness');
    expect(found).toEqual(['value-unknown 3 Role']);
    expect((await facts()).map(({ record }) => record)).toEqual([1]);
  });

  it.each([
    ['neither in nor hasValue', { heading: 'Role' }, /where\[0\]: needs either "in" or "hasValue"/u],
    ['both', { heading: 'Role', in: ['x'], hasValue: true }, /where\[0\]: needs either "in" or "hasValue"/u],
    ['any value', { heading: 'Role', in: ['*'] }, /lists "\*" alone; use "hasValue": true/u],
    ['any column', { heading: '*', in: ['x'] }, /"\*" alone is the heading of every column/u],
  ])('is refused with %s', (_, filter, message) => expect(() => people(filter)).toThrow(message));
});
