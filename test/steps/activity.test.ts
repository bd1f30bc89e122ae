import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalTable, startTable } from '../../local/state/dynalite-table.ts';
import { dynamoActivity } from '../../src/adapters/aws/dynamo-activity.ts';
import { getItem, putItem } from '../../src/adapters/aws/dynamo-table.ts';
import {
  type Activity,
  type ActivityEntry,
  type ActivityHead,
  type ActivityHeads,
  hashOf,
} from '../../src/domain/activity.ts';
import { activityKey, NEWEST_ACTIVITY } from '../../src/domain/table-keys.ts';
import { recordActivity } from '../../src/steps/record-activity.ts';
import { verifyActivity } from '../../src/steps/verify-state/verify-activity.ts';

let folder: string;
let table: LocalTable;
let apart: ActivityHead | null;
let now: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'factsheets-activity-'));
  table = await startTable(folder);
  apart = null;
  now = '2017-08-01T09:00:00.000Z';
});
afterEach(async () => {
  await table.stop();
  await rm(folder, { recursive: true });
});

const heads: ActivityHeads = {
  read: async () => apart,
  write: async (head) => {
    apart = head;
  },
};
const clock = { now: () => new Date(now) };
const log = (): Activity => dynamoActivity(table, heads);
const ANA = { who: 'Ana Reyes', via: 'portal' } as const;

const record = (activity: Activity, sheet: string) => recordActivity({ activity, clock }, ANA, 'sheet-held', { sheet });

async function filled(count: number): Promise<Activity> {
  const activity = log();
  for (let index = 0; index < count; index++) await record(activity, `sheet-${index}`);
  return activity;
}

async function entriesOf(activity: Activity): Promise<ActivityEntry[]> {
  const entries: ActivityEntry[] = [];
  for await (const one of activity.all()) entries.push(one);
  return entries;
}

const entry = async (sequence: number) => {
  const { PK: _pk, SK: _sk, ...item } = (await getItem(table, activityKey(sequence))) ?? {};
  return item;
};

/** Moves an item away by writing another one; dynalite has no rights, so anything can be written. */
const overwrite = (sequence: number, item: object) => putItem(table, activityKey(sequence), { ...item });

async function remove(sequence: number): Promise<void> {
  const { DeleteCommand } = await import('@aws-sdk/lib-dynamodb');
  await table.client.send(new DeleteCommand({ TableName: table.name, Key: activityKey(sequence) }));
}

const differences = async () => (await verifyActivity({ activity: log() })).differences;

