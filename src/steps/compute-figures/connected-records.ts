import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Effects } from '../../domain/effects.ts';
import type { Engine } from '../../domain/engine.ts';
import { type CountedFile, fileId, type IndexPart } from '../../domain/running-count.ts';
import { TABLES, type Table } from '../../domain/tables.ts';
import { literal } from '../../domain/text/escape.ts';
import { addTokens, type TableFiles } from '../../facts/record-tokens.ts';
import { type Fetched, fetchFiles } from './fetch-facts.ts';
import { filesWithTokens } from './record-index.ts';

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
 * @returns files with these records; an id may be in one of them twice
 */
export async function connectedRecords(
  effects: { readonly facts: Pick<Effects['facts'], 'fetch'> },
  engine: Engine,
  unchanged: Unchanged,
): Promise<LocalFile[]> {
  const byId = new Map(unchanged.files.map((file) => [fileId(file), file]));
  const fetched: TableFiles[] = [];
  let first = 0;
  await engine.run(`CREATE OR REPLACE TEMP TABLE new_tokens AS SELECT DISTINCT token FROM changed_tokens;
    CREATE OR REPLACE TEMP TABLE connecting_tokens (token BIGINT);
    CREATE OR REPLACE TEMP TABLE unchanged_tokens (file BIGINT, row BIGINT, token BIGINT)`);
  // also when every file is fetched: their records may still be connected with more of their records
  while (await hasRows(engine, 'new_tokens')) {
    await engine.run('INSERT INTO connecting_tokens FROM new_tokens');
    const ids = await filesWithTokens(engine, unchanged.index, 'new_tokens');
    const wanted = [...ids].flatMap((id) => byId.get(id) ?? []);
    for (const file of wanted) byId.delete(fileId(file));
    const copies = await fetchFiles(effects, engine, wanted, { name: 'unchanged', first });
    for (const files of byTable(copies, first)) {
      await addTokens(engine, 'unchanged_tokens', files, unchanged.hotlines);
      fetched.push(files);
    }
    first += copies.length;
    await engine.run(`CREATE OR REPLACE TEMP TABLE new_tokens AS SELECT DISTINCT token FROM unchanged_tokens
      SEMI JOIN (SELECT DISTINCT file, row FROM unchanged_tokens SEMI JOIN connecting_tokens USING (token)) USING (file, row)
      ANTI JOIN connecting_tokens USING (token)`);
  }
  return extracts(engine, fetched);
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

async function hasRows(engine: Engine, relation: string): Promise<boolean> {
  return (await engine.rows(`SELECT 1 AS found FROM ${relation} LIMIT 1`)).length > 0;
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
