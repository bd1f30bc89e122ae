import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalTable, startTable } from '../../local/state/dynalite-table.ts';
import { dynamoRuns } from '../../src/adapters/aws/dynamo-runs.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { Month } from '../../src/domain/month.ts';
import type { RunReport } from '../../src/domain/run-report.ts';
import {
  type AskRunEffects,
  askRun,
  findRun,
  LONGEST_RUN_MS,
  recordedRun,
} from '../../src/steps/distribute/ask-run.ts';

let folder: string;
let table: LocalTable;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'factsheets-runs-'));
  table = await startTable(join(folder, 'table'));
});
afterAll(async () => {
  await table.stop();
  await rm(folder, { recursive: true });
});

let now: number;
let emitted: DomainEvent[];
let broken: Error | null;
let effects: AskRunEffects;
let sheets = 0;
let sheet: string;
beforeEach(() => {
  now = Date.parse('2017-08-09T17:06:00Z');
  emitted = [];
  broken = null;
  sheet = `sheet-${sheets++}`;
  const emit = async (event: DomainEvent) => {
    if (broken) throw broken;
    emitted.push(event);
  };
  effects = { runs: dynamoRuns(table), events: { emit }, clock: { now: () => new Date(now) } };
});

const REPORT: RunReport = { run: 'asked first-key', revisions: [], nothing: null, why: null, unreached: 0 };
const ask = (key: string, month: Month | null = null) =>
  askRun(effects, { sheet, month, key, by: { who: 'Ana Reyes', via: 'portal' } });
const state = async (key: string) => (await findRun(effects, sheet, key))?.state ?? null;

describe('a run that a person asks for', () => {
  it('asks the function that sends once, with its key, and is running until that records its end', async () => {
    const month = '2017-07' as Month;
    const [first, second] = [await ask('first-key', month), await ask('first-key', month)];
    expect(second).toEqual(first);
    expect(first).toMatchObject({ sheet, month, key: 'first-key', by: 'Ana Reyes', state: 'running', report: null });
    const detail = { sheet, month, by: 'Ana Reyes', at: first.startedAt, run: 'first-key' };
    expect(emitted).toEqual([{ name: 'DistributionAsked', detail }]);
    expect(await recordedRun(effects, first, async () => REPORT)).toEqual(REPORT);
    expect(await findRun(effects, sheet, 'first-key')).toEqual({ ...first, state: 'finished', report: REPORT });
    expect((await ask('first-key', month)).state).toBe('finished');
    expect(emitted).toHaveLength(1);
  });

  it('asks once if it is asked for twice at the same time', async () => {
    await Promise.all([ask('first-key'), ask('first-key')]);
    expect(emitted).toHaveLength(1);
  });

  it('does not begin while another run of the sheet is running, and does afterwards', async () => {
    const first = await ask('first-key');
    await expect(ask('second-key')).rejects.toMatchObject({ name: 'DecisionRefused' });
    await recordedRun(effects, first, async () => REPORT);
    expect((await ask('second-key')).state).toBe('running');
  });

  it('has failed, with the reason, after the function that sends failed, and finishes when that is called once more', async () => {
    const run = await ask('first-key');
    const failure = new Failure('DistributionUnfinished', '2 messages are still waiting');
    await expect(recordedRun(effects, run, () => Promise.reject(failure))).rejects.toBe(failure);
    expect(await findRun(effects, sheet, 'first-key')).toMatchObject({
      ...{ state: 'failed', code: 'DistributionUnfinished', failure: failure.message },
    });
    await recordedRun(effects, run, async () => REPORT);
    expect(await findRun(effects, sheet, 'first-key')).toMatchObject({ state: 'finished', failure: null, code: null });
  });

  it('records nothing of an error that is not a failure of the program, which may quote a message', async () => {
    const run = await ask('first-key');
    await expect(recordedRun(effects, run, () => Promise.reject(new Error('ana@example.org')))).rejects.toThrow();
    expect(await findRun(effects, sheet, 'first-key')).toMatchObject({ state: 'failed', code: null, failure: null });
  });

  it('counts as interrupted after an hour without an end; the same key continues it, and another key may begin', async () => {
    await ask('first-key');
    now += LONGEST_RUN_MS - 1;
    expect(await state('first-key')).toBe('running');
    now += 1;
    expect(await state('first-key')).toBe('interrupted');
    expect((await ask('first-key')).state).toBe('running');
    expect(emitted).toHaveLength(2);
    now += LONGEST_RUN_MS;
    expect((await ask('second-key')).state).toBe('running');
  });

  it('has failed if the event could not be emitted, and blocks no other', async () => {
    broken = new Error('the bus is down');
    await expect(ask('first-key')).rejects.toBe(broken);
    expect(await state('first-key')).toBe('failed');
    broken = null;
    expect((await ask('second-key')).state).toBe('running');
  });

  it('leaves no record of a run that no one asked for in the portal', async () => {
    await recordedRun(effects, { sheet, key: 'unknown-key' }, async () => REPORT);
    expect(await state('unknown-key')).toBeNull();
  });
});
