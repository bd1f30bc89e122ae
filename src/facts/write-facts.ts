import { join } from 'node:path';
import type { Engine } from '../domain/engine.ts';
import { fileColumns, fileSchema } from '../domain/facts-columns.ts';
import type { FactsFile, FactsQuery } from '../domain/facts-file.ts';
import { literal } from '../domain/text/escape.ts';

/**
 * Writes one table's facts as a Parquet file in the engine's folder (a `WriteFacts`). The file's metadata contains the
 * id of the key that hashes its ids (`id_key`) and the names and types of its columns (`columns`). Dates are DATE and
 * lists are VARCHAR[]: Athena, pandas and DuckDB read both types in the same way.
 *
 * Columns of codes have few distinct values. A column of hashed ids has one value per row, so the size limit stops the
 * dictionary search early. Small row groups need little memory: DuckDB's own size (122,880 rows) takes 50 MB more for
 * each thread.
 */
export async function writeFacts(
  engine: Engine,
  { table, extra = [], name, sql, parameters }: FactsQuery,
  idKey: string,
): Promise<FactsFile> {
  const path = join(engine.folder, `${name}.parquet`);
  const names = [...fileColumns(table), ...extra].map((column) => column.name);
  const [written] = await engine.rows(
    `COPY (SELECT ${names.join(', ')} FROM (${sql})) TO ${literal(path)}
     (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, DICTIONARY_SIZE_LIMIT 1000,
       ROW_GROUP_SIZE 20480, KV_METADATA {id_key: ${literal(idKey)}, columns: ${literal(fileSchema(table, extra))}})`,
    parameters,
  );
  return { table, path, rows: Number(written?.Count) };
}
