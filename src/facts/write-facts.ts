import { join } from 'node:path';
import type { Table } from '../contract/tables.ts';
import type { Engine } from '../domain/engine.ts';
import { FACT_COLUMNS, ORIGIN_COLUMNS } from '../domain/facts-columns.ts';
import { literal } from '../domain/sql-literal.ts';

/**
 * Writes one table's facts, a relation of the engine with the canonical columns, as a Parquet file in the engine's folder.
 * The file remembers the id of the key its ids are hashed with (`id_key`). Dates are DATE, lists VARCHAR[]: types that Athena, pandas and DuckDB read alike.
 * @returns the file's path
 */
export async function writeFacts(engine: Engine, table: Table, relation: string, idKey: string): Promise<string> {
  const path = join(engine.folder, `${relation}.parquet`);
  const columns = [...ORIGIN_COLUMNS, ...FACT_COLUMNS[table]].map(({ name }) => name).join(', ');
  await engine.run(`COPY (SELECT ${columns} FROM ${relation}) TO ${literal(path)}
    (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, KV_METADATA {id_key: ${literal(idKey)}, columns: 'v1'})`);
  return path;
}
