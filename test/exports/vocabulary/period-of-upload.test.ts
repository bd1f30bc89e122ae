import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Month } from '../../../src/domain/month.ts';
import { lastMonthOf } from '../../../src/domain/period.ts';
import { csv, readerFixture } from '../reader-fixture.ts';
import { CASES_OF_MEXICO, counted, figuresOf, mapped } from './mapped-hotline.ts';

const fixture = readerFixture();

const file = (options: object, columns: object = {}) => ({
  cases: { ...options, tables: { cases: { columns: { ...CASES_OF_MEXICO, ...columns } } } },
});
const CASE_ID = { case_id: { heading: 'Case' } };

describe('the period of an upload', () => {
  it.each([
    ['year', '2018-01', '2018-12'],
    ['half-year', '2018-06', '2018-06'],
    ['half-year', '2018-07', '2018-12'],
    ['quarter', '2018-08', '2018-09'],
    ['month', '2018-08', '2018-08'],
  ] as const)('of every %s that contains %s ends with %s', (every, month, last) => {
    expect(lastMonthOf(month as Month, every)).toBe(last);
  });

  it('rejects a file of a year that is stored under another month, and names the month', async () => {
    const hotline = mapped(file({ every: 'year' }));
    const { file: read } = await fixture.read('cases.csv', csv('Date', '2018-01-05'), { hotline, month: '2018-06' });
    expect(read.status).toBe('rejected');
    expect(read.problems.first).toMatchObject([
      { code: 'period-month', detail: 'the file covers a year; its folder is 2018-12' },
    ]);
  });

  it('accepts dates of the complete year in the file of a year, and none after it', async () => {
    const hotline = mapped(file({ every: 'year' }));
    const content = csv('Date', '2018-01-05', '2018-12-31', '2019-01-01');
    const { found } = await fixture.read('cases.csv', content, { hotline, month: '2018-12' });
    expect(found).toEqual(['date-after-month 3 Date']);
  });

  it('has the figures of twelve monthly files in one yearly file', async () => {
    const days = fc.array(fc.record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) }), {
      minLength: 1,
      maxLength: 60,
    });
    const figures = [
      { id: 'cases', counts: 'cases' },
      { id: 'by-month', counts: 'cases', by: 'month' },
    ];
    const text = (value: number): string => String(value).padStart(2, '0');
    await fc.assert(
      fc.asyncProperty(days, async (rows) => {
        const dates = rows.map(({ month, day }) => `2018-${text(month)}-${text(day)}`);
        const yearly = await fixture.read('cases.csv', csv('Date', ...dates), {
          hotline: mapped(file({ every: 'year' })),
          month: '2018-12',
        });
        const ofYear = await figuresOf(fixture.engine(), [yearly], figures);
        const monthly = [];
        for (const month of [...new Set(dates.map((date) => date.slice(0, 7)))])
          monthly.push(
            await fixture.read('cases.csv', csv('Date', ...dates.filter((date) => date.startsWith(month))), {
              hotline: mapped(file({})),
              month,
            }),
          );
        const ofMonths = await figuresOf(fixture.engine(), monthly, figures);
        expect(ofMonths.map(counted)).toEqual(ofYear.map(counted));
        expect(ofYear[0]?.total).toBe(dates.length);
      }),
      { numRuns: 8 },
    );
  });
});

describe('a cumulative file', () => {
  it('is refused without ids, because its records would count several times', () => {
    expect(() => mapped(file({ cumulative: true }))).toThrow(
      /files\.cases\.cumulative: cases has no id: each upload repeats earlier records.*name it \("case_id": \{ "heading": "\.\.\." \}\)/u,
    );
  });

  it('counts every record once, in its newest version', async () => {
    const hotline = mapped(file({ cumulative: true, every: 'quarter' }, CASE_ID));
    const first = csv('Case,Date', 'a,2018-01-05', 'b,2018-02-06');
    const second = csv('Case,Date', 'a,2018-01-05', 'b,2018-03-07', 'c,2018-05-08');
    const readings = [
      await fixture.read('cases.csv', first, { hotline, month: '2018-03' }),
      await fixture.read('cases.csv', second, { hotline, month: '2018-06' }),
    ];
    const [figure] = await figuresOf(fixture.engine(), readings, [{ id: 'm', counts: 'cases', by: 'month' }]);
    expect(counted(figure)).toEqual(['total 3', '2018-01 1', '2018-03 1', '2018-05 1']);
  });
});
