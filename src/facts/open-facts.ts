import { TABLES, type Table } from '../contract/tables.ts';
import type { Engine } from '../domain/engine.ts';
import { FACT_COLUMNS, ORIGIN_COLUMNS } from '../domain/facts-columns.ts';

/** The Parquet files of each table's facts in force, by path within the engine's folder. */
export type FactFiles = Readonly<Record<Table, readonly string[]>>;

/**
 * Makes the relations `signals`, `cases`, `victims` and `traffickers` of the engine: every record of the given files once,
 * in the version of the latest month that has it (same hotline, table and id).
 */
export async function openFacts(engine: Engine, files: FactFiles): Promise<void> {
  for (const table of TABLES)
    await engine.run(`CREATE OR REPLACE TABLE ${table} AS ${latestVersions(table, files[table])}`);
}

function latestVersions(table: Table, files: readonly string[]): string {
  const columns = [...ORIGIN_COLUMNS, ...FACT_COLUMNS[table]];
  if (files.length === 0)
    return `SELECT ${columns.map(({ name, type }) => `NULL::${type} AS ${name}`).join(', ')} WHERE false`;
  const ownId = FACT_COLUMNS[table].find(({ holds }) => holds === 'own-id')?.name;
  const list = files.map((file) => `'${file.replaceAll("'", "''")}'`).join(', ');
  return `SELECT ${columns.map(({ name }) => name).join(', ')} FROM read_parquet([${list}], hive_partitioning=false)
    QUALIFY row_number() OVER (PARTITION BY hotline, ${ownId} ORDER BY month DESC, record) = 1`;
}
