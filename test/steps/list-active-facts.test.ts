import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActiveFacts } from '../../src/domain/effects.ts';
import type { ActiveExport, Ledger, LedgerEntry } from '../../src/domain/ledger.ts';
import type { Month } from '../../src/domain/month.ts';
import type { Table } from '../../src/domain/tables.ts';
import { listAll, listMonth } from '../../src/steps/list-active-facts.ts';

const MONTH = '2024-05' as Month;

const accepted = (...keys: string[]): ActiveExport => ({
  ...{
    sha256: 'a',
    reading: 'r',
    idKey: 'k',
    records: 1,
    idShapes: [],
    problems: [],
    acceptedAt: '2024-06-01T00:00:00Z',
  },
  facts: keys.map((key) => ({ table: 'cases', key, rows: key.includes('empty') ? 0 : 1, sha256: 'h' })),
});

/** A ledger of one month with one file of cases, and what is listed of it; each call waits for its turn. */
function fixture(turn: () => Promise<void> = async () => undefined) {
  let entry: LedgerEntry | null = null;
  const listed = new Map<Table, readonly string[]>();
  const ledger: Pick<Ledger, 'entriesOf'> = {
    async entriesOf() {
      await turn();
      return entry ? [entry] : [];
    },
  };
  const activeFacts: ActiveFacts = {
    async put({ table }, keys) {
      await turn();
      listed.set(table, keys);
    },
  };
  const activate = (inForce: ActiveExport | null): void => {
    const generation = (entry?.generation ?? 0) + 1;
    entry = { hotline: 'h', month: MONTH, table: 'cases', generation, claimedBy: 'x', inForce };
  };
  return {
    effects: { ledger, activeFacts, log: { info: () => undefined } },
    activate,
    active: () => entry?.inForce ?? null,
    listed,
  };
}

describe('the lists of active facts', () => {
  it('have the keys of files with rows, and no lines where nothing is active', async () => {
    const { effects, activate, listed } = fixture();
    activate(accepted('b', 'empty', 'a'));
    await listMonth(effects, 'h', MONTH);
    expect(Object.fromEntries(listed)).toEqual({ signals: [], cases: ['a', 'b'], victims: [], traffickers: [] });
    activate(null);
    await listMonth(effects, 'h', MONTH);
    expect(listed.get('cases')).toEqual([]);
  });

  it('are written for every month in the ledger', async () => {
    const { effects, activate, listed } = fixture();
    activate(accepted('a'));
    expect(await listAll(effects, ['h'])).toBe(1);
    expect(listed.get('cases')).toEqual(['a']);
  });

  it('show the last state, however the calls of several runs take turns', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.option(fc.string()), { minLength: 1, maxLength: 4 }),
        async (s, states) => {
          const turn = s.scheduleFunction(async () => undefined);
          const { effects, activate, active, listed } = fixture(turn);
          const runs = states.map(async (state) => {
            await turn();
            activate(state === null ? null : accepted(state));
            await listMonth(effects, 'h', MONTH);
          });
          await s.waitFor(Promise.all(runs));
          expect(listed.get('cases')).toEqual(active()?.facts.map(({ key }) => key) ?? []);
        },
      ),
      { numRuns: 200 },
    );
  });
});
