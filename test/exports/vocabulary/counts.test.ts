import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Day } from '../../../src/domain/month.ts';
import { countExcluded } from '../../../src/figures/excluded.ts';
import { parse, sheetJson } from '../../figures/sheets.ts';
import { csv, readerFixture } from '../reader-fixture.ts';
import { CASES_OF_MEXICO, counted, figuresOf, mapped } from './mapped-hotline.ts';

const fixture = readerFixture();

const COUNT = { count: { heading: 'Valor' } };
const file = (count: object) => ({
  all: {
    tables: {
      cases: {
        ...count,
        columns: {
          case_id: { row: true },
          ...CASES_OF_MEXICO,
          trafficking_type: { heading: 'Type' },
          states: { heading: 'State' },
        },
      },
      victims: { ...count, columns: { case_id: { row: true }, gender: { heading: 'Gender' } } },
    },
  },
});

const FIGURES = [
  { id: 'cases', counts: 'cases' },
  { id: 'by-month', counts: 'cases', by: 'month' },
  { id: 'by-state', counts: 'cases', by: 'state', classes: [10] },
  { id: 'by-gender', counts: 'victims', by: 'gender' },
  { id: 'by-type', counts: 'victims', by: 'type' },
];

const group = fc.record({
  date: fc.constantFrom('2018-01-05', '2018-01-06', '2018-07-09'),
  type: fc.constantFrom('Sex', 'Labor', ''),
  state: fc.constantFrom('Jalisco', 'Jalisco;Puebla', ''),
  gender: fc.constantFrom('Male', 'Female', ''),
  count: fc.integer({ min: 0, max: 7 }),
});

const read = (count: object, ...lines: string[]) =>
  fixture.read('all.csv', csv(`Date,Type,State,Gender${'count' in count ? ',Valor' : ''}`, ...lines), {
    hotline: mapped(file(count)),
    month: '2018-12',
  });

describe('a file of counts', () => {
  it('has the figures of the same records with one row each', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(group, { minLength: 1, maxLength: 12 }), async (groups) => {
        const text = ({ date, type, state, gender }: (typeof groups)[number]) => [date, type, state, gender].join(',');
        const rows = groups.flatMap((one) => Array.from({ length: one.count }, () => text(one)));
        const asCounts = await read(COUNT, ...groups.map((one) => `${text(one)},${one.count}`));
        const ofCounts = (await figuresOf(fixture.engine(), [asCounts], FIGURES)).map(counted);
        const ofRows = (await figuresOf(fixture.engine(), [await read({}, ...rows)], FIGURES)).map(counted);
        expect(ofCounts).toEqual(ofRows);
        expect(ofCounts[0]).toEqual([`total ${rows.length}`]);
        expect(asCounts.file.facts.map(({ records }) => records)).toEqual([rows.length, rows.length]);
      }),
      { numRuns: 10 },
    );
  });

  it.each([
    ['12', 12],
    ['12.0', 12],
    ['0', 0],
    [' 007 ', 7],
    ['999999999', 999_999_999],
  ])('takes %s for a count', async (cell, count) => {
    const { found, facts } = await read(COUNT, `2018-01-05,Sex,,Male,${cell}`);
    expect(found).toEqual([]);
    expect(await facts('cases')).toMatchObject([{ weight: count }]);
  });

  it.each(['', '-1', '1.5', '1.000', '1 000', '"1,000"', 'x', '*', '...', '1e3', '1000000000', '<5'])(
    'reports %s as an error of the row, which does not count',
    async (cell) => {
      const { file: result, found } = await read(COUNT, `2018-01-05,Sex,,Male,${cell}`, '2018-01-05,Sex,,Male,4');
      expect(found).toEqual(['count-unreadable 1 Valor']);
      expect(result.status).toBe('rejected');
    },
  );

  it.each(['N/A', 'n.d.', '-', '—', 'Sin dato'])('does not count a row of %s, with a warning', async (sign) => {
    const { found, facts } = await read(COUNT, `2018-01-05,Sex,,Male,${sign}`);
    expect(found).toEqual(['value-unknown 1 Valor']);
    expect(await facts('cases')).toMatchObject([{ weight: 0 }]);
  });

  it('reads as zero what the hotline lists for it, without a warning', async () => {
    const listed = { count: { heading: 'Valor', zero: ['-', ''] } };
    const { found, facts } = await read(listed, '2018-01-05,Sex,,Male,-', '2018-01-05,Sex,,Male,');
    expect(found).toEqual([]);
    expect(await facts('cases')).toMatchObject([{ weight: 0 }, { weight: 0 }]);
  });

  it('counts the people of excluded records, not their rows', async () => {
    const orphans = mapped({
      people: { tables: { victims: { ...COUNT, columns: { case_id: { heading: 'Case' } } } } },
    });
    const reading = await fixture.read('people.csv', csv('Case,Valor', 'none,40', 'none,2'), {
      hotline: orphans,
      month: '2018-12',
    });
    const [figure] = await figuresOf(fixture.engine(), [reading], [{ id: 'victims', counts: 'victims' }]);
    expect(figure?.total).toBe(0);
    const [excluded] = await countExcluded(fixture.engine(), parse(sheetJson()), '2018-12-31' as Day);
    expect(excluded).toMatchObject({ people: 42, orphans: { victims: 42, traffickers: 0 } });
  });

  it('counts a record with an id once, in its newest count', async () => {
    const hotline = mapped({
      all: {
        tables: { cases: { ...COUNT, columns: { case_id: { headings: ['State', 'Type'] }, ...CASES_OF_MEXICO } } },
      },
    });
    const of = (month: string, ...lines: string[]) =>
      fixture.read('all.csv', csv('State,Type,Date,Valor', ...lines), { hotline, month });
    const reads = [
      await of('2018-01', 'A,x,2018-01-05,5', 'B,x,2018-01-05,6'),
      await of('2018-02', 'A,x,2018-01-05,9'),
    ];
    const [figure] = await figuresOf(fixture.engine(), reads, [{ id: 'cases', counts: 'cases' }]);
    expect(figure?.total).toBe(15);
    const conflict = await of('2018-03', 'A,x,2018-01-05,5', 'A,x,2018-01-05,6');
    expect(conflict.found).toEqual(['id-conflict 2 State']);
  });
});
