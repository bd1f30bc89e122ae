import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Month } from '../../src/domain/month.ts';
import { casesCsv, openStateFixture, victimsCsv } from './state-fixture.ts';

/** The final uploads; `null` was uploaded once and removed later. */
const EXPORTS: Readonly<Record<string, string | null>> = {
  'nhth/2016-04/cases.csv': casesCsv(['A1', '2016-04-02'], ['A2', '2016-04-03'], ['A3', '2016-04-03']),
  'nhth/2016-05/cases.csv': casesCsv(['A2', '2016-04-03', 'No'], ['A4', '2016-05-03']),
  'nhth/2016-04/victims.csv': victimsCsv(['V1', 'A1'], ['V2', 'A2'], ['V3', 'A4']),
  'nhth/2016-05/victims.csv': null,
};
const EARLIER: Readonly<Record<string, string>> = {
  'nhth/2016-04/cases.csv': casesCsv(['A9', '2016-04-02']),
  'nhth/2016-05/cases.csv': casesCsv(['', '2016-04-02']),
  'nhth/2016-04/victims.csv': victimsCsv(['V9', 'A1']),
  'nhth/2016-05/victims.csv': victimsCsv(['V8', 'A1']),
};

it('order of arrival, duplicates and replays never change figures', async () => {
  const paths = Object.keys(EXPORTS);
  const events = fc.array(fc.constantFrom(...paths), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(events, fc.shuffledSubarray(paths, { minLength: paths.length }), async (before, last) => {
      const fixture = await openStateFixture();
      try {
        for (const path of paths) await fixture.upload(path, EARLIER[path] ?? '');
        for (const path of before) await fixture.ingest(path);
        for (const path of paths) await (EXPORTS[path] ? fixture.upload(path, EXPORTS[path]) : fixture.remove(path));
        await Promise.all([...last, ...before].map((path) => fixture.ingest(path)));
        expect(await fixture.totals('2016-05')).toMatchObject({ cases: 3, victims: 2 });
        const entries = await fixture.effects.ledger.entriesOf('nhth');
        expect(entries.filter(({ inForce }) => inForce)).toHaveLength(3);
        expect(await fixture.effects.editions.revisionsOf('us-mexico-border', '2016-05' as Month)).toHaveLength(1);
      } finally {
        await fixture.close();
      }
    }),
    { numRuns: process.env.CI ? 50 : 8, seed: 7 },
  );
}, 300_000);
