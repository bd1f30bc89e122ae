import { describe, expect, it } from 'vitest';
import { openDefinitions } from '../../local/pipeline/local-runtime.ts';
import { loadDefinitions, loadSheet } from '../../src/definitions/load-definitions.ts';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import type { Month } from '../../src/domain/month.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { cacheEntries } from '../../src/steps/ingest-export/ledger-entries.ts';
import { type StartEffects, startEditions } from '../../src/steps/start-editions.ts';
import { tries } from '../at-length.ts';
import { approvalOf } from './state-fixture.ts';

/** A sweep of two hundred sheets takes twenty seconds, so a few show the cost of one. */
const SHEETS = tries(10, 200);
const HOTLINES = Array.from({ length: 100 }, (_, index) => `hotline-${index}`);
const MONTHS = Array.from({ length: 24 }, (_, index) => {
  return `${2016 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}` as Month;
});
const APPROVED = MONTHS.slice(-8);

/** The cost of a call, measured against AWS in the review: a read of the table, and the start of an execution. */
const READ_MS = 6;
const START_MS = 25;
/** The function's timeout (lib/function-sizes.ts) for one message, which is one sheet. */
const TIMEOUT_MS = 60_000;

const entriesOf = (hotline: string): LedgerEntry[] =>
  MONTHS.map((month) => ({
    hotline,
    month,
    table: 'cases',
    generation: 1,
    claimedBy: null,
    inForce: { sha256: 'ab'.repeat(32) } as LedgerEntry['inForce'],
  }));

/** Returns a table and a state machine that count calls. */
function countedWorld() {
  const calls = { ledger: 0, editions: 0, decisions: 0, started: 0 };
  const ledger: StartEffects['ledger'] = {
    entriesOf: async (hotline) => {
      calls.ledger++;
      return entriesOf(hotline);
    },
  };
  const effects: StartEffects = {
    ledger,
    editions: {
      editionsOf: async () => {
        calls.editions++;
        return APPROVED.map((month) => ({ month, asked: false }));
      },
      decisionsOf: async () => {
        calls.decisions++;
        return APPROVED.map((month) => approvalOf(month, 1));
      },
      requestEdition: async () => undefined,
    },
    publications: {
      start: async () => {
        calls.started++;
        return 'known';
      },
    },
    hashKey: { id: 'ab' },
    log: { info: () => undefined },
  };
  return { calls, effects };
}

describe('a sweep of many sheets of a hundred hotlines', () => {
  it('reads each hotline once and each sheet twice, and no sheet comes near the time a message has', async () => {
    const { calls, effects } = countedWorld();
    const files = openDefinitions();
    const definitions = { ...(await loadDefinitions(files)), readerFingerprint: () => 'r' };
    const like = await loadSheet(files, definitions, 'us-mexico-border');
    const swept = { ...effects, ledger: cacheEntries(effects.ledger) };
    const slowest = { ms: 0 };
    for (let index = 0; index < SHEETS; index++) {
      const sheet: Sheet = { ...like, id: `sheet-${index}`, hotlines: HOTLINES };
      const before = { ...calls };
      await startEditions(swept, definitions, sheet, null);
      const reads =
        calls.ledger + calls.editions + calls.decisions - before.ledger - before.editions - before.decisions;
      slowest.ms = Math.max(slowest.ms, reads * READ_MS + (calls.started - before.started) * START_MS);
    }
    const total = (calls.ledger + calls.editions + calls.decisions) * READ_MS + calls.started * START_MS;
    process.stdout.write(
      `a sweep of ${SHEETS} sheets, ${HOTLINES.length} hotlines, ${APPROVED.length} approved editions each: ${JSON.stringify(calls)}; slowest sheet ${slowest.ms} ms, all ${total / 1000} s of calls\n`,
    );
    expect(calls).toEqual({
      ledger: HOTLINES.length,
      editions: SHEETS,
      decisions: SHEETS,
      started: SHEETS * APPROVED.length,
    });
    expect(slowest.ms).toBeLessThan(TIMEOUT_MS / 10);
  });
});
