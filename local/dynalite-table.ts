import { mkdir, rm } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import type { DynamoTable } from '../src/adapters/dynamo-table.ts';

const TABLE = 'factsheets';

/** DynamoDB on one machine: the real client over HTTP against dynalite, whose data lie in a folder. */
export interface LocalTable extends DynamoTable {
  stop(): Promise<void>;
}

/**
 * Starts the table; its port is free and reachable from this machine only. A table whose making was broken off with its process
 * is made anew: nothing can have been written to it.
 */
export async function startTable(folder: string): Promise<LocalTable> {
  const opened = await openTable(folder);
  if (await becomesActive(opened.client)) return opened;
  await opened.stop();
  await rm(folder, { recursive: true });
  await mkdir(folder, { mode: 0o700 });
  const again = await openTable(folder);
  if (!(await becomesActive(again.client))) throw new Error('dynalite does not finish making its table');
  return again;
}

/** dynalite answers that it makes a table before it has made it, and knows none until then. */
const LOOKS = 400;
const LOOK_EVERY_MS = 5;

async function becomesActive(client: DynamoDBDocumentClient): Promise<boolean> {
  for (let look = 0; look < LOOKS; look++) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: TABLE }));
    if (Table?.TableStatus === 'ACTIVE') return true;
    await setTimeout(LOOK_EVERY_MS);
  }
  return false;
}

async function openTable(folder: string): Promise<LocalTable> {
  const server = dynalite({ path: folder, createTableMs: 0 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('dynalite listens on no port');
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${address.port}`,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  await createTable(client);
  return {
    client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    name: TABLE,
    stop: async () => {
      client.destroy();
      await new Promise<void>((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
    },
  };
}

async function createTable(client: DynamoDBClient): Promise<void> {
  const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
  try {
    await client.send(
      new CreateTableCommand({
        TableName: TABLE,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [attribute('PK'), attribute('SK')],
        KeySchema: [
          { AttributeName: 'PK', KeyType: 'HASH' },
          { AttributeName: 'SK', KeyType: 'RANGE' },
        ],
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
}
