import type { SheetColumn } from '../domain/dimensions.ts';
import type { Engine } from '../domain/engine.ts';
import { FACT_COLUMNS, fileColumns, isCurrentSchema } from '../domain/facts-columns.ts';
import type { FactsFile } from '../domain/facts-file.ts';
import { FORMER } from '../domain/running-count.ts';
import { TABLES, type Table } from '../domain/tables.ts';
import { literal } from '../domain/text/escape.ts';

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
 */
export async function openFacts(engine: Engine, files: FactFiles, extra: readonly SheetColumn[] = []): Promise<void> {
  for (const table of TABLES) {
    const isSingle = files[table].length === 1;
    await openTable(engine, table, { files: files[table], former: [], extra: ownOf(extra, table), isSingle });
  }
}

const ownOf = (extra: readonly SheetColumn[], table: Table): SheetColumn[] =>
  extra.filter((column) => column.table === table);

/**
 * Creates the relations of `openFacts` for records that changed: as they are, and as they were with negative weights. So
 * each sum over them is the difference that the change makes. The hotline and the cases of records as they were are
 * marked (`FORMER`), so that these are connected only with each other.
 * @param changed one file may have records of several files
 */
export async function openDifference(
  engine: Engine,
  changed: { readonly before: FactFiles; readonly after: FactFiles },
  extra: readonly SheetColumn[],
): Promise<void> {
  for (const table of TABLES) {
    const [files, former] = [changed.after[table], changed.before[table]];
    await openTable(engine, table, { files, former, extra: ownOf(extra, table), isSingle: false });
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
async function openTable(engine: Engine, table: Table, { files, former, extra, isSingle }: TableFiles): Promise<void> {
  const columns = [...fileColumns(table), ...extra];
  const names = columns.map(({ name }) => name).join(', ');
  if (files.length + former.length === 0) {
    const none = columns.map(({ name, type }) => `NULL::${type} AS ${name}`).join(', ');
    return engine.run(`CREATE OR REPLACE VIEW ${table} AS SELECT ${none} WHERE false`);
  }
  const sides = [
    ...(files.length > 0 ? [`SELECT ${names} FROM ${await allFacts(engine, files, extra)}`] : []),
    ...(former.length > 0 ? [formerFacts(columns, await allFacts(engine, former, extra))] : []),
  ];
  const all = `(${sides.join(' UNION ALL ')})`;
  const latest = isSingle
    ? `SELECT ${names} FROM ${all} WHERE ${IN_TABLE}`
    : await latestOfSeveral(engine, table, all, names);
  if (isSingle || table !== 'cases') return engine.run(`CREATE OR REPLACE VIEW ${table} AS ${latest}`);
  await engine.run(`CREATE OR REPLACE TABLE ${table}_latest AS ${latest}`);
  await engine.run(`CREATE OR REPLACE VIEW ${table} AS FROM ${table}_latest`);
}

/** Returns a query of facts as they were. */
function formerFacts(columns: readonly { readonly name: string }[], from: string): string {
  const values = columns.map(({ name }) => {
    if (name === 'weight') return '-weight AS weight';
    const isMarked = ['hotline', 'case_id', 'partner_case_id'].includes(name);
    return isMarked ? `${literal(FORMER)} || ${name} AS ${name}` : name;
  });
  return `SELECT ${values.join(', ')} FROM ${from}`;
}

/** The files of one table, and the extra columns that are needed. */
interface TableFiles {
  readonly files: readonly string[];
  /** Files of records as they were. */
  readonly former: readonly string[];
  readonly extra: readonly SheetColumn[];
  /** Whether no id occurs twice. */
  readonly isSingle: boolean;
}

/** Returns a relation of the facts of several files, with the extra columns, whichever files have them. */
async function allFacts(engine: Engine, files: readonly string[], extra: readonly SheetColumn[]): Promise<string> {
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
