import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tries } from '../at-length.ts';
import { checkArrivalOrders } from './arrival-orders.ts';
import { checkEventOrders, type Fault } from './event-orders.ts';
import { type MemoryFixture, openMemoryFixture } from './memory-fixture.ts';

/** `npm run conformance -- orders` checks a thousand and fifty orders. */
const EVENTS = { runs: tries(6, 15), seed: 20161 };
const ARRIVALS = { runs: tries(2, 5), seed: 7 };

let fixture: MemoryFixture;
beforeAll(async () => {
  fixture = await openMemoryFixture();
});
afterAll(() => fixture.close());

describe('events in any order', () => {
  it('that are duplicated and taken by two workers at once end in one publication and the same figures', async () => {
    await expect(checkEventOrders(fixture, EVENTS)).resolves.toBeUndefined();
  });

  it('that are duplicated and ingested at the same time end in the same figures on one machine', async () => {
    await expect(checkArrivalOrders(ARRIVALS)).resolves.toBeUndefined();
  });
});

/** Faults that depend on the order of events. */
const FAULTS: Readonly<Record<string, Fault>> = {
  'a ledger that overwrites what another worker wrote': ({ exports, ledger }) => ({
    exports,
    ledger: {
      ...ledger,
      put: async (entry) => {
        const stored = (await ledger.entriesOf(entry.hotline)).find(
          ({ month, table }) => month === entry.month && table === entry.table,
        );
        return ledger.put({ ...entry, generation: (stored?.generation ?? 0) + 1 });
      },
    },
  }),
  'a store that returns the first content forever': (effects) => staleReads(effects),
  'a ledger that never withdraws': ({ exports, ledger }) => ({
    exports,
    ledger: { ...ledger, put: async (entry) => entry.inForce === null || ledger.put(entry) },
  }),
};

const staleReads: Fault = ({ exports, ledger }) => {
  const first = new Map<string, Promise<{ sha256: string; bytes: Uint8Array } | null>>();
  const fetchFirst = async (key: string, path: string) => {
    const found = await exports.fetch(key, path);
    return found && { ...found, bytes: await readFile(path) };
  };
  const fetch: typeof exports.fetch = async (key, path) => {
    const found = await (first.get(key) ?? fetchFirst(key, path));
    first.set(key, Promise.resolve(found));
    if (found) await writeFile(path, found.bytes);
    return found;
  };
  return { ledger, exports: { ...exports, fetch } };
};

describe('the sample of orders finds', () => {
  it.each(Object.entries(FAULTS))('%s', async (_, fault) => {
    await expect(checkEventOrders(fixture, { ...EVENTS, fault })).rejects.toThrow();
  });

  it('a stale read on one machine', async () => {
    await expect(checkArrivalOrders({ ...ARRIVALS, fault: staleReads })).rejects.toThrow();
  });
});
