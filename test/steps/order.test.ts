import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Month } from '../../src/domain/month.ts';
import { casesCsv, openWorld, victimsCsv } from './world.ts';

/** What is uploaded in the end; `null` was uploaded once and removed again. */
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
      const world = await openWorld();
      try {
        for (const path of paths) await world.upload(path, EARLIER[path] ?? '');
        for (const path of before) await world.ingest(path);
        for (const path of paths) await (EXPORTS[path] ? world.upload(path, EXPORTS[path]) : world.remove(path));
        await Promise.all([...last, ...before].map((path) => world.ingest(path)));
        expect(await world.totals('2016-05')).toMatchObject({ cases: 3, victims: 2 });
        const entries = await world.effects.ledger.entriesOf('nhth');
        expect(entries.filter(({ inForce }) => inForce)).toHaveLength(3);
        expect(await world.effects.editions.revisionsOf('us-mexico-border', '2016-05' as Month)).toHaveLength(1);
      } finally {
        await world.close();
      }
    }),
    { numRuns: process.env.CI ? 50 : 8, seed: 7 },
  );
}, 300_000);
