import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import dynaliteStore from 'dynalite/db/index.js';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTable } from '../../local/state/dynalite-table.ts';
import { dynamoLedger } from '../../src/adapters/aws/dynamo-ledger.ts';
import { getItem, putItem, queryItems } from '../../src/adapters/aws/dynamo-table.ts';
import type { Month } from '../../src/domain/month.ts';
import { scratch } from './command-line.ts';

let folder: Awaited<ReturnType<typeof scratch>>;
beforeEach(async () => {
  folder = await scratch();
  await mkdir(folder.path('table'));
});
afterEach(() => folder.remove());

/** Leaves a table whose creation never finished, as earlier versions did when they were killed at that moment. */
async function breakOff(path: string): Promise<void> {
  const store = dynaliteStore.create({ path });
  await promisify(store.tableDb.put)('factsheets', { TableName: 'factsheets', TableStatus: 'CREATING' });
  await store.db.close();
}

it('opens a table whose making was broken off', async () => {
  await breakOff(folder.path('table'));
  const table = await startTable(folder.path('table'));
  expect(await dynamoLedger(table).entriesOf('nhth')).toEqual([]);
  await table.stop();
});

it('lists the ledger entries of months in a row, the first and the last included, and no upload or other hotline', async () => {
  const table = await startTable(folder.path('table'));
  const ledger = dynamoLedger(table);
  const months = ['2015-12', '2016-01', '2016-02', '2016-10', '2016-11'] as Month[];
  for (const month of months)
    for (const hotline of ['nhth', 'nhth-2'])
      await ledger.put({ hotline, month, table: 'victims', generation: 1, claimedBy: null, inForce: null });
  const found = await ledger.entriesBetween('nhth', '2016-01' as Month, '2016-10' as Month);
  expect(found.map(({ hotline, month }) => `${hotline} ${month}`)).toEqual([
    'nhth 2016-01',
    'nhth 2016-02',
    'nhth 2016-10',
  ]);
  await table.stop();
});
it('keeps what was put when it is opened again', async () => {
  const first = await startTable(folder.path('table'));
  await putItem(first, { PK: 'A', SK: 'B' }, { value: 'ñ' });
  await first.stop();
  const second = await startTable(folder.path('table'));
  expect(await getItem(second, { PK: 'A', SK: 'B' })).toMatchObject({ value: 'ñ' });
  await second.stop();
});

it('answers every current request before it stops, and refuses later ones', async () => {
  const table = await startTable(folder.path('table'));
  const puts = Array.from({ length: 50 }, (_, index) => putItem(table, { PK: 'A', SK: `${index}` }, { index }));
  const queries = Array.from({ length: 10 }, () => queryItems(table, { PK: 'A', beginsWith: '' }));
  await new Promise((resolve) => setTimeout(resolve, 5)); // some are in the store, some are not yet
  await table.stop();
  const settled = await Promise.allSettled([...puts, ...queries]);
  const reasons = settled.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
  expect(new Set(reasons)).toEqual(reasons.length === 0 ? new Set() : new Set(['Error: the table is closed']));
  await expect(getItem(table, { PK: 'A', SK: '1' })).rejects.toThrow('the table is closed');
});

it('refuses a request that DynamoDB refuses, by its name', async () => {
  const table = await startTable(folder.path('table'));
  await expect(getItem({ ...table, name: 'another' }, { PK: 'A', SK: 'B' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await expect(getItem(table, { PK: 'A', SK: '' })).rejects.toMatchObject({ name: 'ValidationException' });
  await table.stop();
});

it('listens on nothing while it is open', async () => {
  const table = await startTable(folder.path('table'));
  await putItem(table, { PK: 'A', SK: 'B' }, { value: 1 });
  const servers = process.getActiveResourcesInfo().filter((name) => /Server/u.test(name));
  expect(servers).toEqual([]);
  expect(listeningSockets()).toEqual([]);
  await table.stop();
});

/**
 * Returns the listening TCP sockets of this process, as Linux lists them; on other systems only Node's own list is
 * available.
 */
function listeningSockets(): string[] {
  if (process.platform !== 'linux') return [];
  const own = new Set(
    readdirSync('/proc/self/fd').flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/u.exec(readlinkSync(`/proc/self/fd/${fd}`))?.[1] ?? [];
      } catch {
        return []; // the descriptor that was used for listing
      }
    }),
  );
  const rows = ['tcp', 'tcp6'].flatMap((name) => readFileSync(`/proc/net/${name}`, 'utf8').split('\n').slice(1));
  const LISTEN = '0A';
  return rows.filter((row) => {
    const fields = row.trim().split(/\s+/u);
    return fields[3] === LISTEN && own.has(fields[9] ?? '');
  });
}
