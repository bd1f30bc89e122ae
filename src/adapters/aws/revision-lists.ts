import { createHash } from 'node:crypto';
import { Failure } from '../../domain/failure.ts';
import type { Month } from '../../domain/month.ts';
import type { RevisionLists } from '../../domain/revision.ts';
import { revisionListKey, revisionListRange } from '../../domain/table-keys.ts';
import { type Attributes, type DynamoTable, putItem, queryItems } from './dynamo-table.ts';

/** Entries of lists per item, which has at most 400 KB; an entry has 30 to 600 bytes. */
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
  const texts = partsOf(lists).map((part) => JSON.stringify(part));
  const hash = createHash('sha256').update(texts.join('\n')).digest('hex');
  for (const [index, entries] of texts.entries())
    await putItem(table, revisionListKey(sheet, hash, index + 1), { entries });
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

/** Earlier versions stored the entries with their names, as a text or as lists of the table. */
function toPart(item: Attributes): RevisionLists {
  const part = (typeof item.entries === 'string' ? JSON.parse(item.entries) : item) as StoredPart | RevisionLists;
  if (!('counted' in part)) return part;
  return {
    missing: part.missing.map(([hotline, month, table]) => ({ hotline, month, table })),
    generatedFrom: part.counted.map(([hotline, month, table, sha256]) => ({ hotline, month, table, sha256 })),
  };
}
