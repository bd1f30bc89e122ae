import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Effects } from '../../domain/effects.ts';
import type { Engine } from '../../domain/engine.ts';
import { type CountedFile, fileId, type IndexPart } from '../../domain/running-count.ts';
import { TABLES, type Table } from '../../domain/tables.ts';
import { literal } from '../../domain/text/escape.ts';
import { addTokens, type TableFiles } from '../../facts/record-tokens.ts';
import { type Fetched, fetchFiles } from './fetch-facts.ts';
import type { IndexContext } from './index-files.ts';
import { filesWithTokens } from './record-index.ts';

/** Where facts and the index are read, and the engine that searches them. */
export interface ConnectionContext extends IndexContext {
  readonly facts: Pick<Effects['facts'], 'fetch'>;
  readonly engine: Engine;
}

/** The files of facts that a running count includes, except those that change, and their index. */
export interface Unchanged {
  readonly files: readonly CountedFile[];
  readonly index: readonly IndexPart[];
  readonly hotlines: readonly string[];
}

/** A file of facts in the engine's folder. */
export interface LocalFile {
  readonly table: Table;
  readonly path: string;
}

/**
 * Finds the records of unchanged files that are connected with changed ones, directly or through others
 * (facts/record-tokens.ts). Only files with such records are fetched. The relation `changed_tokens` has the tokens of the
 * changed records.
 * @param changed these tokens, in ascending order
 * @returns files with these records, in which an id may be twice
 * @throws IndexUnusable if the index cannot be used
 */
export async function connectedRecords(
  context: ConnectionContext,
  unchanged: Unchanged,
  changed: Float64Array,
): Promise<LocalFile[]> {
  if (unchanged.files.length === 0) return [];
  const { engine } = context;
  const byId = new Map(unchanged.files.map((file) => [fileId(file), file]));
  const fetched: TableFiles[] = [];
  let first = 0;
  let ids = await beginConnecting(context, unchanged.index, changed);
  for (;;) {
    const files = [...ids].flatMap((id) => byId.get(id) ?? []);
    for (const file of files) byId.delete(fileId(file));
    const copies = await fetchFiles(context, engine, files, { name: 'unchanged', first });
    const tables = byTable(copies, first);
    await addTokens(engine, 'unchanged_tokens', tables, unchanged.hotlines);
    fetched.push(...tables);
    first += copies.length;
    const wanted = await connectMore(engine);
    // also when every file is fetched: their records may still be connected with more of their records
    if (wanted.length === 0) break;
    ids = await filesWithTokens(context, unchanged.index, wanted);
  }
  return extracts(engine, fetched);
}

/** Searches the index for the tokens of the changed records, while the engine copies them into a table. */
async function beginConnecting(
  context: ConnectionContext,
  index: readonly IndexPart[],
  changed: Float64Array,
): Promise<ReadonlySet<string>> {
  const copied =
    context.engine.run(`CREATE OR REPLACE TEMP TABLE connecting_tokens AS SELECT DISTINCT token FROM changed_tokens;
    CREATE OR REPLACE TEMP TABLE unchanged_tokens (file BIGINT, row BIGINT, token BIGINT)`);
  const [found, copy] = await Promise.allSettled([filesWithTokens(context, index, changed), copied]);
  // both have ended, so the engine can be closed
  if (found.status === 'rejected') throw found.reason;
  if (copy.status === 'rejected') throw copy.reason;
  return found.value;
}

/** Adds the tokens that connected records have besides those that connect them, and returns them in ascending order. */
async function connectMore(engine: Engine): Promise<Float64Array> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE new_tokens AS SELECT DISTINCT token FROM unchanged_tokens
    SEMI JOIN (SELECT DISTINCT file, row FROM unchanged_tokens SEMI JOIN connecting_tokens USING (token)) USING (file, row)
    ANTI JOIN connecting_tokens USING (token);
    INSERT INTO connecting_tokens FROM new_tokens`);
  const [tokens = new Float64Array()] = await engine.columns('SELECT token::DOUBLE FROM new_tokens ORDER BY token');
  return tokens;
}

/** Groups copies by table, and numbers them. */
export function byTable(copies: readonly Fetched[], first: number): TableFiles[] {
  let next = first;
  return TABLES.flatMap((table): TableFiles[] => {
    const paths = copies.filter(({ recorded }) => recorded.table === table).map(({ path }) => path);
    const files = { table, paths, first: next };
    next += paths.length;
    return paths.length > 0 ? [files] : [];
  });
}

/** Copies the connected records of the fetched files into a file for each table, and removes the fetched files. */
async function extracts(engine: Engine, fetched: readonly TableFiles[]): Promise<LocalFile[]> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE connected AS
    SELECT DISTINCT file, row FROM unchanged_tokens SEMI JOIN connecting_tokens USING (token)`);
  const found: LocalFile[] = [];
  for (const [index, { table, paths, first }] of fetched.entries()) {
    const path = join(engine.folder, `connected-${index}.parquet`);
    const list = paths.map(literal).join(', ');
    const [written] =
      await engine.rows(`COPY (SELECT f.* FROM read_parquet([${list}], hive_partitioning=false, union_by_name=true) f
      SEMI JOIN connected ON file = ${first} + file_index AND row = file_row_number) TO ${literal(path)} (FORMAT parquet)`);
    for (const copy of paths) await rm(copy);
    if (Number(written?.Count) > 0) found.push({ table, path });
  }
  return found;
}
