import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { yearOnlyErrors } from '../../../src/definitions/sheet-dates.ts';
import { dateReader } from '../../../src/exports/coding/code-date.ts';
import { parse, sheetJson } from '../../figures/sheets.ts';
import { csv, readerFixture } from '../reader-fixture.ts';
import { CASES_OF_MEXICO, counted, figuresOf, mapped } from './mapped-hotline.ts';

const fixture = readerFixture();
const cases = (openedOn: object, file: object = {}) =>
  mapped({ cases: { ...file, tables: { cases: { columns: { ...CASES_OF_MEXICO, opened_on: openedOn } } } } });
const read = (hotline: ReturnType<typeof mapped>, ...lines: string[]) =>
  fixture.read('cases.csv', csv(...lines), { hotline, month: '2018-12' });

describe('a date format', () => {
  it.each([
    ['YYYYMMDD', '20180509', '2018-05-09 day'],
    ['YYYYMMDD', '2018509', 'date-formats'],
    ['D de MMMM de YYYY', '9 de Mayo de 2018', '2018-05-09 day'],
    ['D de MMMM de YYYY', '9  de  septiembre  de 2018', '2018-09-09 day'],
    ['DD-MMMM-YYYY', '09-ago-2018', '2018-08-09 day'],
    ['MMMM D, YYYY', 'Sept. 9, 2018', '2018-09-09 day'],
    ['D MMMM YYYY', '31 juin 2018', 'no-such-day'],
    ['D MMMM YYYY', '9 Smarch 2018', 'no-such-day'],
    ['MMMM YYYY', 'março 2018', '2018-03-31 month'],
    ['YYYY-MM', '2018-02', '2018-02-28 month'],
    ['YYYYMM', '201802', '2018-02-28 month'],
    ['MM/YYYY', '13/2018', 'no-such-day'],
    ['YYYY', '2018', '2018-12-31 year'],
    ['YYYY', '18', 'short-year'],
    ['YYYY', '2018-05-01', 'date-formats'],
  ])('%s reads %s as %s', (format, cell, becomes) => {
    const { day, precision, reason } = dateReader([format], null)(cell);
    expect(day === null ? reason : `${day} ${precision}`).toBe(becomes);
  });

  it('takes the first format that fits', () => {
    const reader = dateReader(['YYYY-MM-DD', 'YYYY-MM', 'YYYY'], null);
    expect(['2018-05-09', '2018-05', '2018'].map((cell) => reader(cell).precision)).toEqual(['day', 'month', 'year']);
  });

  it.each(['YY', 'DD/YYYY', 'MM', 'YYYYM', 'DMYYYY', 'YYYY/MM/DD/DD', 'YYYY MM x', 'dd/mm/yyyy', 'YYYYMMMM', ' YYYY'])(
    'is refused with examples: %s',
    (format) => {
      expect(() => cases({ heading: 'Date', formats: [format] })).toThrow(/not a date format; use .* or YYYY/u);
    },
  );
});

describe('a date of several columns', () => {
  const hotline = cases({ headings: ['Year', 'Month'], formats: ['YYYY MMMM', 'YYYY M'] });

  it('is read with a space between its cells', async () => {
    const { found, facts } = await read(hotline, 'Year,Month', '2018,Enero', '2018,2');
    expect(found).toEqual([]);
    expect((await facts()).map(({ opened_on, precision }) => `${opened_on} ${precision}`)).toEqual([
      ...['2018-01-31 month', '2018-02-28 month'],
    ]);
  });

  it('is an error where a cell is missing, under the first heading', async () => {
    expect((await read(hotline, 'Year,Month', '2018,')).found).toEqual(['date-unreadable 1 Year']);
  });
});

