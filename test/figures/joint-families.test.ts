import { describe, expect, it } from 'vitest';
import type { Month } from '../../src/domain/month.ts';
import { attackDrafts } from '../../src/figures/joint-attack.ts';
import type { Page } from '../../src/figures/pages-model.ts';
import { suppressFamily } from '../../src/figures/suppress-family.ts';
import { tries } from '../at-length.ts';
import { exposedNames, pagesOf } from './family-pages.ts';
import { tableExposed } from './family-table.ts';
import { attackJointFamilies } from './joint-families.ts';
import { manySmallMembers, type RandomFamily, sheetsOf } from './random-families.ts';

/** Returns people alike, in number. */
const people = (count: number, type: string, gender: string) =>
  Array.from({ length: count }, () => {
    return {
      hotline: 'north',
      month: '2016-12' as Month,
      type,
      gender,
      state: [],
      venue: [],
      age: 'adult',
      nationality: ['MX'],
    };
  });

const FAMILY: RandomFamily = {
  by: 'type',
  keys: ['sex', 'labor', 'sex-and-labor', 'other'],
  people: [
    ...people(40, 'sex', 'female'),
    ...people(3, 'sex', 'male'),
    ...people(12, 'sex', 'unknown'),
    ...people(30, 'labor', 'female'),
    ...people(50, 'labor', 'male'),
    ...people(20, 'sex-and-labor', 'female'),
    ...people(25, 'sex-and-labor', 'male'),
    ...people(30, 'other', 'female'),
    ...people(35, 'other', 'male'),
  ],
  figures: [
    { id: 'people', counts: 'victims' },
    { id: 'by-gender', counts: 'victims', by: 'gender' },
  ],
};

/** Returns what is left of each cell of the main sheet by gender if the members' cells are subtracted, where all are printed. */
function subtracted([main, ...members]: readonly Page[]): number[] {
  const shown = (page: Page, key: string) =>
    page.figures[1]!.printed.cells.find((cell) => cell.key === key)?.count ?? null;
  return main!.figures[1]!.printed.cells.flatMap(({ key, count }) => {
    const parts = members.map((page) => shown(page, key));
    if (typeof count !== 'number' || parts.includes(null)) return [];
    return [parts.reduce<number>((rest, part) => rest - (part ?? 0), count)];
  });
}

