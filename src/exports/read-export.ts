import { createHash } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportFile, Hotline } from '../definitions/hotline.ts';
import { dropRelations, type Engine } from '../domain/engine.ts';
import type { FactsFile } from '../domain/facts-file.ts';
import { isLastMonth, lastMonthOf } from '../domain/period.ts';
import type { Problem } from '../domain/problem.ts';
import type { ColumnShapes } from '../domain/unusual.ts';
import {
  decodePart,
  type HeldFile,
  type Part,
  type Upload,
  type UploadContents,
  uploadContents,
} from './container/upload-parts.ts';
import { type CodedTable, type FactsOptions, writeFileFacts } from './engine/file-facts.ts';
import { idShapes } from './engine/id-shapes.ts';
import { inspectRows } from './engine/inspect-rows.ts';
import { joinIds } from './engine/joined-ids.ts';
import { loadRecords } from './engine/load-records.ts';
import { findRepeats } from './engine/repeated-records.ts';
import { codeTables, type FileReading } from './engine/table-records.ts';
import { unknownColumns } from './engine/unknown-columns.ts';
import { knownWords } from './layout/known-words.ts';
import { type LaidOutText, layOutText } from './layout/lay-out-text.ts';
import { detailOf } from './problems/detail-phrases.ts';
import { problem, Rejection, rejection } from './problems/problem.ts';
import { ProblemRelation, type ProblemSummary } from './problems/problem-relation.ts';

/** The result of one file (one table stem) of an upload, or of the entire upload. */
export interface ReadFile {
  /**
   * The stem of the hotline's file. Null for the entire upload, if its container cannot be read or contains unknown
   * names.
   */
  readonly table: string | null;
  readonly status: 'accepted' | 'rejected';
  readonly problems: ProblemSummary;
  /** The file of all problems, values included, in the engine's folder. It is as confidential as the upload. */
  readonly problemsCsv: string;
  /** The number of rows, complete or broken, that are not empty and not part of a footer. */
  readonly records: number;
  /**
   * The 1-based row of the headings, as a spreadsheet program counts it. A record's row is the sum of this row and the
   * record's number. Null if no heading line was found.
   */
  readonly headingRow: number | null;
  /** The 0-based column of each heading that is both in the mapping and in the file. */
  readonly columns: ReadonlyMap<string, number>;
  /** The shapes of the ids in each column; empty if no facts are written. */
  readonly idShapes: readonly ColumnShapes[];
  /** The facts of each table in the file. Empty if the file is rejected or if the caller requests only problems. */
  readonly facts: readonly FactsFile[];
}

/** The context that all files of an upload share. */
interface ReadContext {
  readonly engine: Engine;
  readonly upload: Upload;
  readonly hotline: Hotline;
  /** Null if the caller requests only problems. */
  readonly facts: FactsOptions | null;
}

/** The coded rows of a file in the engine. They become facts if the file is accepted. */
interface FileRows {
  /** The stem of the hotline's file. */
  readonly stem: string;
  readonly text: LaidOutText;
  readonly relation: string;
  readonly records: number;
  readonly tables: readonly CodedTable[];
}

/**
 * The rows of a part, or null if it is rejected before its rows are coded, and the number of its records that a filter
 * hides.
 */
interface PartRead {
  readonly rows: FileRows | null;
  readonly hiddenRecords: number;
}

const NOTHING_READ: PartRead = { rows: null, hiddenRecords: 0 };

/**
 * Reads an uploaded export. A CSV is one file; a workbook or archive may contain several. Each file becomes files of
 * facts in the engine's folder or is rejected, and all of its problems are reported in both cases. Replaces files that
 * an earlier call for this upload wrote there. Decides nothing about other uploads.
 *
 *     upload ─► parts ─► decode ─► lay out ─► load ─► inspect ─► code ─► repeats ─► tolerance ─► facts
 *       └─────────┴─────────┴─────────┴─── problems of every step ───┴──────┴──────────┴──► problems.csv
 *
 * @param facts null to report only problems: nothing is hashed, and there are no facts
 * @returns one result per file of the hotline in the upload, and one with a null table if the entire upload has
 *   problems: a container that cannot be read, names in it that the hotline does not know, hidden sheets (bad files
 *   never throw)
 */
export async function readExport(
  engine: Engine,
  upload: Upload,
  hotline: Hotline,
  facts: FactsOptions | null,
): Promise<ReadFile[]> {
  return readContents({ engine, upload, hotline, facts }, await uploadContents(upload, hotline));
}

/**
 * Reports an upload that is refused before any byte of it is read, in the same way as `readExport` reports problems of
 * an entire upload.
 */
export const refusedExport = (
  engine: Engine,
  upload: Upload,
  hotline: Hotline,
  refusal: Problem,
): Promise<ReadFile[]> => readContents({ engine, upload, hotline, facts: null }, { files: [], problems: [refusal] });

async function readContents(context: ReadContext, { files, problems }: UploadContents): Promise<ReadFile[]> {
  const results: ReadFile[] = [];
  const ofUpload = [...problems];
  for (const held of files) {
    const { result, hiddenRecords } = await readFile(context, held);
    results.push(result);
    if (held.part && hiddenRecords > 0) ofUpload.push(hiddenRows(hiddenRecords, held.part));
  }
  if (ofUpload.length === 0) return results;
  const { result } = await readFile(context, { file: null, part: null, problems: ofUpload });
  return [...results, result];
}