describe('a constant date', () => {
  it('is the same in every row', async () => {
    const { facts } = await read(cases({ constant: '2018' }), 'Kind,Date', 'a,', 'b,');
    expect((await facts()).map(({ opened_on, precision }) => `${opened_on} ${precision}`)).toEqual([
      ...['2018-12-31 year', '2018-12-31 year'],
    ]);
  });

  it.each(['18', '2018-13', 'May'])('is refused if it is not a day, a month or a year: %s', (constant) => {
    expect(() => cases({ constant })).toThrow(/cannot be this constant; it takes a day, a month or a year/u);
  });
});

describe('what is known of a date', () => {
  const FIGURE = [{ id: 'cases', counts: 'cases' }];

  it.each([
    ['YYYY', '2018', { from: '2018-01-01', through: '2018-12-31' }, 1],
    ['YYYY', '2018', { from: '2017-05-01', through: '2019-06-30' }, 1],
    ['YYYY', '2018', { from: '2018-01-02', through: '2018-12-31' }, 0],
    ['YYYY', '2018', { from: '2018-01-01', through: '2018-11-30' }, 0],
    ['YYYY-MM', '2018-05', { from: '2018-05-01', through: '2018-05-31' }, 1],
    ['YYYY-MM', '2018-05', { from: '2018-05-02', through: '2018-12-31' }, 0],
    ['YYYY-MM', '2018-05', { from: '2018-01-01', through: '2018-04-30' }, 0],
  ])('decides the periods: %s %s in %o counts %i', async (format, cell, period, count) => {
    const reading = await read(cases({ heading: 'Date', formats: [format] }), 'Date', cell);
    const [figure] = await figuresOf(fixture.engine(), [reading], FIGURE, period);
    expect(figure?.total).toBe(count);
  });

  it("is after the export's month only if all of it is", async () => {
    const of = (month: string, cell: string) =>
      fixture.read('cases.csv', csv('Date', cell), {
        hotline: cases({ heading: 'Date', formats: ['YYYY-MM', 'YYYY'] }),
        month,
      });
    expect((await of('2018-06', '2018')).found).toEqual([]);
    expect((await of('2018-06', '2018-06')).found).toEqual([]);
    expect((await of('2018-06', '2018-07')).found).toEqual(['date-after-month 1 Date']);
    expect((await of('2018-06', '2019')).found).toEqual(['date-after-month 1 Date']);
  });

  it('has the figures of complete dates, if a period consists of complete years', async () => {
    const day = fc.date({ min: new Date('2016-01-01'), max: new Date('2018-12-31'), noInvalidDate: true });
    await fc.assert(
      fc.asyncProperty(fc.array(day, { minLength: 1, maxLength: 20 }), async (days) => {
        const dates = days.map((date) => date.toISOString().slice(0, 10));
        const totals = [];
        for (const [format, length] of [
          ['YYYY-MM-DD', 10],
          ['YYYY-MM', 7],
          ['YYYY', 4],
        ] as const) {
          const cells = dates.map((date) => date.slice(0, length));
          const reading = await read(cases({ heading: 'Date', formats: [format] }), 'Date', ...cells);
          totals.push((await figuresOf(fixture.engine(), [reading], FIGURE, { from: '2017-01-01' })).map(counted));
        }
        expect(totals[1]).toEqual(totals[0]);
        expect(totals[2]).toEqual(totals[0]);
      }),
      { numRuns: 6 },
    );
  });

  it('has no month for a sheet to count by, if only the year is known', () => {
    const { figures } = parse(sheetJson({ figures: [{ id: 'months', counts: 'victims', by: 'month' }] }));
    const hotlines = (format: string) => [cases({ heading: 'Date', formats: ['YYYY-MM-DD', format] })];
    expect(yearOnlyErrors(figures, hotlines('YYYY-MM'))).toEqual([]);
    expect(yearOnlyErrors(figures, hotlines('YYYY'))).toEqual([
      expect.stringMatching(/^figures\.months: counts by month, but nhth may write only the year of cases/u),
    ]);
    expect(yearOnlyErrors(figures, [cases({ constant: '2018' })])).toHaveLength(1);
  });
});
