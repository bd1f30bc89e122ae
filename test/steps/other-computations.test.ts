import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Month } from '../../src/domain/month.ts';
import { computeFigures } from '../../src/steps/compute-figures/compute-figures.ts';
import { beginComputation } from '../../src/steps/compute-figures/other-computations.ts';
import { casesCsv, openStateFixture, type StateFixture } from './state-fixture.ts';

const MAY = 'nhth/2016-05/cases.csv';
const MONTH = '2016-05' as Month;

let fixture: StateFixture;
beforeEach(async () => {
  fixture = await openStateFixture();
});
afterEach(() => fixture.close());

async function deliver(count: number): Promise<void> {
  const cases = Array.from({ length: count }, (_, at): [string, string] => [`C${at}`, '2016-05-02']);
  await fixture.upload(MAY, casesCsv(...cases));
  await fixture.ingest(MAY);
}

const edition = () => ({ sheet: fixture.sheet, month: MONTH });
const compute = () => computeFigures(fixture.effects, fixture.definitions, edition());

/** Computes the edition. `meanwhile` runs once, after the figures are known and before they are a revision. */
function computeSlowly(meanwhile: () => Promise<void>) {
  const { editions, ledger } = fixture.effects;
  let [isFirst, reads] = [true, 0];
  const slow = {
    ...fixture.effects,
    ledger: {
      ...ledger,
      entriesOf(hotline: string) {
        reads++;
        return ledger.entriesOf(hotline);
      },
    },
    editions: {
      ...editions,
      async makeCurrent(revision: Parameters<typeof editions.makeCurrent>[0]) {
        if (isFirst) {
          isFirst = false;
          await meanwhile();
        }
        return editions.makeCurrent(revision);
      },
    },
  };
  return { computed: computeFigures(slow, fixture.definitions, edition()), reads: () => reads };
}

describe('a computation', () => {
  it('starts again if another one found nothing to do in the meantime, so that the last revision shows the last state', async () => {
    await deliver(12);
    await compute();
    await deliver(30);
    const { computed } = computeSlowly(async () => {
      await deliver(12);
      expect(await compute()).toMatchObject({ made: false, revision: { revision: 1 } });
    });
    expect(await computed).toMatchObject({ made: true, revision: { revision: 3 } });
    const [first, , last] = await fixture.effects.editions.revisionsOf(fixture.sheet.id, MONTH);
    expect(last?.fingerprint).toBe(first?.fingerprint);
  });

  it('is not made again for another one of the same exports', async () => {
    await deliver(12);
    const { computed } = computeSlowly(async () => {
      await beginComputation(fixture.effects, fixture.sheet.id, MONTH);
    });
    expect(await computed).toMatchObject({ made: true, revision: { revision: 1 } });
  });

  it('does not read exports a second time if no other one began', async () => {
    await deliver(12);
    const { computed, reads } = computeSlowly(async () => undefined);
    await computed;
    expect(reads()).toBe(fixture.sheet.hotlines.length);
  });

  it('knows of each other one once, and only of those of its edition', async () => {
    const { effects, sheet } = fixture;
    const hasOtherBegun = await beginComputation(effects, sheet.id, MONTH);
    await beginComputation(effects, sheet.id, '2016-06' as Month);
    expect(await hasOtherBegun()).toBe(false);
    await beginComputation(effects, sheet.id, MONTH);
    expect([await hasOtherBegun(), await hasOtherBegun()]).toEqual([true, false]);
  });
});
