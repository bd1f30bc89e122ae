import type { Engine } from '../domain/engine.ts';
import { literal } from '../domain/sql-literal.ts';

/**
 * The number of rows that each Parquet file says it holds, by path.
 * @throws EngineError when one of them is not a Parquet file
 */
export async function countRows(engine: Engine, paths: readonly string[]): Promise<Map<string, number>> {
  if (paths.length === 0) return new Map();
  const files = paths.map(literal).join(', ');
  const rows = await engine.rows(`SELECT file_name, num_rows FROM parquet_file_metadata([${files}])`);
  return new Map(rows.map((row) => [String(row.file_name), Number(row.num_rows)]));
}
