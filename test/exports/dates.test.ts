import { afterEach, describe, expect, it } from 'vitest';
import { parseHotline } from '../../src/definitions/hotline-definition.ts';
import type { Day, Month } from '../../src/domain/month.ts';
import { parseDay } from '../../src/domain/month.ts';
import { dateProblems, dateReader } from '../../src/exports/coding/code-date.ts';
import { type DateCells, swappedDates } from '../../src/exports/coding/swapped-dates.ts';
import { CASES, codes, csv, definition, hotline, lineaNacional, readerFixture } from './reader-fixture.ts';

const { read } = readerFixture();
const JULY = '2017-07' as Month;
const CASOS =
  'Folio del caso;Fecha de apertura;Modalidad;Giro o lugar;Entidad federativa;País de explotación;Nexo con México;Folio del caso en la línea asociada';
const casos = (...dates: string[]): string =>
  csv(CASOS, ...dates.map((date, at) => `C-${at};${date};No especificado;;;México;Sí;`));
const mexican = { hotline: lineaNacional };

const clock = process.env.TZ;
afterEach(() => {
  if (clock === undefined) delete process.env.TZ;
  else process.env.TZ = clock;
});

describe.each(['UTC', 'America/Mexico_City', 'Asia/Kathmandu', 'Pacific/Apia'])(
  'with the clock of %s, a time stamp',
  (tz) => {
    const days = (zone: string, cells: readonly string[]): (Day | null)[] => {
      process.env.TZ = tz;
      const read = dateReader(['DD/MM/YYYY'], zone);
      return cells.map((cell) => read(cell).day);
    };

    it('with an offset is the day that the hotline has at that moment', () => {
      expect(
        days('America/Mexico_City', [
          '2017-08-01T04:30:00Z',
          '2017-08-01T04:59:59.999Z',
          '2017-08-01T05:00:00Z',
          '2017-08-01 04:30:00 UTC',
          '2017-08-01 04:30:00+00',
          '01/08/2017 04:30 GMT',
          '2017-08-01T06:30:00+02:00',
          '2017-07-31T23:30:00-0500',
          '2017-07-31T23:30:00UTC-5',
          '01/08/2017 04:30:00 a. m. Z',
          '31/07/2017 11:30 PM -06:00',
        ]),
      ).toEqual(['2017-07-31', '2017-07-31', '2017-08-01', ...Array<string>(7).fill('2017-07-31'), '2017-08-01']);
    });

    it('without an offset keeps its day', () => {
      expect(days('America/Mexico_City', ['01/08/2017 04:30:00', '31/07/2017 23:59', '01/08/2017'])).toEqual([
        '2017-08-01',
        '2017-07-31',
        '2017-08-01',
      ]);
    });

    it('crosses the ends of months and years, leap days, and nights when clocks change', () => {
      expect(
        days('America/Mexico_City', ['2017-01-01T05:59:00Z', '2016-03-01T05:00:00Z', '2017-03-01T05:00:00Z']),
      ).toEqual(['2016-12-31', '2016-02-29', '2017-02-28']);
      // New York, 2017: 12 March from 2 to 3 o'clock, 5 November from 2 to 1
      expect(
        days('America/New_York', [
          '2017-03-12T04:59:00Z',
          '2017-03-12T05:00:00Z',
          '2017-03-13T03:59:00Z',
          '2017-03-13T04:00:00Z',
        ]),
      ).toEqual(['2017-03-11', '2017-03-12', '2017-03-12', '2017-03-13']);
      expect(
        days('America/New_York', [
          '2017-11-05T03:59:00Z',
          '2017-11-05T04:00:00Z',
          '2017-11-06T04:59:00Z',
          '2017-11-06T05:00:00Z',
        ]),
      ).toEqual(['2017-11-04', '2017-11-05', '2017-11-05', '2017-11-06']);
    });

    it('lands before or after a day that a zone left out', () => {
      // Samoa had no 30 December 2011
      expect(days('Pacific/Apia', ['2011-12-30T09:59:00Z', '2011-12-30T10:00:00Z'])).toEqual([
        '2011-12-29',
        '2011-12-31',
      ]);
    });
  },
);

it('changes the clock of the process in the tests above', () => {
  process.env.TZ = 'Asia/Kathmandu';
  expect(new Date(0).getTimezoneOffset()).toBe(-330);
});

