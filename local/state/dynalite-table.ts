import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynaliteStore, { type Store } from 'dynalite/db/index.js';
import type { DynamoTable } from '../../src/adapters/aws/dynamo-table.ts';
import { tableSchema } from '../../src/domain/table-keys.ts';
import { DynaliteRequests, storeError } from './dynalite-requests.ts';
import { whenFree } from './state-lock.ts';

const TABLE = 'factsheets';

/**
 * DynamoDB on one machine: the real client, with dynalite in this process. Nothing listens; its data are in a folder.
 */
export interface LocalTable extends DynamoTable {
  /** Waits for the current requests; later ones are refused. */
  stop(): Promise<void>;
}

/**
 * Opens the table in a folder of a state, and creates it if it does not exist; waits while another process has it open.
 * @throws Failure StoreConflict if another process still has it open after a number of milliseconds, the file system's
 *   error if the folder cannot be read or written
 */
export const startTable = (folder: string, patienceMs?: number): Promise<LocalTable> =>
  whenFree(dirname(folder), () => openTable(folder), patienceMs);

/** Opens the table; returns null while another process has it open, in whatever container. */
async function openTable(folder: string): Promise<LocalTable | null> {
  const store = dynaliteStore.create({ path: folder });
  writeThrough(store);
  try {
    await store.db.open();
  } catch (error) {
    if (isLocked(error)) return null;
    throw await storeError(error, folder);
  }
  const requests = new DynaliteRequests(store, folder);
  try {
    await makeTable(store);
  } catch (error) {
    await requests.stop();
    throw await storeError(error, folder);
  }
  const client = new DynamoDBClient({
    endpoint: 'http://dynalite.invalid',
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
    requestHandler: requests,
  });
  return {
    client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    name: TABLE,
    stop: () => requests.stop(),
  };
}

/**
 * Removes the bytes of replaced items from the files of a closed table; an open one has iterators, which keep them.
 * @returns false if another process has it open
 */
export async function compactTable(folder: string): Promise<boolean> {
  const { db } = dynaliteStore.create({ path: folder });
  try {
    await db.open();
  } catch (error) {
    if (isLocked(error)) return false;
    throw await storeError(error, folder);
  }
  try {
    await db.compactRange('', '\uffff');
  } finally {
    await db.close();
  }
  return true;
}

/**
 * Writes each item to the disk before answering: a message is handed over after its claim is recorded, and a claim lost
 * in a power failure would be sent a second time. It costs about 0.2 ms per write.
 */
function writeThrough({ db }: Store): void {
  const put = db._put.bind(db);
  db._put = (key, value, options) => put(key, value, { ...options, sync: true });
}

const isLocked = (error: unknown): boolean =>
  error instanceof Error &&
  error.cause instanceof Error &&
  'code' in error.cause &&
  error.cause.code === 'LEVEL_LOCKED';

/**
 * Writes the table's description, like dynalite's own CreateTable, but immediately. That one answers before it has
 * created the table and does the rest later, possibly after the store is closed. Written each time the table is opened:
 * it is always the same.
 */
async function makeTable(store: Store): Promise<void> {
  const put = promisify(store.tableDb.put);
  await put(TABLE, {
    TableName: TABLE,
    TableStatus: 'ACTIVE',
    ...tableSchema(),
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
  });
}
