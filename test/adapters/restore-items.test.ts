import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalTable, startTable } from '../../local/state/dynalite-table.ts';
import { dynamoLedger } from '../../src/adapters/aws/dynamo-ledger.ts';
import { type DynamoTable, getItem, putItem } from '../../src/adapters/aws/dynamo-table.ts';
import { restoreItems } from '../../src/adapters/aws/restore-items.ts';
import { bindTableToKey } from '../../src/adapters/aws/table-key.ts';
import type { Month } from '../../src/domain/month.ts';
import { ledgerMonthKey, uploadKey } from '../../src/domain/table-keys.ts';

let folder: string;
let from: LocalTable;
let to: LocalTable;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'factsheets-restore-'));
  from = await startTable(join(folder, 'one', 'table'));
  to = await startTable(join(folder, 'two', 'table'));
});
afterEach(async () => {
  await from.stop();
  await to.stop();
  await rm(folder, { recursive: true });
});

const entry = (index: number) => ledgerMonthKey('nhth', `${2000 + index}-01`);
const quietly = { dryRun: false, progress: () => undefined };
const storedValue = async (table: DynamoTable, index: number) => (await getItem(table, entry(index)))?.value;

describe('a restored copy of a table', () => {
  it('brings back what is missing or older, and leaves what is newer, whatever the order of runs', async () => {
    await putItem(from, entry(1), { generation: 1, value: 'lost' });
    await putItem(from, entry(2), { generation: 2, value: 'copy' });
    await putItem(to, entry(2), { generation: 3, value: 'newer' });
    await putItem(from, entry(3), { generation: 5, value: 'copy' });
    await putItem(to, entry(3), { generation: 4, value: 'older' });
    await putItem(from, entry(4), { generation: 1, value: 'same' });
    await putItem(to, entry(4), { generation: 1, value: 'same' });
    await putItem(from, uploadKey('nhth', '2016-01', 'a'), { at: '2026-02-01' });
    await putItem(to, uploadKey('nhth', '2016-01', 'a'), { at: '2026-01-01' });
    await putItem(to, entry(5), { generation: 1, value: 'made since' });
    expect(await restoreItems(from, to, { ...quietly, dryRun: true })).toEqual({ copied: 3, same: 1, newer: 1 });
    expect(await storedValue(to, 1)).toBeUndefined();
    expect(await restoreItems(from, to, quietly)).toEqual({ copied: 3, same: 1, newer: 1 });
    const values = await Promise.all([1, 2, 3, 4, 5].map((index) => storedValue(to, index)));
    expect(values).toEqual(['lost', 'newer', 'copy', 'same', 'made since']);
    expect(await restoreItems(from, to, quietly)).toEqual({ copied: 0, same: 4, newer: 1 });
  });

  it('brings back the newer entries of a month of the ledger, and leaves those that came since', async () => {
    const month = '2016-05' as Month;
    const ofTable = (table: string, generation: number, claimedBy: string) => {
      return { hotline: 'nhth', month, table, generation, claimedBy, inForce: null };
    };
    const [copied, live] = [dynamoLedger(from), dynamoLedger(to)];
    for (const generation of [1, 2]) await copied.put(ofTable('cases', generation, 'copy'));
    await copied.put(ofTable('signals', 1, 'copy'));
    for (const table of ['cases', 'signals', 'victims']) await live.put(ofTable(table, 1, 'made since'));
    expect(await restoreItems(from, to, quietly)).toEqual({ copied: 1, same: 0, newer: 0 });
    const after = [
      ofTable('cases', 2, 'copy'),
      ofTable('signals', 1, 'made since'),
      ofTable('victims', 1, 'made since'),
    ];
    expect(await live.entriesOf('nhth')).toEqual(after);
    expect(await restoreItems(from, to, quietly)).toEqual({ copied: 0, same: 0, newer: 1 });
    expect(await live.put(ofTable('victims', 2, 'next'))).toBe(true);
  });

  it('leaves an item whose order is unknown', async () => {
    await putItem(from, entry(1), { value: 'copy' });
    await putItem(to, entry(1), { value: 'there' });
    expect(await restoreItems(from, to, quietly)).toEqual({ copied: 0, same: 0, newer: 1 });
    expect(await storedValue(to, 1)).toBe('there');
  });

  it('can be stopped and started again', async () => {
    for (let index = 0; index < 30; index++) await putItem(from, entry(index), { generation: 1, value: 'copy' });
    let writes = 0;
    const dying: DynamoTable = {
      name: to.name,
      client: new Proxy(to.client, {
        get: (client, name) =>
          name === 'send'
            ? (command: object) => {
                if (command.constructor.name === 'PutCommand' && ++writes > 7) throw new Error('killed');
                return client.send(command as Parameters<typeof client.send>[0]);
              }
            : Reflect.get(client, name),
      }),
    };
    await expect(restoreItems(from, dying, quietly)).rejects.toThrow('killed');
    expect(await restoreItems(from, to, quietly)).toEqual({ copied: 23, same: 7, newer: 0 });
  });

  it('refuses a table of another key before anything is copied', async () => {
    await bindTableToKey(from, { id: 'one' });
    await bindTableToKey(to, { id: 'other' });
    await putItem(from, entry(1), { generation: 1, value: 'copy' });
    await expect(restoreItems(from, to, quietly)).rejects.toMatchObject({ name: 'KeyMismatch' });
    expect(await storedValue(to, 1)).toBeUndefined();
  });
});
