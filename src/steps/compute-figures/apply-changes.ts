import { rm } from 'node:fs/promises';
import type { SheetColumn } from '../../domain/dimensions.ts';
import type { Effects } from '../../domain/effects.ts';
import type { Engine } from '../../domain/engine.ts';
import type { Day } from '../../domain/month.ts';
import { type CountedFile, fileId, type RunningCount } from '../../domain/running-count.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { TABLES, type Table } from '../../domain/tables.ts';
import { type FactFiles, openDifference } from '../../facts/open-facts.ts';
import { addTokens, lastDays, readTokens } from '../../facts/record-tokens.ts';
import { type Answer, addAnswers, areComparable } from '../../figures/answers.ts';
import { byTable, connectedRecords, type LocalFile } from './connected-records.ts';
import { type Fetched, fetchFiles } from './fetch-facts.ts';
import type { FileChanges } from './file-changes.ts';
import { extendIndex } from './record-index.ts';

/** What counting in steps needs. */
export interface StepContext {
  readonly facts: Pick<Effects['facts'], 'fetch'>;
  readonly runningCounts: Pick<Effects['runningCounts'], 'bytes' | 'putBytes'>;
  readonly countIndex: Pick<Effects['countIndex'], 'fetch' | 'putFile'>;
  readonly engine: Engine;
  /** Signs stored counts and their index, so that no others are used. */
  readonly secret: Uint8Array;
  /** The version of the engine. */
  readonly version: string;
  readonly sheet: Sheet;
  /** The columns besides the canonical ones that the sheet counts by. */
  readonly extra: readonly SheetColumn[];
  /** Counts the records of the engine's relations of facts through a day: the difference that a change makes. */
  readonly ask: (through: Day) => Promise<Answer[]>;
}

/**
 * Counts one step. Records that no changed record is connected with count as before. So the step counts the changed
 * records and those connected with them as they are, less as they were, and adds the difference.
 * @returns null if the count answers other questions than the program asks now, or is not that of its files
 * @throws Failure FactsChanged if a file is not the one that was accepted, IndexUnusable if the index cannot be used
 */
export async function applyChanges(
  context: StepContext,
  count: RunningCount,
  { removed, added, through }: FileChanges,
): Promise<RunningCount | null> {
  const { engine, sheet } = context;
  const newer = await fetchFiles(context, engine, added, { name: 'changed', first: 0 });
  const older = await fetchFiles(context, engine, removed, { name: 'changed', first: added.length });
  await engine.run('CREATE OR REPLACE TEMP TABLE changed_tokens (file BIGINT, row BIGINT, token BIGINT)');
  const changedFiles = [...byTable(newer, 0), ...byTable(older, added.length)];
  await addTokens(engine, 'changed_tokens', changedFiles, sheet.hotlines);
  const gone = new Set(removed.map(fileId));
  const files = count.files.filter((file) => !gone.has(fileId(file)));
  const changed = await readTokens(engine, 'changed_tokens');
  const indexed = { ...context, sheet: sheet.id };
  const unchanged = { files, index: count.index, hotlines: sheet.hotlines };
  const connected = await connectedRecords(indexed, unchanged, changed.tokens);
  const before = byPath([...connected, ...older.map(toLocal)]);
  const after = byPath([...connected, ...newer.map(toLocal)]);
  await openDifference(engine, { before, after }, context.extra);
  const sum = addDifference(count, await context.ask(through));
  if (!sum || !isPossible(sum)) return null;
  const dated = await withLastDays(engine, newer);
  // the added files have the first numbers among the changed ones
  const index = added.length > 0 ? await extendIndex(indexed, count.index, changed, dated.map(fileId)) : count.index;
  for (const { path } of [...newer, ...older, ...connected]) await rm(path);
  return { ...count, through, files: [...files, ...dated], answers: sum, index };
}

/** A number below zero shows that the stored count is not that of its files. */
const isPossible = (answers: readonly Answer[]): boolean =>
  answers.every(({ rows }) =>
    rows.every((row) => Object.values(row).every((value) => typeof value !== 'number' || value >= 0)),
  );

/** Returns the files with the last day in each, in the order in which `byTable` numbers them. */
async function withLastDays(engine: Engine, files: readonly Fetched[]): Promise<CountedFile[]> {
  const dated: CountedFile[] = [];
  for (const { table, paths } of byTable(files, 0)) {
    const days = await lastDays(engine, { table, paths });
    const ofTable = files.filter(({ recorded }) => recorded.table === table);
    dated.push(...ofTable.map(({ of, recorded, path }) => ({ of, recorded, lastDay: days.get(path) ?? null })));
  }
  return dated;
}

const toLocal = ({ recorded, path }: Fetched): LocalFile => ({ table: recorded.table, path });

function byPath(files: readonly LocalFile[]): FactFiles {
  const paths: Record<Table, string[]> = { signals: [], cases: [], victims: [], traffickers: [] };
  for (const { table, path } of files) paths[table].push(path);
  for (const table of TABLES) paths[table].sort();
  return paths;
}

function addDifference({ files, answers }: RunningCount, difference: readonly Answer[]): readonly Answer[] | null {
  if (files.length === 0) return difference;
  return areComparable(answers, difference) ? addAnswers(answers, difference) : null;
}
