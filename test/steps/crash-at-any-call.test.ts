import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PublicationStep } from '../../src/domain/publication.ts';
import { tries } from '../at-length.ts';
import { Crash, type CrashPoint, crashAt, crashPoints } from './crash-points.ts';
import {
  effectsOver,
  ingestKey,
  type MemoryFixture,
  openMemoryFixture,
  type PipelineEffects,
  runStarted,
  STEPS,
  startAll,
} from './memory-fixture.ts';
import { MemoryState } from './memory-state.ts';
import { approvalOf, casesCsv, victimsCsv } from './state-fixture.ts';

let fixture: MemoryFixture;
beforeAll(async () => {
  fixture = await openMemoryFixture();
});
afterAll(() => fixture.close());

const CASES = 'exports/nhth/2016-05/cases.csv';
const VICTIMS = 'exports/nhth/2016-05/victims.csv';
const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const many = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at): [string, string] => [`A${from + at}`, '2016-05-02']);

/** A step's work on a state; it is delivered a second time after a crash. */
type Work = (effects: PipelineEffects) => Promise<unknown>;

const ingest =
  (key: string): Work =>
  (effects) =>
    ingestKey(fixture, effects, key);
const start: Work = (effects) => startAll(fixture, effects);
const tasks =
  (...names: readonly PublicationStep[]) =>
  (state: MemoryState): Work =>
  (effects) =>
    runStarted(fixture, effects, state, names);

/**
 * Runs the work on a copy of a state. If there is a crash point, the work dies there and is delivered a second time.
 */
async function run(before: MemoryState, work: (state: MemoryState) => Work, point: CrashPoint | null) {
  const state = before.copy();
  const { effects, calls } = crashAt(effectsOver(fixture, state), point);
  let died = false;
  try {
    await work(state)(effects);
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    died = true;
    await work(state)(effectsOver(fixture, state));
  }
  return { state, calls: calls(), died };
}

/** The most points of a work that are tried; `npm run conformance -- kills` tries hundreds of all works. */
const TRIED = tries(4, 12);

/** Returns about as many points as are tried, spread over all calls, before and after them. */
const sampleOf = (points: readonly CrashPoint[]): CrashPoint[] =>
  points.filter((_, index) => (index * 7) % points.length < TRIED);

/**
 * Crashes at points all over the work, and compares the resulting state with that of the undisturbed run. Returns the
 * number of points.
 */
async function crashEverywhere(before: MemoryState, work: (state: MemoryState) => Work): Promise<number> {
  const undisturbed = await run(before, work, null);
  const points = sampleOf(crashPoints(undisturbed.calls));
  for (const point of points) {
    const { state, died } = await run(before, work, point);
    expect(died, JSON.stringify(point)).toBe(true);
    expect(state.essence(), JSON.stringify(point)).toEqual(undisturbed.state.essence());
  }
  return points.length;
}

async function prepared(...works: readonly ((state: MemoryState) => Work)[]): Promise<MemoryState> {
  const state = new MemoryState();
  state.uploads.set(CASES, text(casesCsv(...many(0, 30))));
  state.uploads.set(VICTIMS, text(victimsCsv(...many(0, 30).map(([id]): [string, string] => [`V${id}`, id]))));
  for (const work of works) await work(state)(effectsOver(fixture, state));
  return state;
}

const ingested = [() => ingest(CASES), () => ingest(VICTIMS)];

describe('a process that crashes at any call of an effect, and runs again', () => {
  const scenarios: Readonly<Record<string, () => Promise<readonly [MemoryState, (state: MemoryState) => Work]>>> = {
    'ingests a first export': async () => [await prepared(), () => ingest(CASES)],
    'replaces an export': async () => {
      const state = await prepared(...ingested);
      state.uploads.set(CASES, text(casesCsv(...many(0, 12))));
      return [state, () => ingest(CASES)];
    },
    'rejects an export': async () => {
      const state = await prepared(...ingested);
      state.uploads.set(CASES, text(casesCsv(['A1', 'no day'])));
      return [state, () => ingest(CASES)];
    },
    'withdraws an export': async () => {
      const state = await prepared(...ingested);
      state.uploads.delete(CASES);
      return [state, () => ingest(CASES)];
    },
    'refuses a wrong key': async () => {
      const state = await prepared();
      state.uploads.set('exports/nobody/2016-05/cases.csv', text('x'));
      return [state, () => ingest('exports/nobody/2016-05/cases.csv')];
    },
    'starts editions': async () => [await prepared(...ingested), () => start],
    'computes a first revision': async () => [await prepared(...ingested, () => start), tasks('compute-figures')],
    'renders it': async () => [
      await prepared(...ingested, () => start, tasks('compute-figures')),
      tasks('render-report'),
    ],
    'records it': async () => [
      await prepared(...ingested, () => start, tasks('compute-figures')),
      tasks('record-report'),
    ],
    'tells reviewers of it': async () => [
      await prepared(...ingested, () => start, tasks('compute-figures', 'record-report')),
      tasks('notify-reviewers'),
    ],
    'computes a correction': async () => {
      const state = await prepared(...ingested, () => start, tasks(...STEPS));
      const effects = effectsOver(fixture, state);
      await effects.editions.decide(approvalOf('2016-05', 1));
      state.uploads.set(CASES, text(casesCsv(...many(0, 45))));
      await ingest(CASES)(effects);
      state.started.clear();
      await start(effects);
      return [state, tasks('compute-figures')];
    },
  };

  it.each(Object.keys(scenarios))('%s, and leaves what an undisturbed run leaves', async (name) => {
    const [before, work] = await (scenarios[name] as (typeof scenarios)[string])();
    const points = await crashEverywhere(before, work);
    console.log(`crash points, ${name}: ${points}, no difference`);
    expect(points).toBeGreaterThan(tries(2, 4));
  });
});
