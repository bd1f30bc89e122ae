import { TABLES, type Table } from '../contract/tables.ts';
import type { Engine } from '../domain/engine.ts';
import { FACT_COLUMNS, ORIGIN_COLUMNS } from '../domain/facts-columns.ts';
import { literal } from '../domain/sql-literal.ts';

/** The Parquet files of each table's facts in force, by path within the engine's folder. */
export type FactFiles = Readonly<Record<Table, readonly string[]>>;

/**
 * Makes the relations `signals`, `cases`, `victims` and `traffickers` of the engine: every record of the given files once,
 * in the version of the latest month that has it (same hotline, table and id).
 */
export async function openFacts(engine: Engine, files: FactFiles): Promise<void> {
  for (const table of TABLES) await openTable(engine, table, files[table]);
}

/**
 * Few records are ever seen twice, so only those whose id's 64-bit hash occurs twice are compared by their whole ids: a
 * window over all of a million rows costs four times as much. A file holds no id twice (`repeated-records.ts`), so one file
 * alone is not searched. Facts stay in their files, of which questions read the columns they need; only cases and signals
 * that had to be compared, and are asked several times, become tables.
 */
async function openTable(engine: Engine, table: Table, files: readonly string[]): Promise<void> {
  const columns = [...ORIGIN_COLUMNS, ...FACT_COLUMNS[table]];
  const names = columns.map(({ name }) => name).join(', ');
  if (files.length === 0) {
    const none = columns.map(({ name, type }) => `NULL::${type} AS ${name}`).join(', ');
    return engine.run(`CREATE OR REPLACE VIEW ${table} AS SELECT ${none} WHERE false`);
  }
  const all = `read_parquet([${files.map(literal).join(', ')}], hive_partitioning=false)`;
  const ownId = FACT_COLUMNS[table].find(({ holds }) => holds === 'own-id')?.name ?? 'record';
  const twice = `${table}_seen_twice`;
  if (files.length === 1 || !(await findSeenTwice(engine, twice, all, ownId)))
    return engine.run(`CREATE OR REPLACE VIEW ${table} AS SELECT ${names} FROM ${all}`);
  const kind = table === 'victims' || table === 'traffickers' ? 'VIEW' : 'TABLE';
  await engine.run(`CREATE OR REPLACE ${kind} ${table}_latest AS
    WITH facts AS (SELECT ${names}, hash(hotline, ${ownId}) AS id_hash FROM ${all})
    SELECT ${names} FROM facts ANTI JOIN ${twice} USING (id_hash)
    UNION ALL
    SELECT ${names} FROM facts SEMI JOIN ${twice} USING (id_hash)
    QUALIFY row_number() OVER (PARTITION BY hotline, ${ownId} ORDER BY month DESC, record) = 1`);
  await engine.run(`CREATE OR REPLACE VIEW ${table} AS FROM ${table}_latest`);
}

/** Makes the relation of hashes that occur twice; whether there are any. */
async function findSeenTwice(engine: Engine, relation: string, all: string, ownId: string): Promise<boolean> {
  const [made] = await engine.rows(`CREATE OR REPLACE TABLE ${relation} AS
    SELECT id_hash FROM (SELECT hash(hotline, ${ownId}) AS id_hash FROM ${all}) GROUP BY 1 HAVING count(*) > 1`);
  return made?.Count !== 0;
}
