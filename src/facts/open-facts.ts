import type { SheetColumn } from '../domain/dimensions.ts';
import type { Engine } from '../domain/engine.ts';
import { FACT_COLUMNS, fileColumns, isCurrentSchema } from '../domain/facts-columns.ts';
import type { FactsFile } from '../domain/facts-file.ts';
import { literal } from '../domain/sql-literal.ts';
import { TABLES, type Table } from '../domain/tables.ts';

/** The Parquet files of each table's active facts, by path within the engine's folder. */
export type FactFiles = Readonly<Record<Table, readonly string[]>>;

/** The metadata of a Parquet facts file. */
export interface FactsInfo {
  readonly rows: number;
  /** Whether the file has the columns that this program reads. A file of another version must not be opened. */
  readonly isCurrent: boolean;
}

/**
 * Reads the metadata of facts files.
 * @returns the metadata of each file, by path
 * @throws EngineError if one of them is not a Parquet file
 */
export async function inspectFacts(
  engine: Engine,
  files: readonly Pick<FactsFile, 'table' | 'path'>[],
): Promise<Map<string, FactsInfo>> {
  if (files.length === 0) return new Map();
  const list = files.map(({ path }) => literal(path)).join(', ');
  const rows = await engine.rows(`SELECT file_name AS path, num_rows AS rows, decode(value) AS schema
    FROM parquet_file_metadata([${list}])
      LEFT JOIN (FROM parquet_kv_metadata([${list}]) WHERE decode(key) = 'columns') USING (file_name)`);
  const found = new Map(rows.map((row) => [row.path, row]));
  return new Map(
    files.map(({ table, path }) => {
      const file = found.get(path);
      return [path, { rows: Number(file?.rows), isCurrent: isCurrentSchema(table, String(file?.schema)) }];
    }),
  );
}

/**
 * Creates the engine's relations `signals`, `cases`, `victims` and `traffickers`. Each contains every record of the
 * given files once, in its version of the latest month (same hotline, table and id).
 * @param extra columns besides the canonical ones, also if no file has them
 * @param isMixed whether one file may have records of several files, and so an id twice
 */
export async function openFacts(
  engine: Engine,
  files: FactFiles,
  extra: readonly SheetColumn[] = [],
  isMixed = false,
): Promise<void> {
  for (const table of TABLES) {
    const own = extra.filter((column) => column.table === table);
    const isSingle = files[table].length === 1 && !isMixed;
    await openTable(engine, table, { files: files[table], extra: own, isSingle });
  }
}

/**
 * Few records occur twice, so complete ids are compared only for records whose 64-bit id hash occurs twice: a window
 * over a million rows costs four times as much. One file never contains an id twice (`repeated-records.ts`), so a
 * single file is not searched.
 *
 * Facts remain in their files, and queries read only the columns they need. The exception is the cases of several
 * exports: they are queried five times, and opening fifty files each time costs more than copying the cases into a
 * table once.
 */
async function openTable(engine: Engine, table: Table, { files, extra, isSingle }: TableFiles): Promise<void> {
  const columns = [...fileColumns(table), ...extra];
  const names = columns.map(({ name }) => name).join(', ');
  if (files.length === 0) {
    const none = columns.map(({ name, type }) => `NULL::${type} AS ${name}`).join(', ');
    return engine.run(`CREATE OR REPLACE VIEW ${table} AS SELECT ${none} WHERE false`);
  }
  const all = await allFacts(engine, { files, extra });
  const latest = isSingle
    ? `SELECT ${names} FROM ${all} WHERE ${IN_TABLE}`
    : await latestOfSeveral(engine, table, all, names);
  if (isSingle || table !== 'cases') return engine.run(`CREATE OR REPLACE VIEW ${table} AS ${latest}`);
  await engine.run(`CREATE OR REPLACE TABLE ${table}_latest AS ${latest}`);
  await engine.run(`CREATE OR REPLACE VIEW ${table} AS FROM ${table}_latest`);
}

/** The files of one table, and the extra columns that are needed. */
interface TableFiles {
  readonly files: readonly string[];
  readonly extra: readonly SheetColumn[];
  /** Whether no id occurs twice. */
  readonly isSingle: boolean;
}

/** Returns a relation of the facts of several files, with the extra columns, whichever files have them. */
async function allFacts(engine: Engine, { files, extra }: Omit<TableFiles, 'isSingle'>): Promise<string> {
  const list = `[${files.map(literal).join(', ')}]`;
  if (extra.length === 0) return `read_parquet(${list}, hive_partitioning=false)`;
  const rows = await engine.rows(`SELECT DISTINCT name FROM parquet_schema(${list})`);
  const existing = new Set(rows.map((row) => row.name));
  const [some, none] = [true, false].map((exists) => extra.filter(({ name }) => existing.has(name) === exists));
  const filled = (some ?? []).map(({ name, type, otherwise }) => `coalesce(${name}, ${otherwise})::${type} AS ${name}`);
  const added = (none ?? []).map(({ name, type, otherwise }) => `(${otherwise})::${type} AS ${name}`);
  const replaced = filled.length > 0 ? ` REPLACE (${filled.join(', ')})` : '';
  const columns = [`*${replaced}`, ...added].join(', ');
  return `(SELECT ${columns} FROM read_parquet(${list}, hive_partitioning=false, union_by_name=true))`;
}

/** Finds the records that may have several versions and returns a query of the latest version of each record. */
async function latestOfSeveral(engine: Engine, table: Table, all: string, names: string): Promise<string> {
  const ownId = FACT_COLUMNS[table].find(({ holds }) => holds === 'own-id')?.name ?? 'record';
  const hash = `hash(hotline, ${ownId})`;
  const [duplicates] = await engine.rows(`CREATE OR REPLACE TABLE ${table}_seen_twice AS
    SELECT id_hash FROM (SELECT ${hash} AS id_hash FROM ${all}) GROUP BY 1 HAVING count(*) > 1`);
  if (duplicates?.Count === 0) return `SELECT ${names} FROM ${all} WHERE ${IN_TABLE}`;
  return `WITH facts AS (SELECT ${names}, ${hash} AS id_hash FROM ${all})
    SELECT ${names} FROM facts ANTI JOIN ${table}_seen_twice USING (id_hash) WHERE ${IN_TABLE}
    UNION ALL
    SELECT ${names} FROM (SELECT ${names} FROM facts SEMI JOIN ${table}_seen_twice USING (id_hash)
      QUALIFY row_number() OVER (PARTITION BY hotline, ${ownId} ORDER BY month DESC, withdrawn, record) = 1)
    WHERE ${IN_TABLE}`;
}

/** A withdrawn record replaces its version of an earlier month, and is itself not counted. */
const IN_TABLE = 'NOT withdrawn';
