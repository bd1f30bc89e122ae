import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { enginePool } from '../../local/pipeline/engine-pool.ts';
import { makeScratch } from '../../local/state/scratch.ts';
import type { StoredFacts } from '../../src/domain/ledger.ts';
import type { Month } from '../../src/domain/month.ts';
import type { Table } from '../../src/domain/tables.ts';
import { writeFacts } from '../../src/facts/write-facts.ts';
import { type CountEffects, type CountLimits, countRecords } from '../../src/steps/compute-figures/count-records.ts';
import type { FactsOfExport } from '../../src/steps/compute-figures/fetch-facts.ts';
import { CODES } from '../current-codes.ts';
import { type FactRows, makeFacts } from '../facts/facts-in-engine.ts';
import { SHEET } from './count-histories.ts';
import { MemoryState, memoryObjects } from './memory-state.ts';
import { TEST_KEY } from './state-fixture.ts';

type Row = NonNullable<FactRows[Table]>[number];

export const AT_ONCE: CountLimits = { rows: 1000, files: 1000, rowsOfStep: 0 };
export const IN_STEPS: CountLimits = { rows: 0, files: 0, rowsOfStep: 1000 };

export const aCase = (id: string): Row => ({ case_id: id, opened_on: '2015-12-02', precision: 'day', nexus: ['MX'] });

export const victim = (id: string, of: string): Row => ({
  ...{ victim_id: id, case_id: of, gender: 'female', age_group: 'adult' },
});

/** Facts of hotlines, and counts of them, in memory. */
export interface CountFixture {
  readonly objects: ReturnType<typeof memoryObjects>;
  /** Writes the facts of one export with one table, by default of `nhth`. */
  exportOf(table: Table, month: string, rows: readonly Row[], hotline?: string): Promise<FactsOfExport>;
  /** Counts the edition of a month; by default 2016-04. */
  count(limits: CountLimits, exports: readonly FactsOfExport[], month?: string): ReturnType<typeof countRecords>;
  close(): Promise<void>;
}

export async function openCountFixture(): Promise<CountFixture> {
  const scratch = await makeScratch();
  const engines = enginePool(scratch.folder);
  const objects = memoryObjects(new MemoryState());
  const stores = { facts: objects, runningCounts: objects, countIndex: objects };
  const effects: CountEffects = { ...stores, hashKey: TEST_KEY, openEngine: engines.open };
  return {
    objects,
    async exportOf(table, month, rows, hotline = 'nhth') {
      const engine = await engines.open(0);
      const all = rows.map((row, at) => ({ ...row, hotline, month, record: at + 1 }));
      await makeFacts(engine, table, all, 'made');
      const made = { table, name: 'made', sql: 'FROM made', parameters: [] };
      const { path } = await writeFacts(engine, made, TEST_KEY.id);
      const sha256 = createHash('sha256')
        .update(await readFile(path))
        .digest('hex');
      const key = `facts/${table}/${month}/${sha256}.parquet`;
      await objects.putFile(key, path);
      await engine.close();
      const facts: StoredFacts = { table, key, rows: rows.length, sha256 };
      return { hotline, month: month as Month, table: `${table}-${month}`, facts: [facts] };
    },
    count(limits, exports, month = '2016-04') {
      const records = { sheet: SHEET, month: month as Month, exports, codes: CODES, oneEach: new Set<never>() };
      return countRecords(effects, { ...records, program: 'test', limits });
    },
    async close() {
      await engines.close();
      await scratch.remove();
    },
  };
}
