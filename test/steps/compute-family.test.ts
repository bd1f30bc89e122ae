import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memberSheetId } from '../../src/domain/family.ts';
import type { Month } from '../../src/domain/month.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { computeFamily } from '../../src/steps/compute-figures/compute-family.ts';
import { computeFigures } from '../../src/steps/compute-figures/compute-figures.ts';
import { casesCsv, openStateFixture, type StateFixture } from './state-fixture.ts';

let fixture: StateFixture;
let sheets: [Sheet, ...Sheet[]];
beforeEach(async () => {
  fixture = await openStateFixture();
  sheets = familyOf(fixture.sheet);
});
afterEach(() => fixture.close());

const MONTH = '2016-05' as Month;

function familyOf(main: Sheet): [Sheet, ...Sheet[]] {
  const members = ['US-TX', 'US-CA'].map((key) => ({ key, sheet: memberSheetId(main.id, key) }));
  const family = { id: main.id, by: 'state' as const, members, unlisted: [] };
  const figures = main.figures.filter(({ counts }) => counts !== 'signals');
  return [
    { ...main, family },
    ...members.map(({ key, sheet }) => ({ ...main, id: sheet, family, member: key, figures })),
  ];
}

/** Returns a cases.csv with a number of cases in each of some states. */
function casesIn(states: Readonly<Record<string, number>>): string {
  const rows = Object.entries(states).flatMap(([state, count], index) =>
    Array.from({ length: count }, (_, at) => `C${index}-${at},2016-05-02,Labor,Agriculture/Farms,${state},U.S.A.,Yes,`),
  );
  return [casesCsv().trimEnd(), ...rows, ''].join('\n');
}

async function deliver(states: Readonly<Record<string, number>>): Promise<void> {
  await fixture.upload('nhth/2016-05/cases.csv', casesIn(states));
  await fixture.ingest('nhth/2016-05/cases.csv');
}

const compute = () => computeFamily(fixture.effects, fixture.definitions, { sheets, month: MONTH });

async function totals(): Promise<(number | undefined)[]> {
  const computed = await compute();
  return Promise.all(
    computed.map(async ({ revision }) => {
      const figures = await fixture.effects.editions.figuresOf(revision.sheet, revision.fingerprint);
      return figures.find(({ counted }) => counted.id === 'cases')?.counted.total;
    }),
  );
}

describe('computing a family', () => {
  it('gives the main sheet the figures that it has without a family, and each member its records', async () => {
    await deliver({ Texas: 31, California: 12, 'Texas; California': 11 });
    const alone = await fixture.compute('2016-05');
    const [main] = await compute();
    expect(main).toMatchObject({ made: false, revision: { fingerprint: alone.revision.fingerprint } });
    expect(await totals()).toEqual([54, 42, 23]);
  });

  it('makes a revision only for the sheets whose content changed', async () => {
    await deliver({ Texas: 31, California: 12 });
    expect((await compute()).map(({ made }) => made)).toEqual([true, true, true]);
    expect((await compute()).map(({ made }) => made)).toEqual([false, false, false]);
    await deliver({ Texas: 44, California: 12 });
    const computed = await compute();
    expect(computed.map(({ made, revision }) => [made, revision.revision])).toEqual([
      [true, 2],
      [true, 2],
      [false, 1],
    ]);
  });

  it('is not done for one of its sheets alone, which would reveal what the others hide', async () => {
    for (const sheet of sheets)
      await expect(computeFigures(fixture.effects, fixture.definitions, { sheet, month: MONTH })).rejects.toThrow(
        /is a sheet of the family us-mexico-border, whose sheets are computed together/u,
      );
  });
});
