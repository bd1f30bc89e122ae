import { describe, expect, it } from 'vitest';
import { attackJointFamilies, pagesOf, type RandomFamily, sheetsOf } from './joint-families.ts';

/** Returns people alike, in number. */
const people = (count: number, type: string, gender: string) =>
  Array.from({ length: count }, () => {
    return { type, gender, state: [], venue: [], age: 'adult', nationality: ['MX'] };
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

describe('the sheets of a family', () => {
  it('hide a number of another member where the whole printed would reveal a small one', () => {
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

  it('print the same numbers, whatever order the members have', () => {
    const [whole, ...members] = sheetsOf(FAMILY);
    const print = (sheets: typeof members) =>
      new Map(pagesOf([whole!, ...sheets], 'together').map(({ scope, figures }) => [scope!.id, figures]));
    expect(print(members.toReversed())).toEqual(print(members));
  });

  it('reveal no small number together, over random families', () => {
    const { counts, faults } = attackJointFamilies(24, 20261126);
    expect(faults).toEqual([]);
    expect(counts.exposedAlone).toBeGreaterThan(100);
  });
});
