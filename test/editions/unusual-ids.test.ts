import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import type { Month } from '../../src/domain/month.ts';
import { unusualIds } from '../../src/editions/unusual-ids.ts';

const MOST = 12;

function entry(month: string, shapes: Readonly<Record<string, number>>, table = 'casos'): LedgerEntry {
  const counts = Object.entries(shapes).map(([shape, count]) => ({ shape, count }));
  const idShapes = [{ heading: 'Folio del caso', shapes: counts }];
  const inForce = { sha256: '', reading: '', idKey: '', facts: [], records: 0, idShapes, problems: [], acceptedAt: '' };
  return { hotline: 'linea-nacional', month: month as Month, table, generation: 1, claimedBy: 'k', inForce };
}

const months = (...entries: LedgerEntry[]) => unusualIds(entries, MOST).map(({ month, now }) => [month, now]);

describe('ids of a month', () => {
  it('are unusual when their leading zeros are gone', () => {
    const [before, now] = [entry('2017-06', { z0000000: 30 }), entry('2017-07', { '00000': 20, '0000': 6 })];
    expect(unusualIds([before, now], MOST)).toEqual([
      {
        kind: 'ids',
        hotline: 'linea-nacional',
        month: '2017-07',
        table: 'casos',
        column: 'Folio del caso',
        before: 0,
        now: 26,
      },
    ]);
  });

  it.each([
    ['letters where there were none', { 'A-00000': 30 }],
    ['another separator', { '0000/000': 30 }],
    ['one digit less, of padded numbers', { '0000000': 30 }],
    ['one digit more, of padded numbers', { z00000000: 30 }],
  ])('are unusual with %s', (_what, shapes) => {
    expect(months(entry('2017-06', { z0000000: 30, '00000000': 5 }), entry('2017-07', shapes))).toEqual([
      ['2017-07', 30],
    ]);
  });

  it.each([
    ['numbers of a register that have grown by a digit', { '000': 30 }, { '000': 10, '0000': 20 }],
    ['padded numbers whose zeros are used up', { z0000: 30 }, { '00000': 30 }],
    ['slips of single records', { '0000': 30 }, { '0000': 30, A: 2 }],
    ['a column of which little is known', { '0000': 5 }, { A: 30 }],
  ])('are usual for %s', (_what, before, now) => {
    expect(months(entry('2017-06', before), entry('2017-07', now))).toEqual([]);
  });

  it('are compared with earlier months of their own table alone, up to a year before', () => {
    const old = entry('2015-01', { z0000000: 30 });
    const other = entry('2017-06', { z0000000: 30 }, 'victimas');
    expect(months(old, other, entry('2017-07', { '00000': 30 }), entry('2017-08', { z0000000: 30 }))).toEqual([
      ['2017-08', 30],
    ]);
  });
});
