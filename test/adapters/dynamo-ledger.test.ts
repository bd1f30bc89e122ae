import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LocalTable, startTable } from '../../local/state/dynalite-table.ts';
import { dynamoLedger } from '../../src/adapters/aws/dynamo-ledger.ts';
import { putItem } from '../../src/adapters/aws/dynamo-table.ts';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import type { Month } from '../../src/domain/month.ts';
import { ledgerEntryKey } from '../../src/domain/table-keys.ts';

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

it('reads an entry of an earlier version, and replaces it', async () => {
  const ledger = dynamoLedger(table);
  await putItem(table, ledgerEntryKey('nhth', MONTH, 'signals'), { ...ENTRY });
  expect(await ledger.entriesOf('nhth', MONTH)).toEqual([ENTRY]);
  const next = { ...ENTRY, generation: 2 };
  expect(await ledger.put(next)).toBe(true);
  expect(await ledger.entriesOf('nhth', MONTH)).toEqual([next]);
});
