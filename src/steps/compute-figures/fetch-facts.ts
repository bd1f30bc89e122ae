import { join } from 'node:path';
import type { TableOfMonth } from '../../domain/edition.ts';
import type { Effects } from '../../domain/effects.ts';
import type { Engine } from '../../domain/engine.ts';
import { Failure, isMissingObject } from '../../domain/failure.ts';
import type { StoredFacts } from '../../domain/ledger.ts';
import type { ActiveFile } from '../../domain/running-count.ts';
import { TABLES, type Table } from '../../domain/tables.ts';
import { type FactFiles, inspectFacts } from '../../facts/open-facts.ts';
import { fileHash } from '../verify-state/verify-files.ts';

/** The facts of one active export. */
export interface FactsOfExport extends TableOfMonth {
  readonly facts: readonly StoredFacts[];
}

/** Approximate memory of a fact, mostly its two hashed ids. */
const BYTES_OF_A_FACT = 200;

/** Returns the approximate memory of this many facts, in bytes, for opening an engine. */
export const factsBytes = (rows: number): number => rows * BYTES_OF_A_FACT;

/** A file of facts, and the path of its copy. */
export interface Fetched extends ActiveFile {
  readonly path: string;
}

/**
 * How many files are copied at a time: a hundred hotlines have ten thousand, and each copy uses a connection and an
 * open file.
 */
const AT_A_TIME = 32;

/** A file that differs from the ledger's record. */
interface BrokenFile {
  readonly table: TableOfMonth;
  readonly problem: string;
}

/**
 * Copies every file of facts into the engine's folder, and checks each against the ledger: its SHA-256, then its number
 * of rows and its columns. Figures are never made from other facts than those that were accepted.
 * @returns the files that hold a row, table by table
 * @throws Failure FactsChanged naming each export with a changed, missing, swapped or outdated file, and how to write it again
 */
export async function fetchFacts(
  { facts }: { readonly facts: Pick<Effects['facts'], 'fetch'> },
  engine: Engine,
  exports: readonly FactsOfExport[],
): Promise<FactFiles> {
  const all = await fetchFiles({ facts }, engine, exports.flatMap(filesOf), { name: 'facts', first: 0 });
  const files: Record<Table, string[]> = { signals: [], cases: [], victims: [], traffickers: [] };
  for (const { recorded, path } of all) if (recorded.rows > 0) files[recorded.table].push(path);
  for (const table of TABLES) files[table].sort();
  return files;
}

/** Returns the files of facts of an export. */
export const filesOf = ({ hotline, month, table, facts }: FactsOfExport): ActiveFile[] =>
  facts.map((recorded) => ({ of: { hotline, month, table }, recorded }));

/**
 * Copies files of facts into the engine's folder, and checks them as `fetchFacts` does.
 * @param copies the names of the copies, and the number of the first
 * @throws Failure FactsChanged as `fetchFacts`
 */
export async function fetchFiles<File extends ActiveFile>(
  { facts }: { readonly facts: Pick<Effects['facts'], 'fetch'> },
  engine: Engine,
  wanted: readonly File[],
  copies: { readonly name: string; readonly first: number },
): Promise<(File & Fetched)[]> {
  const pathOf = (index: number): string => join(engine.folder, `${copies.name}-${copies.first + index}.parquet`);
  const all = wanted.map((file, index) => ({ ...file, path: pathOf(index) }));
  const broken: BrokenFile[] = [];
  for (let index = 0; index < all.length; index += AT_A_TIME) {
    const some = all.slice(index, index + AT_A_TIME).map((fetched) => fetchOne(facts, fetched));
    broken.push(...(await Promise.all(some)).flatMap((problem) => problem ?? []));
  }
  if (broken.length === 0) broken.push(...(await unreadable(engine, all)));
  if (broken.length > 0) throw factsChanged(broken);
  return all;
}

async function fetchOne(
  facts: Pick<Effects['facts'], 'fetch'>,
  { of: table, recorded, path }: Fetched,
): Promise<BrokenFile | null> {
  try {
    await facts.fetch(recorded.key, path);
  } catch (error) {
    if (isMissingObject(error)) return { table, problem: 'are missing' };
    throw error;
  }
  if ((await fileHash(path)) === recorded.sha256) return null;
  // an entry of an earlier version has no hash
  const problem = 'sha256' in recorded ? 'are not those that were accepted' : 'were recorded without a hash';
  return { table, problem };
}

async function unreadable(engine: Engine, all: readonly Fetched[]): Promise<BrokenFile[]> {
  const files = await inspectFacts(
    engine,
    all.map(({ recorded, path }) => ({ table: recorded.table, path })),
  );
  return all.flatMap(({ of: table, recorded, path }) => {
    const file = files.get(path);
    if (file?.rows !== recorded.rows) return { table, problem: 'have another number of rows than the ledger recorded' };
    return file.isCurrent ? [] : { table, problem: 'have other columns than this version reads' };
  });
}

/** How many exports, and how many commands, a message names; for more months it gives one command. */
const NAMED = 5;

function factsChanged(broken: readonly BrokenFile[]): Failure {
  const named = summarise(
    broken.map(({ table, problem }) => `the facts of ${table.hotline} ${table.month} ${table.table} ${problem}`),
  );
  const months = new Set(broken.map(({ table }) => `--hotline ${table.hotline} --month ${table.month}`));
  const scopes = months.size > NAMED ? ['--all'] : [...months];
  const commands = scopes.map((which) => `factsheets replay ${which} --force`).join('; ');
  return new Failure('FactsChanged', `${named}; no figure was made. Write them again from the uploads: ${commands}`);
}

function summarise(texts: readonly string[]): string {
  const all = [...new Set(texts)];
  const more = all.length > NAMED ? [`and ${all.length - NAMED} more`] : [];
  return [...all.slice(0, NAMED), ...more].join('; ');
}
