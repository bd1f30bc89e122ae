import { describe, expect, it } from 'vitest';
import type { Day, Month } from '../../src/domain/month.ts';
import type { CountedFile } from '../../src/domain/running-count.ts';
import { stepsTo } from '../../src/steps/compute-figures/file-changes.ts';

const file = (month: string, lastDay: string | null, rows = 10): CountedFile => ({
  of: { hotline: 'nhth', month: month as Month, table: 'cases' },
  recorded: { table: 'cases', key: `facts/${month}`, rows, sha256: month },
  lastDay,
});
const [APRIL, MAY] = ['2016-04-30' as Day, '2016-05-31' as Day];
const steps = (files: CountedFile[], active: CountedFile[], most = 100) =>
  stepsTo({ files, through: APRIL }, active, MAY, most).map(({ removed, added, through }) => ({
    removed: removed.map(({ of }) => of.month),
    added: added.map(({ of }) => of.month),
    through,
  }));

describe('the steps to the count of the next month', () => {
  const april = file('2016-04', '2016-04-30');
  const may = file('2016-05', '2016-05-31');

  it('are one step that adds the new files and subtracts those that are no longer active', () => {
    const replaced = { ...april, recorded: { ...april.recorded, key: 'facts/corrected' } };
    expect(steps([april], [replaced, may])).toEqual([
      { removed: ['2016-04'], added: ['2016-04', '2016-05'], through: MAY },
    ]);
  });

  it('subtract a file with records after the former last day as it was counted, and add it as it counts now', () => {
    const early = file('2016-03', '2016-05-02');
    expect(steps([early, april], [early, april, may])).toEqual([
      { removed: ['2016-03'], added: [], through: APRIL },
      { removed: [], added: ['2016-03', '2016-05'], through: MAY },
    ]);
  });

  it('subtract a withdrawn file with later records as it was counted', () => {
    expect(steps([file('2016-03', '2016-05-02'), april], [april])).toEqual([
      { removed: ['2016-03'], added: [], through: APRIL },
    ]);
  });

  it('change at most as many rows as allowed, in the order of months', () => {
    const june = file('2016-06', null, 25);
    expect(steps([], [june, may, april], 20).map(({ added }) => added)).toEqual([['2016-04', '2016-05'], ['2016-06']]);
  });

  it('are none if nothing changed', () => {
    expect(steps([april], [april])).toEqual([]);
  });
});
