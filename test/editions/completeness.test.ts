import { expect, it } from 'vitest';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import type { Month } from '../../src/domain/month.ts';
import { missingTables } from '../../src/editions/completeness.ts';

const months = ['2017-06', '2017-07'] as Month[];
const entry = (hotline: string, month: string, table: string, inForce = true): LedgerEntry => ({
  hotline,
  month: month as Month,
  table,
  generation: 1,
  claimedBy: inForce ? 'k' : null,
  inForce: inForce
    ? { sha256: '', reading: '', idKey: '', facts: [], records: 0, idShapes: [], problems: [], acceptedAt: '' }
    : null,
});

it('names what is missing by hotline, month and table, in that order', () => {
  const tables = new Map([
    ['nhth', ['signals', 'cases']],
    ['linea-nacional', ['casos']],
  ]);
  const entries = [
    entry('nhth', '2017-06', 'signals'),
    entry('nhth', '2017-06', 'cases'),
    entry('nhth', '2017-07', 'signals'),
    entry('nhth', '2017-07', 'cases', false),
    entry('linea-nacional', '2017-07', 'casos'),
    entry('other', '2017-06', 'casos'),
  ];
  expect(missingTables(tables, months, entries)).toEqual([
    { hotline: 'nhth', month: '2017-07', table: 'cases' },
    { hotline: 'linea-nacional', month: '2017-06', table: 'casos' },
  ]);
});

it('misses nothing when every table of every month is active', () => {
  const entries = months.map((month) => entry('nhth', month, 'cases'));
  expect(missingTables(new Map([['nhth', ['cases']]]), months, entries)).toEqual([]);
});
