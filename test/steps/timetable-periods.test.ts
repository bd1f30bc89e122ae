import { expect, it } from 'vitest';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import type { Month } from '../../src/domain/month.ts';
import type { ExpectedFile } from '../../src/domain/period.ts';
import { newestMonth, showTimetable } from '../../src/steps/show-timetable.ts';
import { uploadStatus } from '../../src/steps/upload-status.ts';

const active = (month: string, table: string): LedgerEntry => ({
  ...{
    hotline: 'ceiba',
    month: month as Month,
    table,
    generation: 1,
    claimedBy: `exports/ceiba/${month}/${table}.csv`,
  },
  inForce: { sha256: '', reading: '', idKey: '', facts: [], records: 1, idShapes: [], problems: [], acceptedAt: '' },
});

const FILES: readonly ExpectedFile[] = [
  { table: 'calls', every: 'year', cumulative: false },
  { table: 'cases', every: 'month', cumulative: false },
];

const source = (entries: readonly LedgerEntry[]) => ({
  ledger: { entriesOf: async () => [...entries], uploadsOf: async () => [] },
  filesOf: () => FILES,
  isThere: async () => true,
});

const timetable = (entries: readonly LedgerEntry[]) => {
  const { ledger, filesOf, isThere } = source(entries);
  const none = async (): Promise<never[]> => [];
  const editions = { editionsOf: none, decisionsOf: none, newestRevision: async () => null };
  const effects = { ledger, editions, dispatches: { list: none }, holds: { list: none } };
  return showTimetable({ effects, hotlines: ['ceiba'], sheets: [], filesOf, isThere });
};

it('expects a yearly file in the last month of the year only', async () => {
  const [row] = (await timetable([active('2018-11', 'cases'), active('2019-01', 'cases')])).hotlines;
  const shown = row?.months.map(({ month, files }) => [month, ...files.map(({ table, state }) => `${table} ${state}`)]);
  expect(shown).toEqual([
    ['2018-11', 'cases accepted'],
    ['2018-12', 'calls missing', 'cases missing'],
    ['2019-01', 'cases accepted'],
  ]);
});

it('counts what is missing of the newest month by the files that are due after it', async () => {
  const { hotlines } = await timetable([active('2018-11', 'cases')]);
  expect(newestMonth({ hotlines })).toEqual({ month: '2018-11', accepted: 1, rejected: 0, missing: 0 });
  const later = await timetable([active('2018-12', 'cases')]);
  expect(newestMonth(later)).toEqual({ month: '2018-12', accepted: 1, rejected: 0, missing: 1 });
});

it('lists a yearly file as missing in the status of its last month only', async () => {
  const rows = await uploadStatus(source([active('2018-11', 'cases'), active('2018-12', 'cases')]), 'ceiba', null);
  expect(rows.map(({ month, table, state }) => `${month} ${table} ${state}`)).toEqual([
    '2018-12 calls missing',
    '2018-12 cases active',
    '2018-11 cases active',
  ]);
});
