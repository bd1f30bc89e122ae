import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Month } from '../../src/domain/month.ts';
import { type Sample, sampleParameters } from './event-orders.ts';
import { casesCsv, openStateFixture, type StateFixture, victimsCsv } from './state-fixture.ts';

/** Each upload's earlier content, and its final one; `null` removes it. */
const UPLOADS: Readonly<Record<string, readonly [earlier: string, final: string | null]>> = {
  'nhth/2016-04/cases.csv': [
    casesCsv(['A9', '2016-04-02']),
    casesCsv(['A1', '2016-04-02'], ['A2', '2016-04-03'], ['A3', '2016-04-03']),
  ],
  'nhth/2016-05/cases.csv': [casesCsv(['', '2016-04-02']), casesCsv(['A2', '2016-04-03', 'No'], ['A4', '2016-05-03'])],
  'nhth/2016-04/victims.csv': [victimsCsv(['V9', 'A1']), victimsCsv(['V1', 'A1'], ['V2', 'A2'], ['V3', 'A4'])],
  'nhth/2016-05/victims.csv': [victimsCsv(['V8', 'A1']), null],
};
const PATHS = Object.keys(UPLOADS);

/** What every order ends in: A2 is outside the population since its correction, and V2 with it. */
const EXPECTED = { cases: 3, victims: 2, active: 3, revisions: 1 };

/**
 * Checks that the order in which uploads are ingested, duplicates and replays never change figures, with the table and
 * the stores of one machine.
 * @throws Error with the order and its seed if one ends differently
 */
export async function checkArrivalOrders(sample: Sample): Promise<void> {
  const events = fc.array(fc.constantFrom(...PATHS), { maxLength: 6 });
  const finals = fc.shuffledSubarray(PATHS, { minLength: PATHS.length });
  const property = fc.asyncProperty(events, finals, async (before, last) => {
    const opened = await openStateFixture();
    const { fault = (effects) => effects } = sample;
    const fixture = { ...opened, effects: { ...opened.effects, ...fault(opened.effects) } };
    try {
      await uploadAndIngest(fixture, before, last);
      const ended = await endOf(fixture);
      if (!isDeepStrictEqual(ended, EXPECTED)) throw new Error(`ends with ${JSON.stringify(ended)}`);
    } finally {
      await fixture.close();
    }
  });
  await fc.assert(property, sampleParameters(sample));
}

async function uploadAndIngest(fixture: StateFixture, before: readonly string[], last: readonly string[]) {
  const { effects } = fixture;
  for (const [path, [earlier]] of Object.entries(UPLOADS)) await fixture.upload(path, earlier);
  for (const path of before) await fixture.ingest(path, effects);
  for (const [path, [, final]] of Object.entries(UPLOADS))
    await (final === null ? fixture.remove(path) : fixture.upload(path, final));
  await Promise.all([...last, ...before].map((path) => fixture.ingest(path, effects)));
}

async function endOf({ effects, totals }: StateFixture): Promise<typeof EXPECTED> {
  const { cases = 0, victims = 0 } = await totals('2016-05');
  const entries = await effects.ledger.entriesOf('nhth');
  const revisions = await effects.editions.revisionsOf('us-mexico-border', '2016-05' as Month);
  return { cases, victims, active: entries.filter(({ inForce }) => inForce).length, revisions: revisions.length };
}