describe('the sheets of a family', () => {
  it('hide a number of another member where the main sheet printed would reveal a small one', () => {
    const marks = (how: 'together' | 'alone') =>
      pagesOf(sheetsOf(FAMILY), how).map(({ figures }) =>
        figures[1]!.printed.cells.flatMap(({ key, suppressed }) => (suppressed ? [key] : [])),
      );
    // 113 men in all, without 50, 25 and 35, are 3
    expect(marks('alone')).toEqual([[], ['unknown', 'male'], [], [], []].map((keys) => keys.toSorted()));
    const together = marks('together');
    expect(together[1]).toContain('male');
    expect(together.slice(2).filter((keys) => keys.includes('male')).length).toBeGreaterThan(0);
    expect(together[3]).toContain('male');
  });

  it('reveal no small number of people in none of the listed members to who subtracts these from the main sheet', () => {
    // of the other types there are 60 men, and 4 women: 74 without 40 and 30
    const family = {
      ...FAMILY,
      keys: ['sex', 'labor'],
      people: [
        ...[people(40, 'sex', 'female'), people(50, 'sex', 'male')].flat(),
        ...[people(30, 'labor', 'female'), people(50, 'labor', 'male')].flat(),
        ...[people(4, 'other', 'female'), people(60, 'other', 'male')].flat(),
      ],
    };
    const print = (how: 'together' | 'alone') => pagesOf(sheetsOf(family), how);
    expect(subtracted(print('alone'))).toContain(4);
    expect(subtracted(print('together')).filter((rest) => rest > 0 && rest < 10)).toEqual([]);
    // the attack before an approval knows it too, of all sheets at once and of the last of them
    const [main, ...members] = print('alone');
    const exposed = [{ sheet: expect.stringMatching(/ without its members$/u), figure: 'by-gender', cell: 'female' }];
    expect(attackDrafts([main!, ...members], [])).toMatchObject(exposed);
    expect(attackDrafts([main!], members)).toMatchObject(exposed);
    expect(attackDrafts(print('together'), [])).toEqual([]);
  });

  it('reveal no small number to who adds up members whose maps say that they share no one', () => {
    // 91 women in all, 60 in Texas and 30 in California: without more marks, one in New York
    const inState = (state: string, counts: Record<string, number>) =>
      Object.entries(counts).flatMap(([gender, count]) =>
        people(count, 'sex', gender).map((one) => ({ ...one, state: state === '' ? [] : [state] })),
      );
    const pages = pagesOf(
      sheetsOf({
        ...{ by: 'state', keys: ['US-TX', 'US-CA', 'US-NY'] },
        people: [
          ...inState('US-TX', { female: 60, male: 40 }),
          ...inState('US-CA', { female: 30, male: 30 }),
          ...inState('US-NY', { female: 1, male: 14, unknown: 14 }),
          ...inState('', { unknown: 20 }),
        ],
        figures: [...FAMILY.figures, { id: 'map', counts: 'victims', by: 'state', classes: [10, 25] }],
      }),
      'together',
    );
    expect(pages.map(({ figures }) => figures[2]!.printed.withheld)).toEqual(pages.map(() => undefined));
    const [all, ...states] = pages.map(
      ({ figures }) => figures[1]!.printed.cells.find(({ key }) => key === 'female')!.count,
    );
    expect([all, ...states.slice(0, 2)]).toContain(null);
  });

  it('withhold the maps of members, and not that of the main sheet, where places have few people of several members', () => {
    // three in California in all, one for labor and two for sex: each would be known to be fewer than nine
    const inState = (state: string, type: string, count: number) =>
      people(count, type, 'female').map((one) => ({ ...one, state: [state] }));
    const pages = pagesOf(
      sheetsOf({
        ...{ by: 'type', keys: ['sex', 'labor'] },
        people: [
          ...[...inState('US-TX', 'sex', 40), ...inState('US-TX', 'labor', 30)],
          ...[...inState('US-CA', 'sex', 2), ...inState('US-CA', 'labor', 1)],
        ],
        figures: [...FAMILY.figures, { id: 'map', counts: 'victims', by: 'state', classes: [10, 25] }],
      }),
      'together',
    );
    const [main, ...members] = pages.map(({ figures }) => figures[2]!.printed.withheld === true);
    expect(main).toBe(false);
    expect(members).toContain(true);
    expect(exposedNames(pages)).toEqual([]);
  });

  it('confine no number to what its page alone would say if readers of it knew its hidden total', () => {
    // ten men, hidden because six people have no known gender: who knew that they are ten would know that at most eight are
    // of one type, and then nothing is learned from the other pages, which say the same
    const pages = pagesOf(
      sheetsOf({
        ...{ by: 'gender', keys: ['male', 'female', 'gender-minority', 'unknown'], oneEach: true },
        people: [
          ...[...people(7, 'sex', 'male'), ...people(2, 'labor', 'male'), ...people(1, 'other', 'male')],
          ...[...people(6, 'sex', 'female'), ...people(65, 'labor', 'female')],
          ...[...people(1, 'sex-and-labor', 'female'), ...people(14, 'other', 'female')],
          ...[
            ...people(16, 'labor', 'gender-minority'),
            ...people(2, 'sex', 'unknown'),
            ...people(4, 'labor', 'unknown'),
          ],
        ],
        figures: [...FAMILY.figures, { id: 'by-type', counts: 'victims', by: 'type' }],
      }),
      'together',
    );
    expect(pages[1]!.figures[0]).toMatchObject({ counted: { total: 10 }, printed: { total: null } });
    expect(tableExposed(pages, 'gender')).toEqual([]);
    expect(exposedNames(pages)).toEqual([]);
  });

  it('print the same numbers, whatever order the members have', () => {
    const [main, ...members] = sheetsOf(FAMILY);
    const print = (sheets: typeof members) =>
      new Map(pagesOf([main!, ...sheets], 'together').map(({ scope, figures }) => [scope!.id, figures]));
    expect(print(members.toReversed())).toEqual(print(members));
  });

  it.each([1])('of 24 hotlines, most with no more than 3 people, print most of what they would alone (%i)', (seed) => {
    const sheets = sheetsOf(manySmallMembers(seed));
    const together = pagesOf(sheets, 'together');
    expect(exposedNames(together)).toEqual([]);
    const numbers = (pages: readonly Page[]): number =>
      pages
        .flatMap(({ figures }) => figures)
        .reduce(
          (sum, { printed }) => sum + (printed.total ? 1 : 0) + printed.cells.filter(({ count }) => count).length,
          0,
        );
    expect(numbers(together) / numbers(pagesOf(sheets, 'alone'))).toBeGreaterThan(0.6);
  });

  it('print no more than zeros if nothing else is safe, and never fail', () => {
    // twelve hotlines with one person each: beside a printed total of 12, every mark would be known
    const keys = Array.from({ length: 12 }, (_, index) => `h${index}`);
    const one = {
      month: '2016-12' as Month,
      type: 'sex',
      gender: 'female',
      state: [],
      venue: [],
      age: 'adult',
      nationality: ['MX'],
    };
    const pages = pagesOf(
      sheetsOf({ by: 'hotline', keys, people: keys.map((hotline) => ({ ...one, hotline })), figures: FAMILY.figures }),
      'together',
    );
    expect(exposedNames(pages)).toEqual([]);
    expect(pages.map(({ figures }) => figures[0]!.printed.total)).toEqual(pages.map(() => null));
  });

  it('reveal no small number together, over random families', () => {
    const { counts, failures } = attackJointFamilies(tries(8, 24), 20261126);
    expect(failures).toEqual([]);
    expect(counts.exposedAlone).toBeGreaterThan(tries(20, 100));
  });
});

