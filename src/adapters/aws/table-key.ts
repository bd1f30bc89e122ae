import type { HashKey } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import { KEY_OF_TABLE } from '../../domain/table-keys.ts';
import { type DynamoTable, getItem, IF_NEW, putItemIf } from './dynamo-table.ts';

/**
 * Binds a table to the key that hashes its facts: stores the key's public id if none is stored, and refuses every other
 * key. Facts of two keys share no ids, so no fact of another key may be written.
 * @throws Failure KeyMismatch with the public ids of both keys
 */
export async function bindTableToKey(table: DynamoTable, { id }: Pick<HashKey, 'id'>): Promise<void> {
  const stored = (await getItem(table, KEY_OF_TABLE))?.id;
  if (stored === id) return;
  if (stored === undefined && (await putItemIf(table, KEY_OF_TABLE, { id }, IF_NEW))) return;
  const first = stored ?? (await getItem(table, KEY_OF_TABLE))?.id;
  if (first === id) return; // another function was first, with the same key
  throw new Failure(
    'KeyMismatch',
    `the table ${table.name} was made with the key ${first}, and this one is ${id}: nothing was read; put the key back`,
  );
}
