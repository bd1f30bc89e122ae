import { join } from 'node:path';
import type { SheetColumn } from '../domain/dimensions.ts';
import type { Engine } from '../domain/engine.ts';
import { exportedColumns } from '../domain/facts-columns.ts';
import { TABLES, type Table } from '../domain/tables.ts';
import { literal } from '../domain/text/escape.ts';

/** One table of facts for other engines: a Parquet file in the engine's folder. */
export interface ExportedTable {
  readonly table: Table;
  readonly path: string;
  readonly rows: number;
}

/**
 * Writes the engine's relations `signals`, `cases`, `victims` and `traffickers` (`openFacts`) as one Parquet file each:
 * every active record once, in its latest version, ordered by hotline, month and record. A table without records has a
 * file without rows, so that a query never depends on which tables exist.
 * @param extra the columns besides the canonical ones, with which the facts were opened
 */
export async function exportTables(engine: Engine, extra: readonly SheetColumn[]): Promise<ExportedTable[]> {
  const exported: ExportedTable[] = [];
  for (const table of TABLES) {
    const path = join(engine.folder, `exported-${table}.parquet`);
    const own = extra.filter((column) => column.table === table).map(({ name }) => name);
    const columns = [...exportedColumns(table), ...own].join(', ');
    const [written] = await engine.rows(`COPY (SELECT ${columns} FROM ${table}
      ORDER BY hotline, month, record) TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd)`);
    exported.push({ table, path, rows: Number(written?.Count) });
  }
  return exported;
}
