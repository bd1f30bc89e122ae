import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LocalTable, startTable } from '../../local/state/dynalite-table.ts';
import { dynamoLedger } from '../../src/adapters/aws/dynamo-ledger.ts';
import { putItem } from '../../src/adapters/aws/dynamo-table.ts';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import type { Month } from '../../src/domain/month.ts';

const MONTH = '2030-01' as Month;
const ENTRY: LedgerEntry = {
  hotline: 'nhth',
  month: MONTH,
  table: 'signals',
  generation: 1,
  claimedBy: 'exports/nhth/2030-01/signals.csv',
  inForce: {
    sha256: 'a'.repeat(64),
    reading: 'ñ "reader"',
    idKey: 'key',
    facts: [{ table: 'signals', key: 'facts/x.parquet', rows: 3, sha256: 'b'.repeat(64) }],
    records: 3,
    covers: { every: 'quarter', cumulative: true },
    idShapes: [],
    problems: [{ code: 'heading-missing', severity: 'warning', column: null, count: 2 }],
    acceptedAt: '2030-02-01T00:00:00.000Z',
  },
};

let folder: string;
let table: LocalTable;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'factsheets-ledger-'));
  table = await startTable(join(folder, 'table'));
});
afterEach(async () => {
  await table.stop();
  await rm(folder, { recursive: true });
});

it('returns entries as they were put, with an active export and without', async () => {
  const ledger = dynamoLedger(table);
  const empty = { ...ENTRY, table: 'cases', claimedBy: null, inForce: null };
  await ledger.put(ENTRY);
  await ledger.put(empty);
  expect(await ledger.entriesOf('nhth')).toEqual([empty, ENTRY]);
  expect(await ledger.entriesBetween('nhth', MONTH, MONTH)).toEqual([empty, ENTRY]);
});

const next = { ...ENTRY, generation: 2 };
const formerKey = { PK: 'HOTLINE#nhth', SK: `EXPORT#${MONTH}#signals` };

it.each([
  ['attributes', ENTRY.inForce],
  ['a text', JSON.stringify(ENTRY.inForce)],
])('reads an entry that an earlier version stored as an item with %s, and replaces it', async (_, inForce) => {
  const ledger = dynamoLedger(table);
  await putItem(table, formerKey, { ...ENTRY, inForce });
  expect(await ledger.entriesOf('nhth', MONTH)).toEqual([ENTRY]);
  expect(await ledger.put({ ...ENTRY, claimedBy: null })).toBe(false);
  expect(await ledger.put(next)).toBe(true);
  for (const entries of [await ledger.entriesOf('nhth'), await ledger.entriesBetween('nhth', MONTH, MONTH)])
    expect(entries).toEqual([next]);
});

it('keeps the other tables of a month, also those of an earlier version', async () => {
  const ledger = dynamoLedger(table);
  await putItem(table, formerKey, { ...ENTRY });
  const cases = { ...ENTRY, table: 'cases' };
  expect(await ledger.put(cases)).toBe(true);
  expect(await ledger.entriesOf('nhth', MONTH)).toEqual([cases, ENTRY]);
  expect(await ledger.put(next)).toBe(true);
  expect(await ledger.entriesOf('nhth', MONTH)).toEqual([cases, next]);
});

it('takes every table of writers at once, and of one table only one writer', async () => {
  const ledger = dynamoLedger(table);
  const tables = ['signals', 'cases', 'victims', 'traffickers', 'a', 'b', 'c'];
  const writers = tables.flatMap((name) => [1, 2].map((writer) => ({ ...ENTRY, table: name, claimedBy: `${writer}` })));
  const won = await Promise.all(writers.map((entry) => ledger.put(entry)));
  expect(won.filter(Boolean)).toHaveLength(tables.length);
  expect((await ledger.entriesOf('nhth')).map((entry) => entry.table)).toEqual(tables.toSorted());
});