describe('the activity log', () => {
  it('numbers entries without gaps, each with the hash of the one before', async () => {
    const activity = await filled(3);
    const entries = await entriesOf(activity);
    expect(entries.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(entries.map(({ previous }) => previous)).toEqual(['', entries[0]?.hash, entries[1]?.hash]);
    expect(entries[2]).toMatchObject({ ...ANA, at: now, kind: 'sheet-held', about: { sheet: 'sheet-2' } });
    expect(apart).toEqual({ sequence: 3, hash: entries[2]?.hash });
    expect(await verifyActivity({ activity })).toEqual({ entries: 3, differences: [] });
  });

  it('is empty, and as recorded, before anything happened', async () => {
    expect(await log().newest()).toBeNull();
    expect(await verifyActivity({ activity: log() })).toEqual({ entries: 0, differences: [] });
  });

  it('stores every entry of writers that write at the same time, in one process or in several', async () => {
    const processes = Array.from({ length: 4 }, log);
    await Promise.all(
      processes.flatMap((activity, at) => [0, 1, 2, 3].map((one) => record(activity, `s-${at}-${one}`))),
    );
    const entries = await entriesOf(log());
    expect(new Set(entries.map(({ about }) => about.sheet)).size).toBe(16);
    expect(await differences()).toEqual([]);
  });

  it('stores thirty entries that one process records at once', async () => {
    const activity = log();
    await Promise.all(Array.from({ length: 30 }, (_, at) => record(activity, `s-${at}`)));
    expect(await verifyActivity({ activity })).toEqual({ entries: 30, differences: [] });
  });

  it('never goes back in time, whatever the clock of a writer', async () => {
    const activity = await filled(1);
    now = '2017-07-31T23:59:59.000Z';
    expect((await record(activity, 'later')).at).toBe('2017-08-01T09:00:00.000Z');
  });

  it('reads pages forward after a number and backward before one', async () => {
    const activity = await filled(5);
    const numbers = async (page: Parameters<Activity['page']>[0]) =>
      (await activity.page(page)).map(({ sequence }) => sequence);
    expect(await numbers({ after: 0, limit: 2 })).toEqual([1, 2]);
    expect(await numbers({ after: 4, limit: 2 })).toEqual([5]);
    expect(await numbers({ after: 5, limit: 2 })).toEqual([]);
    expect(await numbers({ before: 5, limit: 3 })).toEqual([4, 3, 2]);
    expect(await numbers({ before: 1, limit: 3 })).toEqual([]);
  });

  it('has the entry of a writer that was killed before the entry’s own item was written', async () => {
    await filled(2);
    const killed: Activity = dynamoActivity(table, heads);
    await record(killed, 'killed');
    await remove(3);
    expect(await verifyActivity({ activity: log() })).toEqual({ entries: 3, differences: [] });
    await remove(3);
    await record(log(), 'next');
    expect((await entriesOf(log())).map(({ about }) => about.sheet)).toEqual([
      ...['sheet-0', 'sheet-1', 'killed', 'next'],
    ]);
  });
});

describe('verifying the activity log finds', () => {
  it('a changed field', async () => {
    await filled(3);
    await overwrite(2, { ...(await entry(2)), who: 'Luis Ortega' });
    expect(await differences()).toEqual(['activity, entry 2: was changed after it was recorded']);
  });

  it('a changed entry whose own hash was computed again', async () => {
    await filled(3);
    const forged = { ...(await entry(2)), who: 'Luis Ortega' } as unknown as Parameters<typeof hashOf>[0];
    await overwrite(2, { ...forged, hash: hashOf(forged) });
    expect(await differences()).toEqual(['activity, entry 3: does not follow the entry before it']);
  });

  it('a removed entry', async () => {
    await filled(4);
    await remove(2);
    expect(await differences()).toEqual(['activity: entry 2 is missing']);
  });

  it('entries in another order', async () => {
    await filled(4);
    const [second, third] = [await entry(2), await entry(3)];
    await overwrite(2, { ...third, sequence: 2 });
    await overwrite(3, { ...second, sequence: 3 });
    expect((await differences()).length).toBeGreaterThan(2);
  });

  it('entries removed at the end, although the newest one in the table was put back too', async () => {
    await filled(4);
    const second = await entry(2);
    await remove(3);
    await remove(4);
    expect(await differences()).toEqual(['activity: entries 3 to 4 are missing']);
    await remove(4); // the check wrote the newest entry again, as the next writer would
    await putItem(table, NEWEST_ACTIVITY, { ...second, generation: 2 });
    expect(await differences()).toEqual(['activity: entries 3 to 4 are missing']);
  });

  it('a log that was written from the start again', async () => {
    await filled(3);
    const forged = [1, 2, 3];
    let previous = '';
    for (const sequence of forged) {
      const item = { ...(await entry(sequence)), who: 'Luis Ortega', previous } as unknown as Parameters<
        typeof hashOf
      >[0];
      previous = hashOf(item);
      await overwrite(sequence, { ...item, hash: previous });
      await putItem(table, NEWEST_ACTIVITY, { ...item, hash: previous, generation: sequence });
    }
    expect(await differences()).toEqual(['activity, entry 3: is not the entry that is recorded apart from the table']);
  });
});
