import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { LocalRuntime } from '../../local/pipeline/local-runtime.ts';
import { type Attributes, scanItems } from '../../src/adapters/aws/dynamo-table.ts';
import { entriesIn, isMonth } from '../../src/adapters/aws/ledger-months.ts';
import { activityKey, NEWEST_ACTIVITY } from '../../src/domain/table-keys.ts';
import { canonical } from '../../src/domain/text/json.ts';

/**
 * The contents on which two runs must agree: every item of the table, every object and every event, each as a hash or
 * as text, by name.
 */
export type Essence = ReadonlyMap<string, string>;

/** The names in which one essence differs from the undisturbed one. */
export interface Difference {
  readonly lost: readonly string[];
  /** Different from the undisturbed run, or absent from it. */
  readonly changed: readonly string[];
}

/**
 * Values that differ between runs even without a kill: moments, names of runs, ids of states and messages, and how many
 * times an item was written.
 */
const MOMENT = /\d{4}-\d\d-\d\dT[\d:.]+Z/gu;
const UUID = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/gu;
const plain = (text: string): string => text.replaceAll(MOMENT, '').replaceAll(UUID, '');

/** Returns every item of a state's table and every object in its stores. */
export async function essenceOf({ table }: Pick<LocalRuntime, 'table'>, state: string): Promise<Map<string, string>> {
  const essence = new Map<string, string>();
  for await (const item of scanItems(table)) {
    if (item.PK === NEWEST_ACTIVITY.PK) continue; // a copy of the newest entry
    const value = plain(canonical(item.PK === ACTIVITY ? contentOf(item) : withoutGenerations(item)));
    essence.set(plain(`item ${item.PK} ${item.PK === ACTIVITY ? value : item.SK}`), value);
  }
  for (const store of ['facts', 'problems', 'reports', 'approved'])
    for (const [path, hash] of await hashesIn(join(state, store))) essence.set(plain(`object ${store}/${path}`), hash);
  return essence;
}

/** Returns an item without the number of its writes, and a month of the ledger also without those of its entries. */
function withoutGenerations(item: Attributes): Attributes {
  const { generation: _, ...own } = item;
  return isMonth(item) ? { ...own, entries: entriesIn(item).map(({ generation: __, ...entry }) => entry) } : own;
}

const ACTIVITY = activityKey(1).PK;

/**
 * Returns what an entry of the activity log says. Its hashes contain moments, and a request that is repeated after a kill
 * may be recorded once more, with the same content (domain/activity.ts); `factsheets verify` checks the chain.
 */
function contentOf({ who, via, kind, about }: Attributes): Attributes {
  return { who, via, kind, about };
}

/** Returns every file below a folder with the hash of its bytes; empty if the folder does not exist. */
export async function hashesIn(folder: string): Promise<[path: string, hash: string][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    files.map(async (file): Promise<[string, string]> => {
      const bytes = await readFile(file);
      return [relative(folder, file), createHash('sha256').update(bytes).digest('hex')];
    }),
  );
}

/** Returns what an ended run lacks in comparison with an undisturbed run, and what is different in it. */
export function differenceOf(undisturbed: Essence, ended: Essence): Difference {
  const lost = [...undisturbed.keys()].filter((name) => !ended.has(name));
  const changed = [...ended].filter(([name, value]) => undisturbed.get(name) !== value).map(([name]) => name);
  return { lost, changed };
}
