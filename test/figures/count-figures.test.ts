import { describe, expect, it } from 'vitest';
import type { CountedFigure } from '../../src/domain/figure.ts';
import type { Day } from '../../src/domain/month.ts';
import { countFigures } from '../../src/figures/count-figures.ts';
import { gatherPopulation } from '../../src/figures/population.ts';
import { CODES } from '../current-codes.ts';
import { type FactRows, withFacts } from '../facts/facts-in-engine.ts';
import { parse, sheetJson } from './sheets.ts';

async function count(figures: readonly object[], rows: FactRows, through = '2015-12-31'): Promise<CountedFigure[]> {
  const sheet = parse(sheetJson({ figures }));
  return withFacts(rows, async (engine) => {
    await gatherPopulation(engine, sheet, through as Day);
    return countFigures(engine, { sheet, through: through as Day, codes: CODES });
  });
}

const DAY = { opened_on: '2015-10-05' };
const people = (count: number, person: object) =>
  Array.from({ length: count }, (_, at) => ({ victim_id: `${JSON.stringify(person)}${at}`, case_id: 'a', ...person }));
const cells = (figure: CountedFigure | undefined) => figure?.cells.map(({ key, count: n }) => [key, n]);

describe('counting figures', () => {
  it('counts single-valued figures in code order, zeros too, and their cells add up to the total', async () => {
    const [gender] = await count([{ id: 'g', counts: 'victims', by: 'gender' }], {
      cases: [{ case_id: 'a', ...DAY }],
      victims: [...people(3, { gender: 'female' }), ...people(1, { gender: 'unknown' })],
    });
    expect(cells(gender)).toEqual([
      ['male', 0],
      ['female', 3],
      ['gender-minority', 0],
      ['unknown', 1],
    ]);
    expect(gender?.total).toBe(4);
    expect(gender?.shares).toBe(true);
  });

  it('lists nationalities by count, then in code order, and never "unknown"', async () => {
    const [figure] = await count([{ id: 'n', counts: 'victims', by: 'nationality', top: 4 }], {
      cases: [{ case_id: 'a', ...DAY }],
      victims: [
        ...people(2, { nationalities: ['MX', 'US'] }),
        ...people(2, { nationalities: ['GT'] }),
        ...people(5, { nationalities: ['unknown'] }),
        ...people(1, { nationalities: ['MX', 'MX'] }),
      ],
    });
    const order = CODES.country.codes.map(({ key }) => key);
    const tied = ['US', 'GT'].toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
    expect(cells(figure)).toEqual([
      ['MX', 3],
      [tied[0], 2],
      [tied[1], 2],
    ]);
    expect(figure?.total).toBe(10);
    expect(figure?.print).toEqual({ as: 'top', limit: 4 });
  });

  it('gives a person the venues of their case, and leaves "other" out of a top list', async () => {
    const [labor] = await count([{ id: 'l', counts: 'victims', by: 'venue', groups: ['labor'], top: 3 }], {
      cases: [
        { case_id: 'a', ...DAY, venues: ['agriculture', 'other-labor', 'street'] },
        { case_id: 'b', ...DAY, venues: ['agriculture', 'construction'] },
      ],
      victims: [...people(2, {}), { victim_id: 'x', case_id: 'b' }],
    });
    expect(cells(labor)).toEqual([
      ['agriculture', 3],
      ['construction', 1],
    ]);
  });

  it('counts a case once in every state, lists every place, and knows how many have a known place', async () => {
    const [map] = await count([{ id: 'm', counts: 'cases', by: 'state', groups: ['US', 'MX'], classes: [10, 25] }], {
      cases: [
        { case_id: 'a', ...DAY, states: ['US-TX', 'MX-OAX', 'US-TX'] },
        { case_id: 'b', ...DAY, states: ['US-TX'] },
        { case_id: 'c', ...DAY, states: [] },
        { case_id: 'd', ...DAY, states: ['AR-B'] },
      ],
    });
    expect(map).toMatchObject({ total: 4, known: 2, multi: true });
    expect(cells(map)?.slice(0, 3)).toEqual([
      ['US-TX', 2],
      ['MX-OAX', 1],
      [expect.any(String), 0],
    ]);
    expect(map?.print).toEqual({
      as: 'classes',
      classes: [
        { from: 1, to: 9 },
        { from: 10, to: 24 },
        { from: 25, to: null },
      ],
    });
  });

  it('counts people in the month their case was opened, every month of the period, the first partial one with the next', async () => {
    const [series] = await count([{ id: 's', counts: 'victims', by: 'month' }], {
      cases: [{ case_id: 'a', opened_on: '2015-11-30' }],
      victims: people(2, {}),
    });
    expect(cells(series)).toEqual([
      ['2015-10', 0],
      ['2015-11', 2],
      ['2015-12', 0],
    ]);
    expect(series?.cells[0]).toEqual({ key: '2015-10', count: 0, from: '2015-09-30' });
    expect(series?.cells[1]).toEqual({ key: '2015-11', count: 2 });
  });

  it('holds the days of a first month that is not a full one under the key of the next, in parts of it too', async () => {
    const figures = [
      { id: 's', counts: 'cases', by: 'month' },
      { id: 't', counts: 'cases', by: 'type', partOf: { figure: 's', cell: '2015-10' } },
    ];
    const [series, part] = await count(figures, {
      cases: [
        { case_id: 'a', opened_on: '2015-09-30' },
        { case_id: 'b', opened_on: '2015-10-01' },
        { case_id: 'c', opened_on: '2015-11-01' },
      ],
    });
    expect(cells(series)).toEqual([
      ['2015-10', 2],
      ['2015-11', 1],
      ['2015-12', 0],
    ]);
    expect(part?.total).toBe(2);
  });

  it('merges codes under one key', async () => {
    const merge = [
      { key: 'not-adult', codes: ['minor', 'unknown'], label: { en: 'Minor or unknown', es: 'Menor o sin dato' } },
    ];
    const [age] = await count([{ id: 'a', counts: 'victims', by: 'age', merge }], {
      cases: [{ case_id: 'a', ...DAY }],
      victims: [...people(2, { age_group: 'minor' }), ...people(1, { age_group: 'unknown' }), ...people(1, {})],
    });
    expect(cells(age)).toEqual([
      ['adult', 1],
      ['not-adult', 3],
    ]);
  });

  it('counts a figure that is part of a cell over that cell’s records only', async () => {
    const figures = [
      { id: 'type', counts: 'victims', by: 'type' },
      { id: 'age', counts: 'victims', by: 'age', partOf: { figure: 'type', cell: 'sex' } },
      { id: 'gender', counts: 'victims', by: 'gender', partOf: { figure: 'age', cell: 'minor' } },
    ];
    const [, age, gender] = await count(figures, {
      cases: [
        { case_id: 'a', ...DAY, trafficking_type: 'sex' },
        { case_id: 'b', ...DAY, trafficking_type: 'labor' },
      ],
      victims: [
        ...people(2, { age_group: 'minor' }),
        ...people(1, {}),
        { victim_id: 'z', case_id: 'b', age_group: 'minor' },
      ],
    });
    expect(age).toMatchObject({ total: 3, universe: 'victims of type.sex' });
    expect(gender).toMatchObject({ total: 2, cells: [{ key: 'male', count: 0 }, { key: 'female', count: 2 }, {}, {}] });
  });
});
