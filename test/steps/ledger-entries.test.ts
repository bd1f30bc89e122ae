import { beforeEach, describe, expect, it } from 'vitest';
import type { Ledger, LedgerEntry } from '../../src/domain/ledger.ts';
import type { Month } from '../../src/domain/month.ts';
import { entriesThrough, haveEntriesChanged } from '../../src/steps/ingest-export/ledger-entries.ts';
import { SHEET } from './count-histories.ts';
import { MemoryState, memoryLedger } from './memory-state.ts';

const MAY = '2016-05' as Month;
const entry = (hotline: string, month: string, generation = 1): LedgerEntry => ({
  ...{ hotline, month: month as Month, table: 'cases', generation },
  ...{ claimedBy: null, inForce: null },
});

describe('entries that were read', () => {
  let ledger: Ledger;
  let read: LedgerEntry[];
  beforeEach(async () => {
    ledger = memoryLedger(new MemoryState());
    for (const hotline of ['nhth', 'linea-nacional']) await ledger.put(entry(hotline, MAY));
    read = await entriesThrough({ ledger }, SHEET, MAY);
  });
  const haveChanged = () => haveEntriesChanged({ ledger }, SHEET, MAY, read);

  it('have not changed while nothing is written that the edition counts', async () => {
    expect(read).toHaveLength(2);
    await ledger.put(entry('nhth', '2016-06'));
    await ledger.put(entry('another', MAY));
    expect(await haveChanged()).toBe(false);
  });

  it.each([
    ['one of them is written again', entry('linea-nacional', MAY, 2)],
    ['another one comes', entry('nhth', '2016-04')],
  ])('have changed when %s', async (_, written) => {
    await ledger.put(written);
    expect(await haveChanged()).toBe(true);
  });
});
