import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ledgerOfRun } from '../../local/pipeline/ledger-of-run.ts';
import { type LocalTable, startTable } from '../../local/state/dynalite-table.ts';
import { dynamoLedger } from '../../src/adapters/aws/dynamo-ledger.ts';
import type { Ledger, LedgerEntry, UploadRecord } from '../../src/domain/ledger.ts';
import type { Month } from '../../src/domain/month.ts';

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

const FIRST = '2029-12' as Month;
const MONTHS = [FIRST, '2030-01' as Month, '2030-02' as Month];
const entryOf = (
  of: Pick<LedgerEntry, 'hotline' | 'month' | 'table'>,
  generation: number,
  claimedBy: string,
): LedgerEntry => ({ ...of, generation, claimedBy, inForce: null });
const recordOf = (of: Pick<UploadRecord, 'hotline' | 'month' | 'file'>, sha256: string): UploadRecord => ({
  ...{ ...of, key: `exports/${of.hotline}/${of.month}/${of.file}`, sha256, reading: null },
  ...{ at: '2030-03-01T00:00:00.000Z', outcomes: [] },
});

const hotline = fc.constantFrom('nhth', 'linea-nacional');
const month = fc.constantFrom(...MONTHS);
const stem = fc.constantFrom('cases', 'signals');
const text = fc.string({ maxLength: 3 });
/** One write: of an entry, whose generation may not be the next one, or of an upload's record. */
const write = fc.oneof(
  fc.tuple(hotline, month, stem, fc.nat(2), text).map(
    ([hotline, month, table, generation, by]) =>
      async (ledger: Ledger) =>
        void (await ledger.put(entryOf({ hotline, month, table }, generation, by))),
  ),
  fc.tuple(hotline, month, stem, text).map(
    ([hotline, month, table, sha256]) =>
      (ledger: Ledger) =>
        ledger.recordUpload(recordOf({ hotline, month, file: `${table}.csv` }, sha256)),
  ),
);

async function everything(ledger: Ledger): Promise<unknown[]> {
  const all: unknown[] = [];
  for (const id of ['nhth', 'linea-nacional', 'another']) {
    all.push(await ledger.entriesOf(id), await ledger.uploadsOf(id));
    for (const month of MONTHS) {
      all.push(await ledger.entriesOf(id, month), await ledger.entriesBetween(id, FIRST, month));
      all.push(await ledger.upload(id, month, 'cases.csv'));
    }
  }
  return all;
}

it('answers as the ledger does, whatever is written through it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(write, { maxLength: 12 }), async (writes) => {
      const ledger = dynamoLedger(table);
      const ofRun = ledgerOfRun(ledger);
      for (const one of writes) {
        await one(ofRun);
        expect(await everything(ofRun)).toEqual(await everything(ledger));
      }
    }),
    { numRuns: 20 },
  );
});

it('reads a hotline once, however many of its uploads are asked for', async () => {
  const ledger = dynamoLedger(table);
  const calls: string[] = [];
  const counted = new Proxy(ledger, {
    get: (target, name: keyof Ledger) => {
      calls.push(name);
      return target[name];
    },
  });
  const ofRun = ledgerOfRun(counted);
  for (let round = 0; round < 3; round++) await everything(ofRun);
  expect(calls).toEqual(['entriesOf', 'uploadsOf', 'entriesOf', 'uploadsOf', 'entriesOf', 'uploadsOf']);
});

it('notices that another process wrote first, as soon as a write of its own fails', async () => {
  const ledger = dynamoLedger(table);
  const ofRun = ledgerOfRun(ledger);
  const of = { hotline: 'nhth', month: FIRST, table: 'cases' };
  expect(await ofRun.entriesOf('nhth')).toEqual([]);
  await ledger.put(entryOf(of, 1, 'another'));
  expect(await ofRun.put(entryOf(of, 1, 'this'))).toBe(false);
  expect(await ofRun.entriesOf('nhth')).toEqual([entryOf(of, 1, 'another')]);
});

it.each([
  ['a reading', 'entriesOf', (ledger: Ledger) => ledger.entriesOf('nhth')],
  ['a write', 'put', (ledger: Ledger) => ledger.put(entryOf({ hotline: 'nhth', month: FIRST, table: 'cases' }, 1, ''))],
  [
    'a record',
    'recordUpload',
    (ledger: Ledger) => ledger.recordUpload(recordOf({ hotline: 'nhth', month: FIRST, file: 'cases.csv' }, '')),
  ],
] as const)('reads a hotline again after %s that failed', async (_, method, work) => {
  const ledger = dynamoLedger(table);
  let fails = false;
  // a write may have happened although its answer was lost
  const unsure = async (...asked: readonly unknown[]): Promise<unknown> => {
    const answer = await (ledger[method] as (...asked: readonly unknown[]) => Promise<unknown>)(...asked);
    if (fails) throw new Error('no answer');
    return answer;
  };
  const ofRun = ledgerOfRun({ ...ledger, [method]: unsure });
  if (method !== 'entriesOf') await everything(ofRun);
  fails = true;
  await expect(work(ofRun)).rejects.toThrow('no answer');
  fails = false;
  expect(await everything(ofRun)).toEqual(await everything(ledger));
});
