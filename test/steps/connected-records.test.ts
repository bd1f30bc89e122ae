import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
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

const AT_ONCE: CountLimits = { rows: 1000, files: 1000, rowsOfStep: 0 };
const IN_STEPS: CountLimits = { rows: 0, files: 0, rowsOfStep: 1000 };

let scratch: Awaited<ReturnType<typeof makeScratch>>;
let engines: ReturnType<typeof enginePool>;
let effects: CountEffects & { readonly facts: ReturnType<typeof memoryObjects> };
beforeAll(async () => {
  scratch = await makeScratch();
  engines = enginePool(scratch.folder);
  const objects = memoryObjects(new MemoryState());
  effects = { facts: objects, runningCounts: objects, hashKey: TEST_KEY, openEngine: engines.open };
});
afterAll(async () => {
  await engines.close();
  await scratch.remove();
});

/** Writes the facts of one export with one table. */
async function exportOf(table: Table, month: string, rows: readonly Row[]): Promise<FactsOfExport> {
  const engine = await engines.open(0);
  await makeFacts(
    engine,
    table,
    rows.map((row, at) => ({ ...row, hotline: 'nhth', month, record: at + 1 })),
    'made',
  );
  const { path } = await writeFacts(engine, { table, name: 'made', sql: 'FROM made', parameters: [] }, TEST_KEY.id);
  const sha256 = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  const key = `facts/${table}/${month}/${sha256}.parquet`;
  await effects.facts.putFile(key, path);
  await engine.close();
  const facts: StoredFacts = { table, key, rows: rows.length, sha256 };
  return { hotline: 'nhth', month: month as Month, table: `${table}-${month}`, facts: [facts] };
}

const aCase = (id: string): Row => ({ case_id: id, opened_on: '2015-12-02', precision: 'day', nexus: ['MX'] });
const victim = (id: string, of: string): Row => ({ victim_id: id, case_id: of, gender: 'female', age_group: 'adult' });

const countIn = (limits: CountLimits, exports: readonly FactsOfExport[]) => {
  const records = { sheet: SHEET, month: '2016-04' as Month, exports, codes: CODES, oneEach: new Set<never>() };
  return countRecords(effects, { ...records, program: 'test', limits });
};

it('finds the newer version of a person of a changed case, when every file was fetched for others', async () => {
  const changed = await exportOf('cases', '2015-11', [aCase('changed')]);
  // both other files have a person of the changed case; person 10 belongs to another case now
  const others = [
    await exportOf('victims', '2015-11', [victim('10', 'changed')]),
    await exportOf('victims', '2015-12', [victim('10', 'other'), victim('11', 'changed')]),
  ];
  await countIn(IN_STEPS, [changed, ...others]);
  expect(await countIn(IN_STEPS, others)).toEqual(await countIn(AT_ONCE, others));
});
