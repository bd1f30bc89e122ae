import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  paginateQuery,
  paginateScan,
} from '@aws-sdk/lib-dynamodb';
import type { ItemKey, KeyRange, KeySpan } from '../../domain/table-keys.ts';

/** The table and the client for it. */
export interface DynamoTable {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

/** The attributes of an item besides its key. */
export type Attributes = Readonly<Record<string, unknown>>;

/** Reads the items of a range or span in the order of its sort key, consistently. */
export async function queryItems(
  table: DynamoTable,
  range: KeyRange | KeySpan,
  { newestOnly = false }: { readonly newestOnly?: boolean } = {},
): Promise<Attributes[]> {
  const pages = paginateQuery(
    { client: table.client, ...(newestOnly && { pageSize: 1 }) },
    {
      TableName: table.name,
      ConsistentRead: true,
      ScanIndexForward: !newestOnly,
      ...keysOf(range),
    },
  );
  const items: Attributes[] = [];
  for await (const page of pages) {
    items.push(...(page.Items ?? []));
    if (newestOnly && items.length > 0) return items.slice(0, 1);
  }
  return items;
}

/** Reads at most `limit` items of a span, in the order of its sort key or backward, consistently. */
export async function queryPage(
  table: DynamoTable,
  span: KeySpan,
  { limit, newestFirst }: { readonly limit: number; readonly newestFirst: boolean },
): Promise<Attributes[]> {
  if (span.from > span.to) return []; // DynamoDB rejects such a span
  const pages = paginateQuery(
    { client: table.client, pageSize: limit },
    { TableName: table.name, ConsistentRead: true, ScanIndexForward: !newestFirst, ...keysOf(span) },
  );
  const items: Attributes[] = [];
  for await (const page of pages) {
    items.push(...(page.Items ?? []));
    if (items.length >= limit) break;
  }
  return items.slice(0, limit);
}

function keysOf(range: KeyRange | KeySpan) {
  if ('from' in range)
    return {
      KeyConditionExpression: 'PK = :pk AND SK BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': range.PK, ':from': range.from, ':to': range.to },
    };
  if (range.beginsWith === '')
    return { KeyConditionExpression: 'PK = :pk', ExpressionAttributeValues: { ':pk': range.PK } };
  return {
    KeyConditionExpression: 'PK = :pk AND begins_with(SK, :sk)',
    ExpressionAttributeValues: { ':pk': range.PK, ':sk': range.beginsWith },
  };
}

/** Reads every item with its key, consistently; for migrations and verification only, no step may scan. */
export async function* scanItems(table: DynamoTable): AsyncGenerator<Attributes & ItemKey> {
  for await (const page of paginateScan({ client: table.client }, { TableName: table.name, ConsistentRead: true }))
    for (const item of page.Items ?? []) yield { ...item, PK: String(item.PK), SK: String(item.SK) };
}

/** Reads one item, consistently; returns null if it does not exist. */
export async function getItem(table: DynamoTable, key: ItemKey): Promise<Attributes | null> {
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true }));
  return Item ?? null;
}

/** Puts an item unconditionally. */
export async function putItem(table: DynamoTable, key: ItemKey, attributes: Attributes): Promise<void> {
  await table.client.send(new PutCommand(putInput(table, key, attributes)));
}

/** Puts an item if the condition holds; returns false if it does not. */
export async function putItemIf(
  table: DynamoTable,
  key: ItemKey,
  attributes: Attributes,
  condition: Pick<PutCommandInput, 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'>,
): Promise<boolean> {
  try {
    await table.client.send(new PutCommand({ ...putInput(table, key, attributes), ...condition }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** Deletes an item if the condition holds. */
export async function deleteItemIf(
  table: DynamoTable,
  key: ItemKey,
  condition: Pick<PutCommandInput, 'ConditionExpression' | 'ExpressionAttributeValues'>,
): Promise<void> {
  try {
    await table.client.send(new DeleteCommand({ TableName: table.name, Key: key, ...condition }));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

/**
 * Returns an item without its key and its end. Items are only written by this program, each from its type, so they are
 * read back without another check.
 */
export const toStored = <Stored>({ PK: _pk, SK: _sk, expiresAt: _at, ...attributes }: Attributes): Stored =>
  attributes as unknown as Stored;

/** The condition that a table does not have an item yet. */
export const IF_NEW = { ConditionExpression: 'attribute_not_exists(PK)' } as const;

/** The condition for raising an item's generation to this one: there was no other write since it was read. */
export const ifNextGeneration = (
  generation: number,
): Pick<PutCommandInput, 'ConditionExpression' | 'ExpressionAttributeValues'> =>
  generation === 1
    ? IF_NEW
    : { ConditionExpression: 'generation = :read', ExpressionAttributeValues: { ':read': generation - 1 } };

const putInput = (table: DynamoTable, key: ItemKey, attributes: Attributes): PutCommandInput => ({
  TableName: table.name,
  Item: { ...key, ...attributes },
});
