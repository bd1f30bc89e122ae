import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTable } from '../../local/dynalite-table.ts';
import { dynamoLedger } from '../../src/adapters/dynamo-ledger.ts';
import type { Month } from '../../src/domain/month.ts';
import { scratch } from './command-line.ts';

let folder: Awaited<ReturnType<typeof scratch>>;
beforeEach(async () => {
  folder = await scratch();
});
afterEach(() => folder.remove());

/** Leaves a table behind whose making never ended, as a process does that is killed then. */
async function breakOff(path: string): Promise<void> {
  const server = dynalite({ path, createTableMs: 600_000 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await client.send(
    new CreateTableCommand({
      TableName: 'factsheets',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['PK', 'SK'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      KeySchema: [
        { AttributeName: 'PK', KeyType: 'HASH' },
        { AttributeName: 'SK', KeyType: 'RANGE' },
      ],
    }),
  );
  client.destroy();
  await new Promise((resolve) => server.close(resolve));
}

it('makes a table anew whose making was broken off', async () => {
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