const hiddenRows = (rows: number, { name }: Part): Problem =>
  problem('warning', 'rows-hidden', detailOf('hidden-rows', { rows, name }));

/** A file, or, without a file, the entire upload, which has only problems. */
type FileToRead = Omit<HeldFile, 'file'> & { readonly file: ExportFile | null };

/**
 * Reads one file. Only the files of its result remain in the engine's folder; its relations and other files are
 * removed.
 */
async function readFile(context: ReadContext, { file, part, problems: known }: FileToRead) {
  const { engine, upload, hotline } = context;
  const name = relationName(context, file);
  const problems = new ProblemRelation(engine, `${name}_problems`);
  try {
    await problems.add(known);
    const reading = file && { engine, name, hotline, month: upload.month, file, problems };
    const { rows, hiddenRecords } = reading && part ? await readPart(reading, part) : NOTHING_READ;
    return { result: await settle(context, file, { name, problems, rows }), hiddenRecords };
  } finally {
    await removeWork(engine, name);
  }
}

/**
 * Returns the prefix of the names of a file's relations and files in the engine. It is the same for the same upload and
 * stem.
 */
function relationName({ upload: { key, month }, hotline }: ReadContext, file: ExportFile | null): string {
  const place = `${hotline.id}/${month ?? ''}/${key}\n${file?.stem ?? '*'}`;
  return `x${createHash('sha256').update(place).digest('hex').slice(0, 16)}`;
}

async function readPart(reading: FileReading, part: Part): Promise<PartRead> {
  const { engine, name, hotline, file, problems } = reading;
  let hiddenRecords = 0;
  try {
    assertLastMonth(reading);
    const options = { ...hotline, known: knownWords(hotline) };
    const decoded = await decodePart(part, join(engine.folder, `${name}.txt`), options);
    hiddenRecords = decoded.hiddenRecords;
    const text = await layOutText(decoded, file, hotline.footer);
    return { rows: await readRows(reading, text), hiddenRecords };
  } catch (cause) {
    if (!(cause instanceof Rejection)) throw cause;
    await problems.add(cause.problems);
    return { rows: null, hiddenRecords };
  }
}

/** @throws Rejection `period-month` if the upload is not stored under the last month of the file's period */
function assertLastMonth({ month, file: { every } }: FileReading): void {
  if (every === 'month' || month === null || isLastMonth(month, every)) return;
  throw rejection('period-month', detailOf(`covers-${every}`, { month: lastMonthOf(month, every) }));
}

/** @throws Rejection if the rows exceed the limits of any table */
async function readRows(reading: FileReading, text: LaidOutText): Promise<FileRows> {
  const { engine, problems } = reading;
  const relation = `${reading.name}_rows`;
  const { size: bytes } = await stat(text.path);
  const loaded = await loadRecords(engine, { ...text, relation, bytes });
  await problems.add([...text.problems, ...loaded.problems]);
  const filters = reading.file.tables.flatMap(({ where }) => where);
  const { records, hasGaps } = await inspectRows(engine, relation, { ...text, filters, bytes }, problems);
  const columns = new Map(text.columns.map(({ key, name }) => [key, name]));
  const tables: CodedTable[] = [];
  const raw = await joinIds(engine, { relation, columns, records, bytes, hasGaps }, reading.file);
  for (const table of await codeTables(reading, raw, text.isWorkbook))
    tables.push({ table, repeated: await findRepeats(engine, table, problems) });
  await problems.add(await unknownColumns(engine, relation, text.columns, problems));
  return { stem: reading.file.stem, text, relation, records, tables };
}

/** The findings in a file. */
interface Found {
  readonly name: string;
  readonly problems: ProblemRelation;
  readonly rows: FileRows | null;
}

/** Applies the hotline's tolerance, writes problems.csv, and writes the facts if the file is accepted. */
async function settle(context: ReadContext, file: ExportFile | null, found: Found): Promise<ReadFile> {
  const { engine, hotline, facts } = context;
  const { name, problems, rows } = found;
  const summary = await problems.summary();
  const isAccepted = summary.rejections === 0 && summary.rowsInError <= hotline.errorTolerance;
  const headingRow = rows?.text.layout.headingRow ?? null;
  const columns = new Map(rows?.text.columns.map(({ heading, at }) => [heading, at]));
  const wording = { language: hotline.language, headingRow, columns };
  const accepted = isAccepted && facts ? rows : null;
  return {
    table: file?.stem ?? null,
    status: isAccepted ? 'accepted' : 'rejected',
    problems: summary,
    problemsCsv: await problems.writeCsv(`${name}.problems.csv`, summary, wording),
    records: rows?.records ?? 0,
    headingRow,
    columns,
    idShapes: accepted ? await idShapes(engine, accepted.relation, accepted.text.columns) : [],
    facts:
      accepted && facts
        ? await writeFileFacts(context, facts, accepted, summary.rowsInError > 0 ? problems : null)
        : [],
  };
}

/** The names of the files of a result. */
const RESULT = /\.(?:parquet|problems\.csv)$/u;

/** Removes the intermediate relations and files. */
async function removeWork(engine: Engine, name: string): Promise<void> {
  await dropRelations(engine, name);
  for (const file of await readdir(engine.folder))
    if (file.startsWith(name) && !RESULT.test(file)) await rm(join(engine.folder, file), { force: true });
}
