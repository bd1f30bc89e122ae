import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalTable, startTable } from '../../local/state/dynalite-table.ts';
import { dynamoEditions } from '../../src/adapters/aws/dynamo-editions.ts';
import { type Attributes, getItem, queryItems } from '../../src/adapters/aws/dynamo-table.ts';
import type { Day, Month } from '../../src/domain/month.ts';
import type { Revision, RevisionLists } from '../../src/domain/revision.ts';
import { revisionKey, revisionListKey, revisionListRange } from '../../src/domain/table-keys.ts';
import { TABLES } from '../../src/domain/tables.ts';

const MONTH = '2017-12' as Month;
const MONTHS = Array.from({ length: 24 }, (_, index) => {
  return `${2016 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}` as Month;
});
const places = (hotlines: number) =>
  Array.from({ length: hotlines }, (_, index) => `hotline-${index}`).flatMap((hotline) =>
    MONTHS.flatMap((month) => TABLES.map((table) => ({ hotline, month, table }))),
  );

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const revisionOf = (hotlines: number): Revision => ({
  sheet: 'border',
  month: MONTH,
  revision: 1,
  fingerprint: 'f',
  from: '2016-01-01' as Day,
  through: '2017-12-31' as Day,
  complete: false,
  missing: places(hotlines),
  threshold: 10,
  generatedFrom: places(hotlines).map((place, index) => ({ ...place, sha256: hashOf(String(index)) })),
  orphans: { victims: 0, traffickers: 0 },
  versions: { sheet: 's', hotlines: {}, idKey: 'k', program: 'p' },
  madeAt: '2018-01-01T00:00:00.000Z',
});

let folder: string;
let table: LocalTable;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'factsheets-lists-'));
  table = await startTable(join(folder, 'table'));
});
afterEach(async () => {
  await table.stop();
  await rm(folder, { recursive: true });
});

const storedRevision = () => getItem(table, revisionKey('border', MONTH, 1));
const listsOf = (item: Attributes | null): string => String(item?.lists);

describe('a revision', () => {
  it('counts a hundred hotlines over two years, which no item of a table holds', async () => {
    const revision = revisionOf(100);
    const tooLarge = new PutCommand({ TableName: table.name, Item: { PK: 'whole', SK: 'whole', ...revision } });
    await expect(table.client.send(tooLarge)).rejects.toThrow(/maximum allowed size/u);
    const editions = dynamoEditions(table);
    expect(await editions.makeCurrent(revision)).toBe(true);
    expect(await editions.revision('border', MONTH, 1)).toEqual(revision);
    expect(await editions.newestRevision('border', MONTH)).toEqual(revision);
    const { missing: _, generatedFrom: __, ...head } = revision;
    expect(await editions.revisionsOf('border', MONTH)).toEqual([head]);
    expect(JSON.stringify(await storedRevision()).length).toBeLessThan(1000);
  });

  it('that counts nothing has no item with lists', async () => {
    const revision = { ...revisionOf(1), missing: [], generatedFrom: [] };
    await dynamoEditions(table).makeCurrent(revision);
    expect(await dynamoEditions(table).revision('border', MONTH, 1)).toEqual(revision);
  });

  it('made by a version that stored the lists inside it is still read', async () => {
    const revision = revisionOf(2);
    const Item = { ...revisionKey('border', MONTH, 1), ...revision };
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
    const editions = dynamoEditions(table);
    expect(await editions.revision('border', MONTH, 1)).toEqual(revision);
    expect(await editions.newestRevision('border', MONTH)).toEqual(revision);
    expect(Object.keys((await editions.revisionsOf('border', MONTH))[0] ?? {})).not.toContain('missing');
  });

  it.each([
    ['lists of the table', (lists: RevisionLists) => ({ ...lists })],
    ['a text with their names', (lists: RevisionLists) => ({ entries: JSON.stringify(lists) })],
    [
      'a text of values',
      ({ missing, generatedFrom }: RevisionLists) => ({
        entries: JSON.stringify({
          missing: missing.map(({ hotline, month, table: of }) => [hotline, month, of]),
          counted: generatedFrom.map(({ hotline, month, table: of, sha256 }) => [hotline, month, of, sha256]),
        }),
      }),
    ],
  ])('made by a version that stored its entries as %s is still read', async (_, stored) => {
    const revision = revisionOf(2);
    const { missing, generatedFrom, ...head } = revision;
    const put = (Item: Record<string, unknown>) => table.client.send(new PutCommand({ TableName: table.name, Item }));
    await put({ ...revisionListKey('border', 'hash', 1), ...stored({ missing, generatedFrom }) });
    await put({ ...revisionKey('border', MONTH, 1), ...head, lists: 'hash', listItems: 1 });
    expect(await dynamoEditions(table).revision('border', MONTH, 1)).toEqual(revision);
  });

  it('has items below the limit of a table with the longest names', async () => {
    const name = (index: number) => hashOf(`name of ${index}`).slice(0, 63);
    const all = Array.from({ length: 12_000 }, (_, index) => {
      const place = { hotline: name(Math.floor(index / 480)), month: MONTH, table: name(index % 4) };
      return { ...place, sha256: hashOf(String(index)) };
    });
    const missing = all.map(({ sha256: _, ...place }) => place);
    const revision = { ...revisionOf(1), missing, generatedFrom: all };
    await dynamoEditions(table).makeCurrent(revision);
    expect(await dynamoEditions(table).revision('border', MONTH, 1)).toEqual(revision);
    const items = await queryItems(table, revisionListRange('border', listsOf(await storedRevision())));
    expect(items.length).toBe(3);
  });

  it('is not read with a part of its lists', async () => {
    const editions = dynamoEditions(table);
    await editions.makeCurrent(revisionOf(60));
    const Key = revisionListKey('border', listsOf(await storedRevision()), 2);
    await table.client.send(new DeleteCommand({ TableName: table.name, Key }));
    await expect(editions.revision('border', MONTH, 1)).rejects.toThrow('1 of 2 items with its exports');
  });
});