describe('a later edition of a family', () => {
  const [first, second] = ['2016-10', '2016-11'] as [Month, Month];
  const inMonth = (month: Month, count: number, type: string) =>
    people(count, type, 'female').map((one) => ({ ...one, month }));
  const family: RandomFamily = {
    ...FAMILY,
    people: [
      ...[inMonth(first, 30, 'sex'), inMonth(first, 40, 'labor'), inMonth(first, 25, 'other')].flat(),
      ...[inMonth(second, 3, 'sex'), inMonth(second, 20, 'labor'), inMonth(second, 14, 'other')].flat(),
    ],
    figures: [...FAMILY.figures, { id: 'monthly', counts: 'victims', by: 'month' }],
  };
  const print = (month: Month, approved: readonly Page[], known = approved) =>
    pagesOf(sheetsOf(family, { month, people: family.people, approved }), 'together', {
      ...{ month, revision: 1, approved: known },
    });
  const approved = print(first, []);
  const totals = (pages: readonly Page[]) => pages.map(({ figures }) => figures[0]!.printed.total);

  it('does not print totals of which the earlier ones leave a small number', () => {
    // 33 after 30: three in the new month
    const alone = print(second, approved, []);
    expect(totals(approved).slice(0, 2)).toEqual([95, 30]);
    expect(totals(alone).slice(0, 2)).toEqual([132, 33]);
    expect(attackDrafts(alone, approved).map(({ figure }) => figure)).toContain('monthly');
    const together = print(second, approved);
    expect(attackDrafts(together, approved)).toEqual([]);
    expect(totals(together)[1]).toBeNull();
    expect(totals(together)[2]).toBe(60);
  });

  it('ends at the limit of terms, and hides at least what a first edition hides', () => {
    const sheets = sheetsOf(family, { month: second, people: family.people, approved });
    const numbers = (steps: number, pages: readonly Page[]) =>
      suppressFamily(sheets, second, pages, { steps }).flatMap((figures, sheet) =>
        figures.flatMap(({ id, total, cells }) =>
          [{ key: 'total', count: total }, ...cells].flatMap(({ key, count }) =>
            typeof count === 'number' ? [`${sheet} ${id} ${key} ${count}`] : [],
          ),
        ),
      );
    const first = new Set(numbers(0, []));
    for (const steps of [0, 1, 1000])
      expect(numbers(steps, approved).filter((number) => !first.has(number))).toEqual([]);
  });

  it('prints as much as before beside pages that an edition does not change', () => {
    expect(print(first, approved).map(({ figures }) => figures)).toEqual(approved.map(({ figures }) => figures));
  });

  it('prints more than zeros beside a page that reveals a number itself', () => {
    const revealing = pagesOf(sheetsOf(family, { month: second, people: family.people, approved: [] }), 'alone', {
      ...{ month: second, revision: 1 },
    });
    expect(attackDrafts(revealing, [])).not.toEqual([]);
    const [main] = print('2016-12' as Month, revealing);
    expect(main!.figures[0]!.printed.total).toBe(132);
  });

  it('is safe beside a sheet that is approved by exception, and one that is not', () => {
    const some = approved.slice(0, 3);
    expect(attackDrafts(print(second, some), some)).toEqual([]);
  });

  it('is safe after a correction of the earlier month, and the correction beside a later month', () => {
    const corrected = family.people.filter((_, index) => index % 7 !== 0);
    const pages = [...approved];
    for (const [month, revision, known] of [
      [first, 2, corrected],
      [second, 1, corrected],
      [first, 3, family.people],
    ] as const) {
      const drafts = pagesOf(sheetsOf(family, { month, people: known, approved: pages }), 'together', {
        ...{ month, revision, approved: pages },
      });
      expect(attackDrafts(drafts, pages)).toEqual([]);
      pages.push(...drafts);
    }
  });
});

describe('an attack on the drafts of a family', () => {
  const draftsOf = (how: 'together' | 'alone') => pagesOf(sheetsOf(FAMILY), how);

  it('finds what sheets that were suppressed alone reveal, by sheet', () => {
    expect(attackDrafts(draftsOf('alone'), [])).toMatchObject([{ figure: 'by-gender', cell: 'male' }]);
    expect(attackDrafts(draftsOf('alone'), [])[0]?.sheet).toMatch(/--sex$/u);
  });

  it('finds nothing in sheets that were suppressed together, also without some of them', () => {
    expect(attackDrafts(draftsOf('together'), [])).toEqual([]);
    expect(attackDrafts(draftsOf('together').slice(0, 3), draftsOf('together').slice(3))).toEqual([]);
  });
});