describe('a time stamp in a file', () => {
  const stamp = csv(CASES, 'C-1,2017-08-01T03:30:00Z,Sex,,,Mexico,Yes,');

  it('belongs to the month in which the hotline received it', async () => {
    expect((await read('cases.csv', stamp)).found).toEqual([]);
    const { found, facts } = await read('casos.csv', casos('2017-08-01T04:30:00Z'), mexican);
    expect([found, await facts()]).toMatchObject([[], [{ opened_on: '2017-07-31' }]]);
    expect((await read('casos.csv', casos('2017-08-01T05:30:00Z'), mexican)).found).toEqual([
      'date-after-month 1 Fecha de apertura',
    ]);
  });

  it('cannot be read where the hotline names no time zone', async () => {
    const json = definition('hotlines/nhth.json', { timeZone: undefined });
    const without = { hotline: parseHotline(json, 'hotlines/nhth.json', codes) };
    const { found, file } = await read('cases.csv', stamp, without);
    expect(found).toEqual(['date-unreadable 1 Date Opened']);
    expect(file.problems.first[0]?.detail).toContain('"timeZone"');
    expect((await read('cases.csv', stamp.replace('Z', ''), without)).found).toEqual([
      'date-after-month 1 Date Opened',
    ]);
  });

  it('has a time zone in every committed hotline', () => {
    for (const id of ['nhth', 'linea-nacional', 'linea-145']) expect(hotline(id).timeZone).toMatch(/^America\//u);
  });
});

describe('an unreadable date', () => {
  const detail = (cell: string, formats = ['DD/MM/YYYY']): string =>
    dateProblems(dateReader(formats, null)(cell), { cell, column: 'Fecha', month: JULY, formats })[0]?.detail ?? '';

  it.each([
    ['31/06/2017', 'the calendar has no such day; expected DD/MM/YYYY'],
    ['29/02/2017 10:00', 'the calendar has no such day; expected DD/MM/YYYY'],
    ['32/13/2017', 'the calendar has no such day; expected DD/MM/YYYY'],
    ['', 'empty'],
    ['7/31/2017', 'no such month; day and month may be exchanged; expected DD/MM/YYYY'],
    ['01/07/17', 'the year has two digits; expected DD/MM/YYYY'],
    ['42917', 'a number, as a spreadsheet stores a date; expected DD/MM/YYYY'],
    ['1 de julio', 'expected DD/MM/YYYY'],
    ['2017-07-01', 'expected DD/MM/YYYY'],
  ])('says what is wrong with it: "%s": %s', (cell, text) => {
    expect(detail(cell)).toBe(text);
  });

  it('may be a text of any length', () => {
    const started = performance.now();
    for (let at = 0; at < 100; at++) detail(`1${' '.repeat(10_000)}x${at}`);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('says so by each of the formats', () => {
    expect(detail('2017-02-30', ['YYYY-MM-DD', 'M/D/YYYY'])).toBe(
      'the calendar has no such day; expected YYYY-MM-DD or M/D/YYYY',
    );
    expect(detail('7/31/17', ['YYYY-MM-DD', 'M/D/YYYY'])).toBe(
      'the year has two digits; expected YYYY-MM-DD or M/D/YYYY',
    );
  });
});

describe('dates whose day and month a program has exchanged', () => {
  const cell = (text: string, rows = 1): DateCells => ({ text, day: dateReader(['DD/MM/YYYY'], null)(text).day, rows });
  const verdict = (cells: readonly DateCells[], month: Month | null = JULY) =>
    swappedDates(cells, ['DD/MM/YYYY'], month);
  const days = (first: number, last: number, text: (day: number) => string, rows = 1): DateCells[] =>
    Array.from({ length: last - first + 1 }, (_unused, at) => cell(text(first + at), rows));
  const exchanged = (day: number): string => `7/${day}/2017`;
  const right = (day: number): string => `${day}/07/2017`;

  it('are detected by months above 12', () => {
    expect(verdict(days(1, 31, exchanged, 2))).toEqual({ swapped: 60, dates: 62 });
    expect(verdict(days(1, 31, exchanged), null)).toEqual({ swapped: 30, dates: 31 });
  });

  it('are detected by days that equal the month, where no day exceeds 12', () => {
    expect(verdict(days(1, 7, exchanged))).toEqual({ swapped: 6, dates: 7 });
    expect(verdict(days(1, 7, exchanged), null)).toBeNull();
  });

  it('are detected in a workbook in which only days up to 12 became dates', () => {
    const dates = days(1, 12, exchanged).map(({ day, rows }) => ({ day, rows, text: '' }));
    expect(verdict([...dates, ...days(13, 31, right)])).toEqual({ swapped: 11, dates: 31 });
  });

  it('are detected among dates of earlier months', () => {
    const earlier = [cell('15/03/2017'), cell('02/05/2017'), cell('28/06/2016')];
    expect(verdict([...earlier, ...days(1, 31, exchanged)])).toEqual({ swapped: 30, dates: 34 });
  });

  it('are not seen in dates as agreed', () => {
    expect(verdict(days(1, 31, right))).toBeNull();
    expect(verdict([...days(1, 31, right), cell('07/03/2017', 2), cell('07/01/2017')])).not.toBeNull();
    expect(verdict([...days(1, 31, right), cell('07/03/2017', 2), cell('12/01/2017', 5)])).toBeNull();
    expect(verdict([...days(1, 31, right), cell('7/31/2017')])).toBeNull();
    expect(verdict([cell('7/31/2017')])).toBeNull();
    expect(verdict([])).toBeNull();
    expect(verdict([cell(''), cell('abc'), cell('31/06/2017')])).toBeNull();
  });

  it('are not seen in a year of dates on any day', () => {
    const year = Array.from({ length: 365 }, (_unused, at) => {
      const day = parseDay(new Date(Date.UTC(2016, 7, 1 + at)).toISOString().slice(0, 10));
      return { day, text: '', rows: 1 };
    });
    expect(verdict(year)).toBeNull();
  });

  it('are a warning of the column, once for a file, beside the errors of their rows', async () => {
    const dates = Array.from({ length: 12 }, (_unused, at) => `7/${at * 2 + 1}/2017`);
    const { file, problems } = await read('casos.csv', casos(...dates), mexican);
    expect(file.problems.counts.filter(({ severity }) => severity === 'warning')).toEqual([
      { code: 'dates-swapped', severity: 'warning', column: 'Fecha de apertura', count: 1 },
    ]);
    expect(file.problems.rowsInError).toBe(8);
    expect(problems).toContain('(11 de 12 fechas; se espera DD/MM/AAAA).",""\n');
    expect(problems).toContain('"","","Fecha de apertura","advertencia","dates-swapped: ');
  });

  it('are a warning alone where all of them pass as other dates', async () => {
    const { found, file } = await read('casos.csv', casos('7/1/2017', '7/2/2017', '7/3/2017', '7/5/2017'), mexican);
    expect(found).toEqual(['dates-swapped - Fecha de apertura']);
    expect(file.status).toBe('accepted');
  });
});

describe('a column whose dates are all unreadable', () => {
  const whole = (found: readonly string[]): string[] => found.filter((line) => line.includes(' - '));

  it.each([
    ['two-digit years', ['01/07/17', '5/7/17', '31/07/17']],
    ['ISO days', ['2017-07-01', '2017-07-31']],
    ['names of months', ['1-jul-2017', '30-julio-2017']],
    ['numbers', ['42917', '42918']],
  ])('is reported once as saved in another format: %s', async (_what, dates) => {
    const { found, file } = await read('casos.csv', casos(...dates, ''), mexican);
    expect(whole(found)).toEqual(['date-unreadable - Fecha de apertura']);
    expect(file.problems.rowsInError).toBe(dates.length + 1);
    expect(file.status).toBe('rejected');
  });

  it.each([
    ['one can be read', ['01/07/17', '5/7/2017']],
    ['there is one row', ['01/07/17']],
    ['they are written in different ways', ['2017-07-01', 'in July']],
    ['they are empty', ['', '']],
  ])('is not where %s', async (_what, dates) => {
    expect(whole((await read('casos.csv', casos(...dates), mexican)).found)).toEqual([]);
  });

  it('leaves the rows that can be read to a hotline that tolerates the others', async () => {
    const json = definition('hotlines/linea-nacional.json', { errorTolerance: 5 });
    const tolerant = { hotline: parseHotline(json, 'hotlines/linea-nacional.json', codes) };
    const { file, facts } = await read('casos.csv', casos('7/13/2017', '7/14/2017', '7/7/2017'), tolerant);
    expect(file.status).toBe('accepted');
    expect(await facts()).toMatchObject([{ record: 3, opened_on: '2017-07-07' }]);
  });
});
