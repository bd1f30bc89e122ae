import { rm } from 'node:fs/promises';
import type { SheetColumn } from '../../domain/dimensions.ts';
import type { Effects } from '../../domain/effects.ts';
import type { Engine } from '../../domain/engine.ts';
import type { Day } from '../../domain/month.ts';
import { type CountedFile, fileId, type RunningCount } from '../../domain/running-count.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { TABLES, type Table } from '../../domain/tables.ts';
import { openFacts } from '../../facts/open-facts.ts';
import { addTokens, lastDayOf } from '../../facts/record-tokens.ts';
import { type Answer, addAnswers, areComparable } from '../../figures/answers.ts';
import { connectedRecords, type LocalFile } from './connected-records.ts';
import { type Fetched, fetchFiles } from './fetch-facts.ts';
import type { FileChanges } from './file-changes.ts';
import { extendIndex } from './record-index.ts';

/** What counting in steps needs. */
export interface StepContext {
  readonly facts: Pick<Effects['facts'], 'fetch'>;
  readonly runningCounts: Pick<Effects['runningCounts'], 'bytes' | 'fetch' | 'putBytes' | 'putFile'>;
  readonly engine: Engine;
  readonly sheet: Sheet;
  /** The columns besides the canonical ones that the sheet counts by. */
  readonly extra: readonly SheetColumn[];
  /** Counts the records of the engine's relations of facts through a day. */
  readonly ask: (through: Day) => Promise<Answer[]>;
}

/**
 * Counts one step. Records that no changed record is connected with count as before. So the step counts the changed
 * records and those connected with them, once as they were and once as they are, and adds the difference.
 * @returns null if the count answers other questions than the program asks now
 * @throws Failure FactsChanged if a file is not the one that was accepted
 */
export async function applyChanges(
  context: StepContext,
  count: RunningCount,
  { removed, added, through }: FileChanges,
): Promise<RunningCount | null> {
  const { engine, sheet } = context;
  const changed = await fetchFiles(context, engine, [...added, ...removed], { name: 'changed', first: 0 });
  await readTokens(engine, changed, sheet.hotlines);
  const gone = new Set(removed.map(fileId));
  const files = count.files.filter((file) => !gone.has(fileId(file)));
  const connected = await connectedRecords(context, engine, { files, index: count.index, hotlines: sheet.hotlines });
  const [now, former] = [changed.slice(0, added.length), changed.slice(added.length)].map((some) => [
    ...connected,
    ...some.map(({ recorded, path }) => ({ table: recorded.table, path })),
  ]);
  const before = await answersOf(context, former ?? [], through);
  const after = await answersOf(context, now ?? [], through);
  const sum = addSteps(count, before, after);
  if (!sum) return null;
  const dated: CountedFile[] = [];
  for (const { path, ...file } of changed.slice(0, added.length))
    dated.push({ ...file, lastDay: await lastDayOf(engine, { number: 0, table: file.recorded.table, path }) });
  const index = added.length > 0 ? await addToIndex(context, count, dated) : count.index;
  for (const { path } of [...changed, ...connected]) await rm(path);
  return { ...count, through, files: [...files, ...dated], answers: sum, index };
}

async function readTokens(engine: Engine, changed: readonly Fetched[], hotlines: readonly string[]): Promise<void> {
  await engine.run('CREATE OR REPLACE TEMP TABLE changed_tokens (file INTEGER, row BIGINT, token BIGINT)');
  for (const [number, { recorded, path }] of changed.entries())
    await addTokens(engine, 'changed_tokens', { number, table: recorded.table, path }, hotlines);
}

/** Returns the answers about files of facts; null if there are none. */
async function answersOf(
  { engine, extra, ask }: StepContext,
  files: readonly LocalFile[],
  through: Day,
): Promise<Answer[] | null> {
  if (files.length === 0) return null;
  const byTable: Record<Table, string[]> = { signals: [], cases: [], victims: [], traffickers: [] };
  for (const { table, path } of files) byTable[table].push(path);
  for (const table of TABLES) byTable[table].sort();
  await openFacts(engine, byTable, extra);
  return ask(through);
}

function addSteps(
  { files, answers }: RunningCount,
  before: readonly Answer[] | null,
  after: readonly Answer[] | null,
): readonly Answer[] | null {
  if (files.length === 0) return after;
  if (![before, after].every((step) => step === null || areComparable(answers, step))) return null;
  return addAnswers(addAnswers(answers, after ?? [], 1), before ?? [], -1);
}

/** The added files have the first numbers among the changed ones. */
const addToIndex = (context: StepContext, { index }: RunningCount, added: readonly CountedFile[]) =>
  extendIndex(
    { ...context, sheet: context.sheet.id },
    index,
    `(FROM changed_tokens WHERE file < ${added.length})`,
    added.map(fileId),
  );
