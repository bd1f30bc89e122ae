import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Effects } from '../../domain/effects.ts';
import type { Engine } from '../../domain/engine.ts';
import { type CountedFile, fileId, type IndexPart } from '../../domain/running-count.ts';
import { literal } from '../../domain/sql-literal.ts';
import type { Table } from '../../domain/tables.ts';
import { addTokens } from '../../facts/record-tokens.ts';
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
 * @returns files with these records, one for each file that has some: no file contains an id twice
 */
export async function connectedRecords(
  effects: { readonly facts: Pick<Effects['facts'], 'fetch'> },
  engine: Engine,
  unchanged: Unchanged,
): Promise<LocalFile[]> {
  const byId = new Map(unchanged.files.map((file) => [fileId(file), file]));
  const fetched: (CountedFile & Fetched)[] = [];
  await engine.run(`CREATE OR REPLACE TEMP TABLE new_tokens AS SELECT DISTINCT token FROM changed_tokens;
    CREATE OR REPLACE TEMP TABLE connecting_tokens (token BIGINT);
    CREATE OR REPLACE TEMP TABLE unchanged_tokens (file INTEGER, row BIGINT, token BIGINT)`);
  while (byId.size > 0 && (await hasRows(engine, 'new_tokens'))) {
    await engine.run('INSERT INTO connecting_tokens FROM new_tokens');
    const ids = await filesWithTokens(engine, unchanged.index, 'new_tokens');
    const wanted = [...ids].flatMap((id) => byId.get(id) ?? []);
    for (const file of wanted) byId.delete(fileId(file));
    const copies = await fetchFiles(effects, engine, wanted, { name: 'unchanged', first: fetched.length });
    for (const [index, { recorded, path }] of copies.entries()) {
      const file = { number: fetched.length + index, table: recorded.table, path };
      await addTokens(engine, 'unchanged_tokens', file, unchanged.hotlines);
    }
    fetched.push(...copies);
    await engine.run(`CREATE OR REPLACE TEMP TABLE new_tokens AS SELECT DISTINCT token FROM unchanged_tokens
      SEMI JOIN (SELECT DISTINCT file, row FROM unchanged_tokens SEMI JOIN connecting_tokens USING (token)) USING (file, row)
      ANTI JOIN connecting_tokens USING (token)`);
  }
  return extracts(engine, fetched);
}

async function hasRows(engine: Engine, relation: string): Promise<boolean> {
  return (await engine.rows(`SELECT 1 AS found FROM ${relation} LIMIT 1`)).length > 0;
}

/** Copies the connected records of each fetched file into a file, and removes the fetched file. */
async function extracts(engine: Engine, fetched: readonly Fetched[]): Promise<LocalFile[]> {
  const found: LocalFile[] = [];
  for (const [number, { recorded, path: from }] of fetched.entries()) {
    const path = join(engine.folder, `connected-${number}.parquet`);
    const [written] = await engine.rows(`COPY (SELECT * FROM read_parquet(${literal(from)}, hive_partitioning=false)
      WHERE file_row_number IN (SELECT row FROM unchanged_tokens SEMI JOIN connecting_tokens USING (token)
        WHERE file = ${number})) TO ${literal(path)} (FORMAT parquet)`);
    await rm(from);
    if (Number(written?.Count) > 0) found.push({ table: recorded.table, path });
  }
  return found;
}
