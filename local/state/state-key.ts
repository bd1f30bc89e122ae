import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DynamoTable, getItem, putItem, scanItems } from '../../src/adapters/aws/dynamo-table.ts';
import { entriesIn } from '../../src/adapters/aws/ledger-months.ts';
import { atPath } from '../../src/adapters/local/at-path.ts';
import type { HashKey } from '../../src/domain/effects.ts';
import { Failure, ifNotFound } from '../../src/domain/failure.ts';
import { KEY_OF_TABLE } from '../../src/domain/table-keys.ts';

/** The file of a state with the public id of the key it was made with; the id does not reveal the key. */
const keyIdFile = (state: string): string => join(state, 'key-id');

/** A state with its table, which is open. */
interface Keyed {
  readonly state: string;
  readonly table: DynamoTable;
}

/**
 * Compares a key with the one that a state was made with, whose public id is next to the table and in it. Stakeholders
 * are identified by hashes of that key: with another key, people who left would come back, and everyone would get every
 * sheet a second time. A state without either record is identified by the exports it accepted.
 * @throws Failure KeyMismatch if the key is another
 */
export async function assertSameKey({ state, table }: Keyed, { id, formerId }: HashKey): Promise<void> {
  const isSame = (text: string): boolean => text === id || text === formerId;
  const recorded = [await storedKeyId(state), await keyIdIn(table)].filter((item) => item !== null);
  const ofExports = recorded.length > 0 ? [] : await keyIdsOfExports(table);
  const other = ofExports.some(isSame) ? undefined : [...recorded, ...ofExports].find((text) => !isSame(text));
  if (other !== undefined)
    throw new Failure(
      'KeyMismatch',
      `${state} was created with the key ${other}, and this key is ${id}: use that key with --key FILE`,
    );
}

/**
 * Records the public id of a state's key, in two places, so that it is not lost with one of them. A state from before
 * there was a key per purpose gets the new id of the same key; its exports are re-read when they are present.
 */
export async function recordKey({ state, table }: Keyed, { id }: HashKey): Promise<void> {
  const file = keyIdFile(state);
  if ((await storedKeyId(state)) !== id) await atPath(file, () => writeFile(file, `${id}\n`, { mode: 0o600 }));
  if ((await keyIdIn(table)) !== id) await putItem(table, KEY_OF_TABLE, { id });
}

async function keyIdIn(table: DynamoTable): Promise<string | null> {
  const stored = (await getItem(table, KEY_OF_TABLE))?.id;
  return typeof stored === 'string' ? stored : null;
}

/** Returns the public ids of the keys that accepted exports were read with. */
async function keyIdsOfExports(table: DynamoTable): Promise<string[]> {
  const matches = new Set<string>();
  for await (const item of scanItems(table)) {
    if (!item.PK.startsWith('HOTLINE#') || !item.SK.startsWith('EXPORT#')) continue;
    for (const { inForce } of entriesIn(item)) if (inForce) matches.add(inForce.idKey);
  }
  return [...matches];
}

/**
 * Asserts that a state was not made with a key of another place, before a new key is made.
 * @throws Failure KeyMismatch if it was
 */
export async function assertKeyMayBeMade(state: string): Promise<void> {
  const stored = await storedKeyId(state);
  if (stored !== null)
    throw new Failure(
      'KeyMismatch',
      `${state} was created with the key ${stored}, which is not in it: use that key with --key FILE`,
    );
}

/** Reads the public id of the key that a state was made with; null if none is stored. */
export async function storedKeyId(state: string): Promise<string | null> {
  try {
    // a process killed between creating the file and writing it leaves an empty one
    return (await readFile(keyIdFile(state), 'utf8')).trim() || null;
  } catch (error) {
    return ifNotFound(null)(error);
  }
}
