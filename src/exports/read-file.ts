import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../domain/engine.ts';
import type { Problem } from '../domain/problem.ts';
import { buildFacts, type FactsRelation, factsName } from './build-facts.ts';
import type { ExportFile } from './hotline.ts';
import { cleanPath, rejectNames } from './load-records.ts';
import { ProblemRelation, type ProblemSummary } from './problem-relation.ts';
import { readRows } from './read-rows.ts';
import type { ReadingContext, Unpack } from './reading.ts';
import { Rejection } from './rejection.ts';
import { findRepeats, laterName } from './repeated-records.ts';
import { codeTables, type TableRecords, tableName } from './table-records.ts';

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
  const { engine, hotline, month } = context;
  const name = relationName(context.name, file.stem);
  const rows = `${name}_rows`;
  const tables = file.tables.map((mapping) => tableName(rows, mapping));
  const path = join(engine.folder, `${name}.txt`);
  const work = {
    relations: [rows, `${rows}_cells`, `${rows}_entries`, ...rejectNames(rows), ...tables.map(laterName)],
    files: [path, cleanPath(engine, rows)],
    earlier: tables.map(factsName),
  };
  return settled(context, name, file.stem, work, async (problems) => {
    const text = await unpack(path);
    const raw = await readRows(context, path, file, text, rows, problems);
    const coding = { month, isWorkbook: text.isWorkbook };
    const records = await codeTables(engine, raw, file, hotline, coding, problems);
    const repeats = new Map<TableRecords, string>();
    for (const table of records) {
      const relation = await findRepeats(engine, table, problems);
      if (relation !== null) repeats.set(table, relation);
    }
    return {
      records: raw.records,
      facts: (hasErrors) => factsOf(context, records, repeats, hasErrors ? problems : null),
    };
  });
}

/** A result of problems alone: a file that could not be unpacked, or the object as a whole. */
export const readNothing = (
  context: ReadingContext,
  stem: string | null,
  found: readonly Problem[],
): Promise<ReadFile> =>
  settled(context, relationName(context.name, stem ?? '*'), stem, NO_WORK, async (problems) => {
    await problems.add(found);
    return NOTHING;
  });

/** Rows counted, and how to make facts of them once they are accepted. */
interface Reading {
  readonly records: number;
  facts(hasErrors: boolean): Promise<FactsRelation[]>;
}

/** What a reading makes on its way and leaves to be removed, and relations an earlier reading may have left. */
interface Work {
  readonly relations: readonly string[];
  readonly files: readonly string[];
  readonly earlier: readonly string[];
}

const NO_WORK: Work = { relations: [], files: [], earlier: [] };
const NOTHING: Reading = { records: 0, facts: async () => [] };

/** Runs a reading, turns its rejection into problems, writes problems.csv, and leaves nothing but facts behind. */
async function settled(
  { engine, hotline }: ReadingContext,
  name: string,
  stem: string | null,
  work: Work,
  read: (problems: ProblemRelation) => Promise<Reading>,
): Promise<ReadFile> {
  const problems = new ProblemRelation(engine, `${name}_problems`);
  await problems.open(work.earlier);
  try {
    const { records, facts } = await rejectable(() => read(problems), problems);
    const summary = await problems.summary();
    const isAccepted = summary.rejections === 0 && summary.rowsInError <= hotline.errorTolerance;
    return {
      table: stem,
      status: isAccepted ? 'accepted' : 'rejected',
      problems: summary,
      problemsCsv: await problems.writeCsv(`${name}.problems.csv`, summary),
      records,
      facts: isAccepted ? await facts(summary.rowsInError > 0) : [],
    };
  } finally {
    await dropRelations(engine, [...work.relations, problems.name]);
    for (const file of work.files) await rm(file, { force: true });
  }
}

const dropRelations = (engine: Engine, names: readonly string[]): Promise<void> =>
  engine.run(names.map((name) => `DROP TABLE IF EXISTS ${name};`).join(' '));

async function rejectable(read: () => Promise<Reading>, problems: ProblemRelation): Promise<Reading> {
  try {
    return await read();
  } catch (cause) {
    if (!(cause instanceof Rejection)) throw cause;
    await problems.add(cause.problems);
    return NOTHING;
  }
}

/** Facts without the records in error, whichever table of the file found the error, and without repeats. */
async function factsOf(
  { engine, hotline, month, pads }: ReadingContext,
  tables: readonly TableRecords[],
  repeats: ReadonlyMap<TableRecords, string>,
  problems: ProblemRelation | null,
): Promise<FactsRelation[]> {
  const errors = problems ? [`(SELECT record FROM ${problems.name} WHERE severity = 'error')`] : [];
  const facts: FactsRelation[] = [];
  for (const table of tables) {
    const left = [...errors, ...[repeats.get(table)].filter((name) => name !== undefined)];
    facts.push(await buildFacts(engine, table, { hotline: hotline.id, month, pads }, left));
  }
  return facts;
}
