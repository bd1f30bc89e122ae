import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../domain/engine.ts';
import type { Problem } from '../domain/problem.ts';
import { buildFacts, type FactsRelation } from './build-facts.ts';
import type { ExportFile } from './hotline.ts';
import { ProblemRelation, type ProblemSummary } from './problem-relation.ts';
import { readRows } from './read-rows.ts';
import type { ReadingContext, Unpack } from './reading.ts';
import { Rejection } from './rejection.ts';
import { findRepeats } from './repeated-records.ts';
import { codeTable, type TableRecords } from './table-records.ts';

/** What became of one file (one table stem) of an uploaded object, or of the object as a whole. */
export interface ReadFile {
  /** The stem of the hotline's file; null for the object as a whole: a container that cannot be read, names unknown in it. */
  readonly table: string | null;
  readonly status: 'accepted' | 'rejected';
  readonly problems: ProblemSummary;
  /** The file of all problems, values included, in the engine's folder: as confidential as the upload. */
  readonly problemsCsv: string;
  /** Rows of the file that are not empty and no footer, whole or broken. */
  readonly records: number;
  /** The facts of each table the file feeds; none when it is rejected. */
  readonly facts: readonly FactsRelation[];
}

/** The prefix of a file's relations in the engine, the same for the same key and stem. */
const relationName = (key: string, stem: string): string =>
  `x${createHash('sha256').update(`${key}\n${stem}`).digest('hex').slice(0, 16)}`;

/**
 * Reads one file of an upload:
 *
 *     bytes ─► text ─► heading ─► footer cut ─► rows ─► coded cells ─► repeats ─► tolerance ─► facts
 *                                        └── problems of every step, all of them at once ──► problems.csv
 */
export async function readFile(context: ReadingContext, file: ExportFile, unpack: Unpack): Promise<ReadFile> {
  const name = relationName(context.name, file.stem);
  return settled(context, name, file.stem, async (problems) => {
    const path = join(context.engine.folder, `${name}.txt`);
    const text = await unpack(path);
    const raw = await readRows(context, path, file, text, name, problems);
    const coding = { month: context.month, isWorkbook: text.isWorkbook };
    const tables: TableRecords[] = [];
    for (const mapping of file.tables) {
      tables.push(await codeTable(context.engine, raw, mapping, context.hotline, coding, problems));
    }
    await problems.settle();
    const repeats = new Map<TableRecords, string>();
    for (const table of tables) {
      const relation = await findRepeats(context.engine, table, problems);
      if (relation !== null) repeats.set(table, relation);
    }
    await problems.settle();
    const facts = (await isAccepted(context, problems)) ? await factsOf(context, tables, repeats, problems) : [];
    return { records: await countRows(context.engine, raw.relation), facts };
  });
}

/** A result of problems alone: a file that could not be unpacked, or the object as a whole. */
export const readNothing = (
  context: ReadingContext,
  stem: string | null,
  found: readonly Problem[],
): Promise<ReadFile> =>
  settled(context, relationName(context.name, stem ?? '*'), stem, async (problems) => {
    await problems.add(found);
    return { records: 0, facts: [] };
  });

/** Runs a reading, turns its rejection into problems, writes problems.csv, and leaves nothing but facts behind. */
async function settled(
  context: ReadingContext,
  name: string,
  stem: string | null,
  read: (problems: ProblemRelation) => Promise<Pick<ReadFile, 'records' | 'facts'>>,
): Promise<ReadFile> {
  await removeWork(context.engine, name, false);
  const problems = new ProblemRelation(context.engine, `${name}_problems`);
  await problems.open();
  try {
    const result = await rejectable(() => read(problems), problems);
    const status = (await isAccepted(context, problems)) ? 'accepted' : 'rejected';
    const problemsCsv = await problems.writeCsv(`${name}.problems.csv`);
    return { table: stem, status, problems: await problems.summary(), problemsCsv, ...result };
  } finally {
    await removeWork(context.engine, name, true);
  }
}

async function rejectable<Result extends Pick<ReadFile, 'records' | 'facts'>>(
  read: () => Promise<Result>,
  problems: ProblemRelation,
): Promise<Pick<ReadFile, 'records' | 'facts'>> {
  try {
    return await read();
  } catch (cause) {
    if (!(cause instanceof Rejection)) throw cause;
    await problems.add(cause.problems);
    return { records: 0, facts: [] };
  }
}

async function isAccepted({ hotline }: ReadingContext, problems: ProblemRelation): Promise<boolean> {
  const { rejections, rowsInError } = await problems.summary();
  return rejections === 0 && rowsInError <= hotline.errorTolerance;
}

async function factsOf(
  { engine, hotline, month, pads }: ReadingContext,
  tables: readonly TableRecords[],
  repeats: ReadonlyMap<TableRecords, string>,
  problems: ProblemRelation,
): Promise<FactsRelation[]> {
  const errors = `(SELECT record FROM ${problems.name} WHERE severity = 'error')`;
  const facts: FactsRelation[] = [];
  for (const table of tables) {
    const left = [errors, ...[repeats.get(table)].filter((name) => name !== undefined)];
    facts.push(await buildFacts(engine, table, { hotline: hotline.id, month, pads }, left));
  }
  return facts;
}

async function countRows(engine: Engine, relation: string): Promise<number> {
  const [row] = await engine.rows(`SELECT count(*) AS rows FROM ${relation}`);
  return Number(row?.rows ?? 0);
}

/** Drops what a reading made: relations (facts stay unless a new reading begins) and every file but problems.csv. */
async function removeWork(engine: Engine, name: string, keepResults: boolean): Promise<void> {
  const tables = await engine.rows('SELECT table_name AS name FROM duckdb_tables() WHERE starts_with(table_name, ?)', [
    name,
  ]);
  for (const { name: table } of tables) {
    if (keepResults && String(table).endsWith('_facts')) continue;
    await engine.run(`DROP TABLE ${table}`);
  }
  for (const file of await readdir(engine.folder)) {
    if (!file.startsWith(name) || (keepResults && file.endsWith('.problems.csv'))) continue;
    await rm(join(engine.folder, file), { force: true });
  }
}
