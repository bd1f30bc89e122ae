import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Failure } from '../../domain/failure.ts';
import type { Month } from '../../domain/month.ts';
import type { RevisionLists } from '../../domain/revision.ts';
import { revisionListKey, revisionListRange } from '../../domain/table-keys.ts';
import { type Attributes, type DynamoTable, putItem, queryItems } from './dynamo-table.ts';

/** Entries of lists per item, which has at most 400 KB; compressed, an entry has about 40 bytes, nearly all of them its hash. */
const ENTRIES = 5000;

/** The fastest level: the entries become hardly smaller at others, because of their hashes. */
const FASTEST = { level: 1 } as const;

/** Where the lists of a revision are stored: the hash of their content, and the number of items. */
interface StoredLists {
  readonly lists: string;
  readonly listItems: number;
}

/**
 * Writes the lists of a revision in separate items, compressed: twenty hotlines over ten years need 0.9 MB, or 0.4 MB
 * compressed. Equal lists are equal writes, and they are not visible before the revision names them.
 */
export async function putLists(table: DynamoTable, sheet: string, lists: RevisionLists): Promise<StoredLists> {
  const texts = partsOf(lists).map((part) => JSON.stringify(part));
  const hash = createHash('sha256').update(texts.join('\n')).digest('hex');
  for (const [index, entries] of texts.entries())
    await putItem(table, revisionListKey(sheet, hash, index + 1), { entries: gzipSync(entries, FASTEST) });
  return { lists: hash, listItems: texts.length };
}

/**
 * What one item has, as one text: as lists of the table, each of ten thousand entries would be converted on its own. Every
 * entry is a list of its values, so that their names are not stored ten thousand times.
 */
interface StoredPart {
  readonly missing: readonly (readonly [hotline: string, month: Month, table: string])[];
  readonly counted: readonly (readonly [hotline: string, month: Month, table: string, sha256: string])[];
}

function partsOf({ missing, generatedFrom }: RevisionLists): StoredPart[] {
  const items = Math.ceil(Math.max(missing.length, generatedFrom.length) / ENTRIES);
  return Array.from({ length: items }, (_, item) => {
    const entries = [item * ENTRIES, (item + 1) * ENTRIES] as const;
    return {
      missing: missing.slice(...entries).map(({ hotline, month, table }) => [hotline, month, table]),
      counted: generatedFrom
        .slice(...entries)
        .map(({ hotline, month, table, sha256 }) => [hotline, month, table, sha256]),
    };
  });
}

/**
 * Reads the lists of a stored revision. One from before the lists were separate has them in its own item.
 * @throws Failure StoreConflict if items are missing
 */
export async function readLists(table: DynamoTable, revision: Attributes): Promise<RevisionLists> {
  const { sheet, lists, listItems } = revision;
  if (typeof lists !== 'string') {
    const { missing, generatedFrom } = revision as unknown as RevisionLists;
    return { missing, generatedFrom };
  }
  const items = await queryItems(table, revisionListRange(String(sheet), lists));
  if (items.length !== listItems)
    throw new Failure(
      'StoreConflict',
      `${sheet} ${revision.month}, revision ${revision.revision}: ${items.length} of ${listItems} items with its exports are in the table; restore it`,
    );
  const parts = items.map(toPart);
  return {
    missing: parts.flatMap(({ missing }) => missing),
    generatedFrom: parts.flatMap(({ generatedFrom }) => generatedFrom),
  };
}

/** Earlier versions stored the entries as a text, and before that with their names, as a text or as lists of the table. */
function toPart(item: Attributes): RevisionLists {
  const { entries } = item;
  const text = entries instanceof Uint8Array ? gunzipSync(entries).toString() : entries;
  const part = (typeof text === 'string' ? JSON.parse(text) : item) as StoredPart | RevisionLists;
  if (!('counted' in part)) return part;
  return {
    missing: part.missing.map(([hotline, month, table]) => ({ hotline, month, table })),
    generatedFrom: part.counted.map(([hotline, month, table, sha256]) => ({ hotline, month, table, sha256 })),
  };
}
