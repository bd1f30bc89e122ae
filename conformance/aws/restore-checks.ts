import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoLedger } from '../../src/adapters/aws/dynamo-ledger.ts';
import { type DynamoTable, putItem } from '../../src/adapters/aws/dynamo-table.ts';
import { toMonth } from '../../src/adapters/aws/ledger-months.ts';
import { restoreItems } from '../../src/adapters/aws/restore-items.ts';
import type { Month } from '../../src/domain/month.ts';
import { ledgerMonthKey, uploadKey } from '../../src/domain/table-keys.ts';
import { type Check, checked, equal } from '../check.ts';
import { createTable } from './create-table.ts';

/** More items than one page of a scan. */
const ITEMS = 1500;
const quietly = { dryRun: false, progress: () => undefined };
const month = (index: number): Month =>
  `${2000 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}` as Month;

/**
 * Runs `factsheets restore` between two tables of an emulator: the copy of a backup, and a table that remained in use.
 */
export async function restoreChecks(): Promise<Check[]> {
  const [from, to] = [await makeTable('the-restored'), await makeTable('the-live')];
  return [
    await checked(
      `a restore of ${ITEMS} items brings back the lost, keeps the newer, and changes nothing twice`,
      async () => {
        for (let index = 0; index < ITEMS; index++) await put(from, index, 2);
        for (let index = 0; index < ITEMS; index += 3) await put(to, index, index % 2 === 0 ? 3 : 1);
        await putItem(from, uploadKey('checked', '2017-07', 'a'), { at: '2026-02-01T00:00:00.000Z' });
        await putItem(to, uploadKey('checked', '2017-07', 'a'), { at: '2026-01-01T00:00:00.000Z' });
        const first = { copied: ITEMS - ITEMS / 6 + 1, same: 0, newer: ITEMS / 6 };
        equal(await restoreItems(from, to, { ...quietly, dryRun: true }), first);
        equal(await restoreItems(from, to, quietly), first);
        equal(await restoreItems(from, to, quietly), { copied: 0, same: first.copied, newer: first.newer });
        const entries = await dynamoLedger(to).entriesOf('checked');
        equal(entries.length, ITEMS);
        equal(entries.filter(({ generation }) => generation === 3).length, ITEMS / 6);
      },
    ),
  ];
}

function put(table: DynamoTable, index: number, generation: number): Promise<void> {
  const of = { hotline: 'checked', month: month(index), table: 'cases' };
  const entry = { ...of, generation, claimedBy: 'x'.repeat(1000), inForce: null };
  return putItem(table, ledgerMonthKey(of.hotline, of.month), toMonth(entry, [entry]));
}

async function makeTable(name: string): Promise<DynamoTable> {
  const client = new DynamoDBClient({});
  await createTable(client, name);
  return { client: DynamoDBDocumentClient.from(client), name };
}
