import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chanceOf } from '../../samples/random.ts';
import { interleaved } from './crash-points.ts';
import {
  effectsOver,
  ingestKey,
  type MemoryFixture,
  openMemoryFixture,
  runStarted,
  startAll,
} from './memory-fixture.ts';
import { MemoryState } from './memory-state.ts';
import { casesCsv, victimsCsv } from './state-fixture.ts';

/** The number of runs: all of them in the gate, fewer on a developer's machine. */
const RUNS = process.env.CI ? 1_000 : 40;

let fixture: MemoryFixture;
beforeAll(async () => {
  fixture = await openMemoryFixture();
});
afterAll(() => fixture.close());

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix}${at}`);

/** The successive contents of each object; null deletes it. */
const HISTORIES: Readonly<Record<string, readonly (string | null)[]>> = {
  'exports/nhth/2016-05/cases.csv': [
    casesCsv(['A1', '2016-05-02']),
    casesCsv(...ids('A', 20).map((id) => [id, '2016-05-02'] as const)),
  ],
  'exports/nhth/2016-05/victims.csv': [victimsCsv(...ids('V', 25).map((id, at) => [id, `A${at % 20}`] as const))],
  'exports/nhth/2016-05/traffickers.csv': [
    'Trafficker ID,Case Number,Gender,Age,Nationality\nT1,A1,Male,Adult,Mexico\n',
    null,
  ],
};

/** One event: an object changes (and S3 sends its event), or a worker takes the nth waiting event. */
type Happening = { readonly change: string } | { readonly deliver: number };

const happenings: fc.Arbitrary<readonly Happening[]> = fc
  .tuple(
    fc.shuffledSubarray(
      Object.entries(HISTORIES).flatMap(([key, states]) => states.map(() => key)),
      {
        minLength: 5,
      },
    ),
    fc.array(fc.nat(20), { minLength: 2, maxLength: 5 }),
    fc.infiniteStream(fc.boolean()),
  )
  .map(([changes, deliveries, choices]) => {
    const [left, taken] = [[...changes], [...deliveries]];
    const all: Happening[] = [];
    for (const isChange of choices) {
      const change = isChange || taken.length === 0 ? left.shift() : undefined;
      const deliver = change === undefined ? taken.shift() : undefined;
      if (change !== undefined) all.push({ change });
      else if (deliver !== undefined) all.push({ deliver });
      else if (left.length === 0) return all;
    }
    return all;
  });

/** Lets everything happen, then delivers the waiting events twice, by two workers at once. */
async function live(state: MemoryState, all: readonly Happening[], random: () => number): Promise<void> {
  const effects = interleaved(effectsOver(fixture, state), random);
  const waiting: string[] = [];
  const states = new Map(Object.entries(HISTORIES).map(([key, of]) => [key, [...of]]));
  const running: Promise<unknown>[] = [];
  for (const one of all) {
    if ('change' in one) {
      const next = states.get(one.change)?.shift();
      if (next === null || next === undefined) state.uploads.delete(one.change);
      else state.uploads.set(one.change, text(next));
      waiting.push(one.change, one.change);
    } else {
      const [key] = waiting.splice(one.deliver % Math.max(1, waiting.length), 1);
      if (key !== undefined) running.push(ingestKey(fixture, effects, key));
      if (running.length >= 2) await running.shift();
    }
  }
  await Promise.all(running);
  const worker = async (): Promise<void> => {
    for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) await ingestKey(fixture, effects, key);
  };
  await Promise.all([worker(), worker()]);
}

it('events in any order, duplicated, taken by two workers at once, end in one publication and the same figures', async () => {
  const computed = new Map<string, unknown>();
  await fc.assert(
    fc.asyncProperty(happenings, fc.nat(), async (all, seed) => {
      const state = new MemoryState();
      await live(state, all, chanceOf(seed).next);
      const effects = effectsOver(fixture, state);
      for (const { name } of state.told.filter((event) => event.name !== 'ExportRejected'))
        if (name) await startAll(fixture, effects);
      expect([...state.started.values()].map(({ month }) => month)).toEqual(['2016-05']);
      const inForce = JSON.stringify(
        [...state.entries.values()].map(({ table, inForce: one }) => [table, one?.facts]).sort(),
      );
      if (!computed.has(inForce)) {
        await runStarted(fixture, effects, state, ['compute-figures']);
        expect([...state.revisions.values()]).toHaveLength(1);
        computed.set(inForce, [...state.figures.values()]);
      }
    }),
    { numRuns: RUNS, seed: 20161 },
  );
  expect(new Set([...computed.values()].map((figures) => JSON.stringify(figures))).size).toBe(1);
  console.log(`orders of events: ${RUNS}, no difference`);
}, 900_000);
