import { createHash } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportFile } from '../definitions/hotline.ts';
import { dropRelations, type Engine } from '../domain/engine.ts';
import type { FactsFile } from '../domain/facts-file.ts';
import type { ColumnShapes } from '../domain/id-shapes.ts';
import type { Problem } from '../domain/problem.ts';
import { buildFacts, type FactsMaking } from './engine/build-facts.ts';
import { idShapes } from './engine/id-shapes.ts';
import { inspectRows } from './engine/inspect-rows.ts';
import { loadRecords } from './engine/load-records.ts';
import { findRepeats } from './engine/repeated-records.ts';
import { codeTables, type TableRecords } from './engine/table-records.ts';
import { type LaidOutText, layOutText } from './layout/lay-out-text.ts';
import { ProblemRelation, type ProblemSummary } from './problems/problem-relation.ts';
import { Rejection } from './problems/rejection.ts';
import type { ReadingContext, Unpack } from './reading.ts';

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
  /**
   * The 1-based row of the headings as a spreadsheet program counts it; a record's own row is this plus its number. Null where no
   * heading line was found.
   */
  readonly headingRow: number | null;
  /** The 0-based column of each heading that the mapping names and the file has. */
  readonly columns: ReadonlyMap<string, number>;
  /** What the ids of each column look like; empty where no facts are made. */
  readonly idShapes: readonly ColumnShapes[];
  /** The facts of each table the file feeds; none when it is rejected, or only problems were asked for. */
  readonly facts: readonly FactsFile[];
}

/** A file's rows, coded: what facts are made of once they are accepted. */
interface CodedRows {
  readonly text: LaidOutText;
  /** The relation of the rows. */
  readonly relation: string;
  readonly records: number;
  readonly tables: readonly CodedTable[];
}

/** A table's records, and the relation of those that repeat another. */
interface CodedTable {
  readonly table: TableRecords;
  readonly repeated: string | null;
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
  const problems = new ProblemRelation(context.engine, `${name}_problems`);
  try {
    const coded = await codedRows(context, name, file, unpack, problems);
    return await settled(context, name, file.stem, problems, coded);
  } finally {
    await removeWork(context.engine, name);
  }
}

/** A result of problems alone: a file that could not be unpacked, or the object as a whole. */
export async function readNothing(
  context: ReadingContext,
  stem: string | null,
  found: readonly Problem[],
): Promise<ReadFile> {
  const name = relationName(context.name, stem ?? '*');
  const problems = new ProblemRelation(context.engine, `${name}_problems`);
  try {
    await problems.add(found);
    return await settled(context, name, stem, problems, null);
  } finally {
    await removeWork(context.engine, name);
  }
}

/** @returns null for a file that is rejected before its rows are read; the reason is among the problems then */
async function codedRows(
  context: ReadingContext,
  name: string,
  file: ExportFile,
  unpack: Unpack,
  problems: ProblemRelation,
): Promise<CodedRows | null> {
  const path = join(context.engine.folder, `${name}.txt`);
  try {
    const unpacked = await unpack(path);
    const text = await layOutText(context, path, file, unpacked);
    return await codeRows(context, `${name}_rows`, file, text, problems);
  } catch (cause) {
    if (!(cause instanceof Rejection)) throw cause;
    await problems.add(cause.problems);
    return null;
  }
}

async function codeRows(
  { engine, hotline, month }: ReadingContext,
  relation: string,
  file: ExportFile,
  text: LaidOutText,
  problems: ProblemRelation,
): Promise<CodedRows> {
  const { columns, isWorkbook } = text;
  const loaded = await loadRecords(engine, { ...text, relation });
  await problems.add([...text.problems, ...loaded.problems]);
  const { records, hasGaps } = await inspectRows(engine, relation, text, problems);
  const { size: bytes } = await stat(text.path);
  const raw = { records, bytes, hasGaps, relation, columns: new Map(columns.map(({ key, name }) => [key, name])) };
  const tables: CodedTable[] = [];
  for (const table of await codeTables(engine, raw, file, hotline, { month, isWorkbook }, problems))
    tables.push({ table, repeated: await findRepeats(engine, table, problems) });
  return { text, relation, records, tables };
}

/** Decides by the hotline's tolerance, writes problems.csv, and makes facts of what is accepted. */
async function settled(
  { engine, hotline, making }: ReadingContext,
  name: string,
  stem: string | null,
  problems: ProblemRelation,
  coded: CodedRows | null,
): Promise<ReadFile> {
  const summary = await problems.summary();
  const isAccepted = summary.rejections === 0 && summary.rowsInError <= hotline.errorTolerance;
  const accepted = isAccepted && making ? coded : null;
  const headingRow = coded?.text.layout.headingRow ?? null;
  const columns = new Map(coded?.text.columns.map(({ heading, at }) => [heading, at]));
  const wording = { language: hotline.language, headingRow, columns };
  const inError = summary.rowsInError > 0 ? problems : null;
  return {
    table: stem,
    status: isAccepted ? 'accepted' : 'rejected',
    problems: summary,
    problemsCsv: await problems.writeCsv(`${name}.problems.csv`, summary, wording),
    records: coded?.records ?? 0,
    headingRow,
    columns,
    idShapes: accepted ? await idShapes(engine, accepted.relation, accepted.text.columns) : [],
    facts: accepted && making ? await writeTables(engine, making, accepted.tables, inError) : [],
  };
}

/** Facts without the records in error, whichever table of the file found the error, and without repeats. */
async function writeTables(
  engine: Engine,
  making: FactsMaking,
  tables: readonly CodedTable[],
  problems: ProblemRelation | null,
): Promise<FactsFile[]> {
  const errors = problems ? [`(SELECT record FROM ${problems.name} WHERE severity = 'error')`] : [];
  const facts: FactsFile[] = [];
  for (const { table, repeated } of tables)
    facts.push(await buildFacts(engine, table, making, repeated === null ? errors : [...errors, repeated]));
  return facts;
}

/** What is kept of a reading. */
const RESULT = /\.(?:parquet|problems\.csv)$/u;

/** Removes the relations and files that a reading makes on its way. */
async function removeWork(engine: Engine, name: string): Promise<void> {
  await dropRelations(engine, name);
  for (const file of await readdir(engine.folder))
    if (file.startsWith(name) && !RESULT.test(file)) await rm(join(engine.folder, file), { force: true });
}
