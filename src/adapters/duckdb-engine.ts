import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  DuckDBDecimalValue,
  DuckDBInstance,
  DuckDBListValue,
  type DuckDBResult,
  type DuckDBValue,
} from '@duckdb/node-api';
import { type Engine, EngineError, type SqlRow, type SqlValue } from '../domain/engine.ts';
import { literal } from '../domain/text/escape.ts';
import { atPath } from './local/at-path.ts';
import { makeFolder } from './local/make-folder.ts';

export interface EngineOptions {
  /** The private folder; created (mode 0700) if missing. The engine reads and writes nothing outside it. */
  readonly folder: string;
  /** DuckDB's own limit; above it the engine spills to `<folder>/spill`. */
  readonly memoryLimitMb: number;
  readonly threads: number;
}

export type ClosableEngine = Engine & { close(): Promise<void> };

/**
 * The settings that lock an engine down, in the order that DuckDB requires: folders first, then no access to anything
 * else, then no further change of settings.
 */
function lockdown(options: EngineOptions, folder: string): string[] {
  return [
    `SET allowed_directories=[${literal(folder)}]`,
    `SET temp_directory=${literal(join(folder, 'spill'))}`,
    `SET memory_limit='${Math.floor(options.memoryLimitMb)}MB'`,
    `SET threads=${Math.floor(options.threads)}`,
    // its cache confuses files with the same name and size within one second, which files of facts in one folder often
    // have
    'SET enable_external_file_cache=false',
    'SET autoload_known_extensions=false',
    'SET autoinstall_known_extensions=false',
    'SET allow_community_extensions=false',
    'SET allow_persistent_secrets=false',
    'SET enable_external_access=false',
    'SET lock_configuration=true',
  ];
}

/**
 * Opens an in-memory DuckDB that is locked to one private folder: no file, network or extension beyond it, a memory
 * limit, and settings that can no longer be changed. The caller closes it and removes the folder.
 */
export async function openEngine(options: EngineOptions): Promise<ClosableEngine> {
  const folder = resolve(options.folder);
  await makeFolder(folder);
  await chmod(folder, 0o700); // mkdir does not change an existing folder's mode, and the umask may have narrowed ours
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const setting of lockdown(options, folder)) await connection.run(setting);
  return {
    folder,
    run: (sql, parameters) =>
      withoutValues(async () => {
        await connection.run(sql, parameters ? [...parameters] : undefined);
      }),
    rows: (sql, parameters) =>
      withoutValues(async () => {
        const reader = await connection.runAndReadAll(sql, parameters ? [...parameters] : undefined);
        return reader.getRowObjects().map(plainRow);
      }),
    columns: (sql) => withoutValues(async () => numberColumns(await connection.stream(sql))),
    async close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function numberColumns(result: DuckDBResult): Promise<Float64Array[]> {
  const chunks = await result.fetchAllChunks();
  const rows = chunks.reduce((sum, { rowCount }) => sum + rowCount, 0);
  const columns = Array.from({ length: result.columnCount }, () => new Float64Array(rows));
  let first = 0;
  for (const chunk of chunks) {
    const { rowCount } = chunk; // each access asks the engine
    for (const [index, column] of columns.entries()) {
      const vector = chunk.getColumnVector(index);
      for (let row = 0; row < rowCount; row++) column[first + row] = Number(vector.getItem(row));
    }
    first += rowCount;
  }
  return columns;
}

/** Opens an engine in a new folder below `parent`; closing the engine removes the folder. */
export async function openInScratch(
  parent: string,
  open: (folder: string) => Promise<ClosableEngine>,
): Promise<ClosableEngine> {
  const folder = await atPath(parent, () => mkdtemp(join(parent, 'engine-')));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const engine = await open(folder);
    return { ...engine, close: () => engine.close().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Kinds of errors whose text names relations, memory or files, and never quotes a value. */
const SAFE_KINDS = /^(?:Binder|Catalog|IO|Out of Memory|Permission|Interrupt) Error/u;

/** DuckDB quotes lines and values in its errors: for most kinds only the name is passed on, and no cause. */
async function withoutValues<Result>(statement: () => Promise<Result>): Promise<Result> {
  try {
    return await statement();
  } catch (error) {
    const text = error instanceof Error ? error.message : '';
    const [firstLine = ''] = text.split('\n');
    throw new EngineError(SAFE_KINDS.test(text) ? firstLine : (/^[A-Za-z ]+Error/u.exec(text)?.[0] ?? 'Error'));
  }
}

function plainRow(row: Record<string, DuckDBValue>): SqlRow {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plainValue(value)]));
}

/**
 * Converts 64-bit integers and decimals to numbers (counts are far below 2^53), lists to arrays of text, the rest to
 * text.
 */
function plainValue(value: DuckDBValue): SqlValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  if (value instanceof DuckDBListValue) return value.items.map(String);
  return String(value);
}
