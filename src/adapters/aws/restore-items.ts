import { isDeepStrictEqual } from 'node:util';
import { Failure } from '../../domain/failure.ts';
import { FORMAT_KEY, type ItemKey, KEY_OF_TABLE } from '../../domain/table-keys.ts';
import { writeUntilWon } from '../../domain/write-until-won.ts';
import { type Attributes, type DynamoTable, getItem, IF_NEW, putItemIf, scanItems } from './dynamo-table.ts';
import { isMonth, withNewer } from './ledger-months.ts';

/** The result for the items of a copy. */
export interface Restored {
  /** Items that were missing, or older than the copy's. */
  readonly copied: number;
  readonly same: number;
  /** Items that are newer than the copy's, or cannot be compared: they stay. */
  readonly newer: number;
}

/**
 * Copies the items of a restored table into another one; the newer of two items stays. Each write is conditional on
 * what was read, so functions may write meanwhile, and it can be stopped and started again.
 * @param dryRun counts what it would do
 * @param progress called after every thousand items
 * @throws Failure KeyMismatch or FormatMismatch if the tables are not of the same stage and program; then nothing is
 *   copied
 */
export async function restoreItems(
  from: DynamoTable,
  to: DynamoTable,
  { dryRun, progress }: { readonly dryRun: boolean; readonly progress: (items: number) => void },
): Promise<Restored> {
  await assertSameItem(from, to, KEY_OF_TABLE, 'KeyMismatch');
  await assertSameItem(from, to, FORMAT_KEY, 'FormatMismatch');
  const counts = { copied: 0, same: 0, newer: 0 };
  let items = 0;
  for await (const { PK, SK, ...attributes } of scanItems(from)) {
    counts[await restoreItem(to, { PK, SK }, attributes, dryRun)]++;
    if (++items % 1000 === 0) progress(items);
  }
  return counts;
}

async function restoreItem(to: DynamoTable, key: ItemKey, copy: Attributes, dryRun: boolean): Promise<keyof Restored> {
  const attempt = async (): Promise<keyof Restored | null> => {
    const match = await getItem(to, key);
    const { PK: _pk, SK: _sk, ...there } = match ?? {};
    if (match && isDeepStrictEqual(there, copy)) return 'same';
    const newer = match ? newerItem(there, copy) : copy;
    if (!newer) return 'newer';
    return dryRun || (await putItemIf(to, key, newer, unchangedCondition(match ? there : null))) ? 'copied' : null;
  };
  return writeUntilWon(attempt, `${key.PK} ${key.SK}`, 'restore again');
}

/** Returns what replaces an item: null if its copy is not newer. A month of the ledger takes the copy's newer entries. */
function newerItem(there: Attributes, copy: Attributes): Attributes | null {
  if (isMonth(there) && isMonth(copy)) return withNewer(there, copy);
  return isNewer(copy, there) ? copy : null;
}

/** By generation, which every write of such an item increases, otherwise by the time that an item records. */
function isNewer(copy: Attributes, there: Attributes): boolean {
  if (typeof copy.generation === 'number' && typeof there.generation === 'number')
    return copy.generation > there.generation;
  return typeof copy.at === 'string' && typeof there.at === 'string' && copy.at > there.at;
}

/** The condition that an item is still the one that was read. */
function unchangedCondition(there: Attributes | null): Parameters<typeof putItemIf>[3] {
  if (!there) return IF_NEW;
  const name = typeof there.generation === 'number' ? 'generation' : 'at';
  return {
    ConditionExpression: '#name = :read',
    ExpressionAttributeNames: { '#name': name }, // "at" is a word of DynamoDB's own
    ExpressionAttributeValues: { ':read': there[name] },
  };
}

/** If both tables have the item, it must be the same. */
async function assertSameItem(
  from: DynamoTable,
  to: DynamoTable,
  key: ItemKey,
  failure: 'KeyMismatch' | 'FormatMismatch',
): Promise<void> {
  const [readonly, other] = [await getItem(from, key), await getItem(to, key)];
  if (!readonly || !other || isDeepStrictEqual(readonly, other)) return;
  const what =
    failure === 'KeyMismatch' ? 'made with different keys' : 'of different formats; migrate the older one first';
  throw new Failure(failure, `the tables ${from.name} and ${to.name} are ${what}; nothing was copied`);
}
