import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DynamoTable, getItem, putItem, scanItems } from '../../src/adapters/aws/dynamo-table.ts';
import { atPath } from '../../src/adapters/local/at-path.ts';
import type { HashKey } from '../../src/domain/effects.ts';
import { Failure } from '../../src/domain/failure.ts';
import { KEY_OF_TABLE } from '../../src/domain/table-keys.ts';

/** Where a state keeps the public id of the key it was made with; the id does not tell the key. */
const keyIdFile = (state: string): string => join(state, 'key-id');

/** Where the secret of a state's links is stored, beside its key. */
export const linkSecretFile = (state: string): string => join(state, 'link-secret');

/** A state with its table, which is open. */
interface Keyed {
  readonly state: string;
  readonly table: DynamoTable;
}

/**
 * Compares a key with the one that a state was made with, whose public id is beside the table and in it. Stakeholders are known by
 * hashes of that key: with another one those who left would come back, and everybody would get every sheet a second time. A state
 * that has neither on record is known by the exports it accepted.
 * @throws Failure KeyMismatch when the key is another
 */
export async function assertSameKey({ state, table }: Keyed, { id, formerId }: HashKey): Promise<void> {
  const isSame = (one: string): boolean => one === id || one === formerId;
  const recorded = [await keptKeyId(state), await keyIdIn(table)].filter((one) => one !== null);
  const ofExports = recorded.length > 0 ? [] : await keyIdsOfExports(table);
  const other = ofExports.some(isSame) ? undefined : [...recorded, ...ofExports].find((one) => !isSame(one));
  if (other !== undefined)
    throw new Failure(
      'KeyMismatch',
      `${state} was made with the key ${other}, and this one is ${id}: name that key with --key FILE`,
    );
}

/**
 * Records the public id of a state's key, in two places, so that it is not lost with one of them. A state that was made before there
 * was a key for each purpose gets the new id of the same key; its exports are read again when they are there.
 */
export async function recordKey({ state, table }: Keyed, { id }: HashKey): Promise<void> {
  const file = keyIdFile(state);
  if ((await keptKeyId(state)) !== id) await atPath(file, () => writeFile(file, `${id}\n`, { mode: 0o600 }));
  if ((await keyIdIn(table)) !== id) await putItem(table, KEY_OF_TABLE, { id });
}

async function keyIdIn(table: DynamoTable): Promise<string | null> {
  const stored = (await getItem(table, KEY_OF_TABLE))?.id;
  return typeof stored === 'string' ? stored : null;
}

/** The public ids of the keys that accepted exports were read with. */
async function keyIdsOfExports(table: DynamoTable): Promise<string[]> {
  const found = new Set<string>();
  for await (const { PK, SK, inForce } of scanItems(table)) {
    if (!PK.startsWith('HOTLINE#') || !SK.startsWith('EXPORT#')) continue;
    const { idKey } = { idKey: undefined, ...(typeof inForce === 'object' ? inForce : {}) };
    if (typeof idKey === 'string') found.add(idKey);
  }
  return [...found];
}

/**
 * Refuses to make a new key for a state that was made with a key of another place.
 * @throws Failure KeyMismatch when the state was
 */
export async function refuseNewKey(state: string): Promise<void> {
  const kept = await keptKeyId(state);
  if (kept !== null)
    throw new Failure(
      'KeyMismatch',
      `${state} was made with the key ${kept}, which does not lie in it: name that key with --key FILE`,
    );
}

/** The public id of the key that a state was made with; null when none is stored. */
export async function keptKeyId(state: string): Promise<string | null> {
  try {
    // a process that was killed between making the file and writing it leaves an empty one
    return (await readFile(keyIdFile(state), 'utf8')).trim() || null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
