import { createHash } from 'node:crypto';
import { Failure } from '../../domain/failure.ts';
import type { RevisionLists } from '../../domain/revision.ts';
import { revisionListKey, revisionListRange } from '../../domain/table-keys.ts';
import { type Attributes, type DynamoTable, putItem, queryItems } from './dynamo-table.ts';

/** Entries of lists per item, which has at most 400 KB; an entry has 130 to 600 bytes. */
const ENTRIES = 500;

/** Where the lists of a revision are stored: the hash of their content, and the number of items. */
interface StoredLists {
  readonly lists: string;
  readonly listItems: number;
}

/**
 * Writes the lists of a revision in separate items: a hundred hotlines over two years need 1.2 MB. Equal lists are
 * equal writes, and they are not visible before the revision names them.
 */
export async function putLists(table: DynamoTable, sheet: string, lists: RevisionLists): Promise<StoredLists> {
  const { missing, generatedFrom } = lists;
  const hash = createHash('sha256')
    .update(JSON.stringify([missing, generatedFrom]))
    .digest('hex');
  const listItems = Math.ceil(Math.max(missing.length, generatedFrom.length) / ENTRIES);
  for (let item = 0; item < listItems; item++) {
    const entries = [item * ENTRIES, (item + 1) * ENTRIES] as const;
    const part = { missing: missing.slice(...entries), generatedFrom: generatedFrom.slice(...entries) };
    // one text: as lists of the table, each of ten thousand entries would be converted on its own
    await putItem(table, revisionListKey(sheet, hash, item + 1), { entries: JSON.stringify(part) });
  }
  return { lists: hash, listItems };
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

/** Earlier versions stored the entries as lists of the table. */
const toPart = (item: Attributes): RevisionLists =>
  (typeof item.entries === 'string' ? JSON.parse(item.entries) : item) as RevisionLists;
