import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../domain/engine.ts';
import type { FactsFile } from '../domain/facts-file.ts';
import type { Problem } from '../domain/problem.ts';
import type { ExportFile } from './hotline.ts';
import { layOutText } from './lay-out-text.ts';
import { ProblemRelation, type ProblemSummary } from './problem-relation.ts';
import { engineWork, readInEngine } from './read-in-engine.ts';
import type { Reading, ReadingContext, Unpack } from './reading.ts';
import { Rejection } from './rejection.ts';

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
  /** The facts of each table the file feeds; none when it is rejected, or only problems were asked for. */
  readonly facts: readonly FactsFile[];
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
  const { engine } = context;
  const name = relationName(context.name, file.stem);
  const rows = `${name}_rows`;
  const path = join(engine.folder, `${name}.txt`);
  const work: Work = { views: [], relations: [], files: [path] };
  return settled(context, name, file.stem, work, async (problems) => {
    const { isWorkbook, ...unpacked } = await unpack(path);
    const text = await layOutText(context, path, file, { isWorkbook, ...unpacked });
    const made = engineWork(engine, rows, file);
    work.views.push(...made.views);
    work.relations.push(...made.relations);
    work.files.push(...made.files);
    return readInEngine(context, text, file, isWorkbook, rows, problems);
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

/** What a reading makes on its way and leaves to be removed. */
interface Work {
  readonly views: string[];
  readonly relations: string[];
  readonly files: string[];
}

const NO_WORK: Work = { views: [], relations: [], files: [] };
const NOTHING: Reading = { records: 0, facts: async () => [] };

/** Runs a reading, turns its rejection into problems, writes problems.csv, and leaves nothing but facts behind. */
async function settled(
  { engine, hotline, making }: ReadingContext,
  name: string,
  stem: string | null,
  work: Work,
  read: (problems: ProblemRelation) => Promise<Reading>,
): Promise<ReadFile> {
  const problems = new ProblemRelation(engine, `${name}_problems`);
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
      facts: isAccepted && making ? await facts(making, summary.rowsInError > 0) : [],
    };
  } finally {
    const own = problems.isMade ? [problems.name] : [];
    await dropAll(engine, work.views, [...work.relations, ...own]);
    for (const file of work.files) await rm(file, { force: true });
  }
}

async function dropAll(engine: Engine, views: readonly string[], tables: readonly string[]): Promise<void> {
  const drops = [
    ...views.map((name) => `DROP VIEW IF EXISTS ${name};`),
    ...tables.map((name) => `DROP TABLE IF EXISTS ${name};`),
  ];
  if (drops.length > 0) await engine.run(drops.join(' '));
}

async function rejectable(read: () => Promise<Reading>, problems: ProblemRelation): Promise<Reading> {
  try {
    return await read();
  } catch (cause) {
    if (!(cause instanceof Rejection)) throw cause;
    await problems.add(cause.problems);
    return NOTHING;
  }
}
