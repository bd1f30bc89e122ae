import type { Hotline } from '../../definitions/hotline.ts';
import type { Engine } from '../../domain/engine.ts';
import type { FactsFile, WriteFacts } from '../../domain/facts-file.ts';
import type { Month } from '../../domain/month.ts';
import type { Table } from '../../domain/tables.ts';
import { literal } from '../../domain/text/escape.ts';
import type { ProblemRelation } from '../problems/problem-relation.ts';
import { assertComplete, buildFacts, type FactsOrigin, sharedLinks, type TableFacts } from './build-facts.ts';
import { hashPads, type IdKey } from './id-hash.ts';
import type { TableRecords } from './table-records.ts';

/**
 * How accepted rows become facts: the key that hashes their ids, and the function that writes a query of facts as a
 * file.
 */
export interface FactsOptions {
  readonly idKey: IdKey;
  readonly write: WriteFacts;
}

/** A table's records, and the relation of the records that repeat another. */
export interface CodedTable {
  readonly table: TableRecords;
  readonly repeated: string | null;
}

/** The coded tables of one of the hotline's files, by its stem. */
interface FileTables {
  readonly stem: string;
  readonly tables: readonly CodedTable[];
}

/** The upload whose facts are written. */
interface FactsContext {
  readonly engine: Engine;
  readonly upload: { readonly month: Month | null };
  readonly hotline: Hotline;
}

/**
 * Writes facts without repeated records and without the records in error, whichever table of the file has the error.
 */
export async function writeFileFacts(
  { engine, upload, hotline }: FactsContext,
  { idKey, write }: FactsOptions,
  { stem, tables }: FileTables,
  problems: ProblemRelation | null,
): Promise<FactsFile[]> {
  const origin: FactsOrigin = {
    hotline: hotline.id,
    month: upload.month,
    file: stem,
    sharedTables: sharedTables(hotline),
    pads: hashPads(idKey),
  };
  const errors = problems ? [`(SELECT record FROM ${problems.name} WHERE severity = 'error')`] : [];
  const files: FactsFile[] = [];
  for (const parts of byTable(tables)) {
    const built: TableFacts[] = [];
    for (const { table, repeated } of parts) {
      const excluded = repeated === null ? errors : [...errors, repeated];
      built.push(buildFacts(table, origin, excluded, await sharedLinks(engine, table)));
    }
    const facts = unionOf(built);
    const written = await write(engine, facts.query, idKey.id);
    await assertComplete(engine, facts, written.rows);
    const isCounted = parts.some(({ table }) => table.mapping.count);
    files.push(isCounted ? { ...written, records: await countedRecords(engine, written) } : written);
  }
  return files;
}

/** The records of one table of facts: one view of the rows, or one per part of a row. */
function byTable(tables: readonly CodedTable[]): CodedTable[][] {
  const names = new Set(tables.map(({ table }) => table.mapping.table));
  return Array.from(names, (name) => tables.filter(({ table }) => table.mapping.table === name));
}

/** The facts of all parts of a row as one query. Its parameters are the same in every part that has any. */
function unionOf(parts: readonly TableFacts[]): TableFacts {
  const [first] = parts;
  if (!first) throw new Error('a table of facts has no records');
  return {
    query: {
      ...first.query,
      sql: parts.map(({ query }) => query.sql).join(' UNION ALL '),
      parameters: parts.find(({ query }) => query.parameters.length > 0)?.query.parameters ?? [],
    },
    records: parts.flatMap(({ records }) => records),
  };
}

async function countedRecords(engine: Engine, { path }: FactsFile): Promise<number> {
  const [row] = await engine.rows(`SELECT coalesce(sum(weight), 0) AS records FROM read_parquet(${literal(path)})`);
  return Number(row?.records ?? 0);
}

/** Returns the tables that several files of a hotline feed. */
function sharedTables({ files }: Hotline): Set<Table> {
  const fed = files.flatMap(({ tables }) => [...new Set(tables.map(({ table }) => table))]);
  return new Set(fed.filter((table, index) => fed.indexOf(table) !== index));
}
