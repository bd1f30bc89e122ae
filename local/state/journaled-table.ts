import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Attributes, getItem, scanItems } from '../../src/adapters/aws/dynamo-table.ts';
import { Failure } from '../../src/domain/failure.ts';
import { canonical } from '../../src/domain/text/json.ts';
import type { LocalTable } from './dynalite-table.ts';
import type { Journal, Written } from './journal.ts';

/** The items whose loss, age or change would go unnoticed: partition, the beginning of the sort key. */
const WATCHED: readonly (readonly [partition: RegExp, sort: string])[] = [
  [/^HOTLINE#/u, 'EXPORT#'],
  [/^EDITION#/u, 'REVISION#'],
  [/^DECISIONS#/u, ''],
  [/^DISPATCH#/u, 'STAKEHOLDER#'],
  [/^STAKEHOLDERS$/u, 'STAKEHOLDER#'],
  [/^HOLDS#/u, 'HOLD#'],
  [/^REGISTER#/u, 'NOTE#'],
  // the newest entry depends on every entry before it (domain/activity.ts), so that one line of the journal watches them all
  [/^NEWEST-ACTIVITY$/u, ''],
  // a revoked token must not come back with an older copy
  [/^TOKENS$/u, 'TOKEN#'],
];

/** Returns what the journal stores about an item; null if it does not watch it. */
export function watchedWrite(item: Attributes): Written | null {
  const { PK, SK, generation, status } = item;
  if (!WATCHED.some(([partition, sort]) => partition.test(String(PK)) && String(SK).startsWith(sort))) return null;
  // nothing derived from a person's name or address leaves the state
  const hashed = PK === 'STAKEHOLDERS' ? { PK, SK, generation, status } : item;
  return {
    key: `${PK} ${SK}`,
    generation: typeof generation === 'number' ? generation : 1,
    hash: createHash('sha256').update(canonical(hashed)).digest('hex'),
    ...(typeof status === 'string' && { status }),
  };
}

/**
 * The table, with each write of a watched item noted in the journal before it is made.
 * @param before runs before a write
 */
export function journaledTable(
  table: LocalTable,
  journal: Journal,
  before: (written: Written) => Promise<void> = async () => undefined,
): LocalTable {
  const client = new Proxy(table.client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (name !== 'send' || typeof member !== 'function') return member;
      return async (command: object, ...rest: unknown[]): Promise<unknown> => {
        const send = (): unknown => Reflect.apply(member, target, [command, ...rest]);
        const written = command instanceof PutCommand ? watchedWrite(command.input.Item ?? {}) : null;
        if (!written) return send();
        await before(written);
        return withNote(journal, written, send);
      };
    },
  });
  return { ...table, client };
}

async function withNote(journal: Journal, written: Written, send: () => unknown): Promise<unknown> {
  const number = await journal.write(written);
  try {
    const answer = await send();
    await journal.settle(number, 'done');
    return answer;
  } catch (error) {
    // after any other failure it is unknown whether the write was made: the next opening checks
    if (error instanceof ConditionalCheckFailedException) await journal.settle(number, 'void');
    throw error;
  }
}

/** How many of the newest writes are checked whenever a state is opened: an older copy of it lacks them all. */
const NEWEST = 5;

/**
 * Compares a state with its journal when it is opened: settles what a killed process left open, and checks that the
 * newest writes exist.
 * @throws Failure StateChanged if the state is older than its journal
 */
export async function compareWithJournal(state: string, table: LocalTable, journal: Journal): Promise<void> {
  for (const [number, written] of [...journal.pending]) {
    const there = await writesIn(table, written.key);
    if (there?.hash === written.hash) await journal.settle(number, 'done');
    else await journal.settle(number, 'void');
  }
  for (const written of [...journal.done.values()].slice(-NEWEST)) {
    const difference = findDifference(written, await writesIn(table, written.key));
    if (difference) throw stateChanged(state, [difference]);
  }
}

/** Reads every watched item of a table. */
export async function watchedItems(table: LocalTable): Promise<Written[]> {
  const items: Written[] = [];
  for await (const item of scanItems(table)) {
    const written = watchedWrite(item);
    if (written) items.push(written);
  }
  return items;
}

async function writesIn(table: LocalTable, key: string): Promise<Written | null> {
  const index = key.indexOf(' ');
  const item = await getItem(table, { PK: key.slice(0, index), SK: key.slice(index + 1) });
  return item && watchedWrite(item);
}

/** Lists the differences between a table and its journal, item by item. */
export async function differences(table: LocalTable, journal: Journal): Promise<string[]> {
  const there = new Map((await watchedItems(table)).map((item) => [item.key, item]));
  const matches = [...journal.done.values()].flatMap(
    (written) => findDifference(written, there.get(written.key) ?? null) ?? [],
  );
  const added = [...there.keys()].filter((key) => !journal.done.has(key));
  return [...matches, ...added.map((key) => `${key}: was added by another program`)];
}

function findDifference(written: Written, there: Written | null): string | null {
  if (there?.hash === written.hash) return null;
  if (!there) return `${written.key}: is missing`;
  if (there.generation < written.generation) return `${written.key}: is older than the last write of it`;
  return `${written.key}: was changed by another program`;
}

const NAMED = 5;

/** Returns the failure for a state that differs from its journal. */
export function stateChanged(state: string, matches: readonly string[]): Failure {
  const more = matches.length > NAMED ? ` and ${matches.length - NAMED} more` : '';
  return new Failure(
    'StateChanged',
    `${state} is not what this program last wrote (${matches.slice(0, NAMED).join('; ')}${more}): it is an older copy, or was damaged or changed. Nothing was sent. Restore the newest state; or, if this is the newest, run factsheets accept --state ${state}`,
  );
}
