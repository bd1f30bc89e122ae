import { join } from 'node:path';
import type { Engine } from '../../domain/engine.ts';
import { literal } from '../../domain/text/escape.ts';

/** A text of at most this many bytes is stored in memory, where its rows have about twice its size. */
const IN_MEMORY_BYTES = 8 * 1024 * 1024;

/** The rows that are held in memory until they are written; DuckDB's own number is 122,880. */
const ROWS_OF_GROUP = 20_480;

/**
 * Creates a relation of the rows of a query, in their order, and their number `line`, which begins with 1. It is a table,
 * or for a large text a view of a Parquet file in the engine's folder, so that memory does not grow with the text.
 *
 * To number the rows, DuckDB reads and writes them one after another, on one thread. So `PRESERVE_ORDER false` loses no
 * order: it only stops DuckDB from holding hundreds of megabytes to restore one.
 *
 * @param query must not read the relation itself
 * @param bytes the size of the text
 */
export async function storeRows(engine: Engine, relation: string, query: string, bytes: number): Promise<void> {
  const numbered = `SELECT (row_number() OVER ())::INTEGER AS line, * FROM (${query})`;
  if (bytes <= IN_MEMORY_BYTES) return engine.run(`CREATE OR REPLACE TABLE ${relation} AS ${numbered}`);
  const path = literal(join(engine.folder, `${relation}.rows`));
  await engine.run(`COPY (${numbered}) TO ${path}
    (FORMAT parquet, COMPRESSION lz4_raw, DICTIONARY_SIZE_LIMIT 1000, ROW_GROUP_SIZE ${ROWS_OF_GROUP}, PRESERVE_ORDER false)`);
  await engine.run(`CREATE OR REPLACE VIEW ${relation} AS FROM read_parquet(${path}, hive_partitioning=false)`);
}
