import fc from 'fast-check';
import { chanceOf } from '../../samples/random.ts';
import { effectsOver, type MemoryFixture, type PipelineEffects, runStarted, startAll } from './memory-fixture.ts';
import { asInS3, MemoryState } from './memory-state.ts';
import { casesCsv, victimsCsv } from './state-fixture.ts';
import { TwoWorkers } from './two-workers.ts';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);

const twentyCases = (prefix: string): string => casesCsv(...ids(prefix, 20).map((id) => [id, '2016-05-02'] as const));

/** The successive contents of each object; null deletes it. Both contents of the cases have the same size. */
const HISTORIES: Readonly<Record<string, readonly (string | null)[]>> = {
  'exports/nhth/2016-05/cases.csv': [twentyCases('B'), twentyCases('A')],
  'exports/nhth/2016-05/victims.csv': [victimsCsv(...ids('V', 25).map((id, index) => [id, `A${index % 20}`] as const))],
  'exports/nhth/2016-05/traffickers.csv': [
    'Trafficker ID,Case Number,Gender,Age,Nationality\nT1,A1,Male,Adult,Mexico\n',
    null,
  ],
};

/** An object changes, and S3 sends its event once or twice. */
interface Change {
  readonly change: string;
  readonly events: number;
}

/** A worker takes the nth waiting event. */
interface Delivery {
  readonly deliver: number;
  readonly isSlow: boolean;
}

type Happening = Change | Delivery;

const keysOfChanges = Object.entries(HISTORIES).flatMap(([key, contents]) => contents.map(() => key));

const changes: fc.Arbitrary<readonly Change[]> = fc
  .tuple(
    fc.shuffledSubarray(keysOfChanges, { minLength: keysOfChanges.length }),
    fc.infiniteStream(fc.integer({ min: 1, max: 2 })),
  )
  .map(([keys, numbers]) => keys.map((change) => ({ change, events: numbers.next().value })));

const deliveries: fc.Arbitrary<readonly Delivery[]> = fc.array(
  fc.record({ deliver: fc.nat(20), isSlow: fc.boolean() }),
  { minLength: 2, maxLength: 6 },
);

/** Changes and deliveries in any order; the events that are left are delivered at the end. */
const happenings: fc.Arbitrary<readonly Happening[]> = fc
  .tuple(changes, deliveries, fc.infiniteStream(fc.boolean()))
  .map(([allChanges, allDeliveries, choices]) => {
    const [nextChanges, nextDeliveries] = [[...allChanges], [...allDeliveries]];
    const all: Happening[] = [];
    for (const isChange of choices) {
      const next = (isChange ? nextChanges.shift() : undefined) ?? nextDeliveries.shift() ?? nextChanges.shift();
      if (next === undefined) return all;
      all.push(next);
    }
    return all;
  });

/** Every change has one event. With a slow worker, the second change of an object overtakes the first. */
const oneByOne = (isSlow: boolean): readonly Happening[] =>
  keysOfChanges.flatMap((change, index) => [
    { change, events: 1 },
    { deliver: 0, isSlow: isSlow && keysOfChanges.indexOf(change) === index },
  ]);

/** The effects of ingesting, which a fault changes. */
type FaultyEffects = Pick<PipelineEffects, 'exports' | 'ledger'>;

/** Breaks an effect, once for each run. */
export type Fault = (effects: FaultyEffects) => FaultyEffects;

/** How an invariant is checked. */
export interface Sample {
  readonly runs: number;
  readonly seed: number;
  /** A fault that the invariant must find; without it, the effects are correct. */
  readonly fault?: Fault;
}

/** Returns the parameters of fast-check. With a fault the first failure is enough; a smaller one is not looked for. */
export const sampleParameters = ({ runs, seed, fault }: Sample) => ({
  numRuns: runs,
  seed,
  endOnFailure: fault !== undefined,
});

/** Makes everything happen, and delivers every event. */
async function deliverAll(workers: TwoWorkers, { uploads }: MemoryState, all: readonly Happening[]): Promise<void> {
  const waiting: string[] = [];
  const contents = new Map(Object.entries(HISTORIES).map(([key, history]) => [key, [...history]]));
  const deliver = async (index: number, isSlow = false): Promise<void> => {
    const [key] = waiting.splice(index % Math.max(1, waiting.length), 1);
    if (key !== undefined) await workers.ingest(key, isSlow);
  };
  for (const happening of all) {
    if ('deliver' in happening) await deliver(happening.deliver, happening.isSlow);
    else {
      const { change, events } = happening;
      const next = contents.get(change)?.shift() ?? null;
      if (next === null) uploads.delete(change);
      else uploads.set(change, text(next));
      for (let number = 0; number < events; number++) waiting.push(change);
    }
  }
  while (waiting.length > 0) await deliver(0);
  await workers.finish();
}

/** Throws unless both texts are equal. */
function assertSame(what: string, found: string, expected: string): void {
  if (found !== expected) throw new Error(`${what}: ${found} instead of ${expected}`);
}

/**
 * Checks that a month's events in any order, duplicated, taken by two workers at once, start one publication and end in
 * the same facts and figures. The state is in memory.
 * @throws Error with the order of events and its seed if one ends differently
 */
export async function checkEventOrders(fixture: MemoryFixture, sample: Sample): Promise<void> {
  const undisturbed = await endOf(fixture, new MemoryState(), { all: oneByOne(false), seed: 0 });
  const property = fc.asyncProperty(happenings, fc.nat(), async (all, seed) => {
    const ended = await endOf(fixture, new MemoryState(), { all, seed, fault: sample.fault });
    assertSame('active facts', ended.active, undisturbed.active);
    assertSame('months published', ended.months, '2016-05');
    assertSame('figures', await ended.figures(), await undisturbed.figures());
  });
  await fc.assert(property, { ...sampleParameters(sample), examples: [[oneByOne(true), 0]] });
}

interface Order {
  readonly all: readonly Happening[];
  readonly seed: number;
  readonly fault?: Fault | undefined;
}

/** Returns what one order of events ends in. */
async function endOf(fixture: MemoryFixture, state: MemoryState, { all, seed, fault = (same) => same }: Order) {
  const local = effectsOver(fixture, state);
  // in S3 the hash of an object is not known before it is fetched
  const correct = seed % 2 === 0 ? local : { ...local, exports: asInS3(local.exports) };
  const effects = { ...correct, ...fault(correct) };
  await deliverAll(new TwoWorkers(fixture, effects, chanceOf(seed).next), state, all);
  const emitted = state.emitted.filter(({ name }) => name !== 'ExportRejected');
  for (const _ of emitted) await startAll(fixture, effects);
  return {
    active: [...state.entries.values()]
      .flatMap(({ inForce }) => inForce?.facts.map(({ key }) => key) ?? [])
      .toSorted()
      .join(', '),
    months: [...state.started.values()].map(({ month }) => month).join(', '),
    figures: async () => {
      await runStarted(fixture, effects, state, ['compute-figures']);
      assertSame('number of revisions', `${state.revisions.size}`, '1');
      return JSON.stringify([...state.figures.values()]);
    },
  };
}
