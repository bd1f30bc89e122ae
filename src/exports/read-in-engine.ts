import type { Engine } from '../domain/engine.ts';
import type { FactsFile } from '../domain/facts-file.ts';
import { buildFacts, type FactsMaking } from './build-facts.ts';
import type { ExportFile } from './hotline.ts';
import type { LaidOutText } from './lay-out-text.ts';
import { cleanPath, linesName } from './load-records.ts';
import type { ProblemRelation } from './problem-relation.ts';
import { readRows } from './read-rows.ts';
import type { Reading, ReadingContext } from './reading.ts';
import { findRepeats, laterName } from './repeated-records.ts';
import { codeTables, type TableRecords, tableName } from './table-records.ts';

/** Relations and files that a reading in the engine makes on its way, to be removed after it. */
export const engineWork = (
  engine: Engine,
  rows: string,
  { tables }: ExportFile,
): { views: string[]; relations: string[]; files: string[] } => ({
  views: [rows],
  relations: [
    ...[linesName(rows), `${rows}_cells`, `${rows}_entries`],
    ...tables.map((mapping) => laterName(tableName(rows, mapping))),
  ],
  files: [cleanPath(engine, rows)],
});

/** Reads a file of any size set by set in the engine; `rows` is the relation that its rows get. */
export async function readInEngine(
  context: ReadingContext,
  text: LaidOutText,
  file: ExportFile,
  isWorkbook: boolean,
  rows: string,
  problems: ProblemRelation,
): Promise<Reading> {
  const { engine, hotline, month } = context;
  const raw = await readRows(context, text, rows, problems);
  const records = await codeTables(engine, raw, file, hotline, { month, isWorkbook }, problems);
  const repeats = new Map<TableRecords, string>();
  for (const table of records) {
    const relation = await findRepeats(engine, table, problems);
    if (relation !== null) repeats.set(table, relation);
  }
  return {
    records: raw.records,
    facts: (making, hasErrors) => factsOf(engine, making, records, repeats, hasErrors ? problems : null),
  };
}

/** Facts without the records in error, whichever table of the file found the error, and without repeats. */
async function factsOf(
  engine: Engine,
  making: FactsMaking,
  tables: readonly TableRecords[],
  repeats: ReadonlyMap<TableRecords, string>,
  problems: ProblemRelation | null,
): Promise<FactsFile[]> {
  const errors = problems ? [`(SELECT record FROM ${problems.name} WHERE severity = 'error')`] : [];
  const facts: FactsFile[] = [];
  for (const table of tables) {
    const left = [...errors, ...[repeats.get(table)].filter((name) => name !== undefined)];
    facts.push(await buildFacts(engine, table, making, left));
  }
  return facts;
}
