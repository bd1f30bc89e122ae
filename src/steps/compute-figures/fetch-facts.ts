import { join } from 'node:path';
import type { TableOfMonth } from '../../domain/edition.ts';
import type { Effects } from '../../domain/effects.ts';
import type { Engine } from '../../domain/engine.ts';
import { Failure } from '../../domain/failure.ts';
import type { StoredFacts } from '../../domain/ledger.ts';
import { TABLES, type Table } from '../../domain/tables.ts';
import { type FactFiles, inspectFacts } from '../../facts/open-facts.ts';
import { fileHash } from '../verify-state/file-hash.ts';

/** The facts of one active export. */
export interface FactsOfExport extends TableOfMonth {
  readonly facts: readonly StoredFacts[];
}

/** One file of facts, what the ledger recorded of it, and where it was copied to. */
interface Fetched {
  readonly of: TableOfMonth;
  readonly kept: StoredFacts;
  readonly path: string;
}

/** How many files are copied at a time: a hundred hotlines have ten thousand, and each holds a connection and a file open. */
const AT_A_TIME = 32;

/** A file that is not what the ledger recorded. */
interface Broken {
  readonly of: TableOfMonth;
  readonly problem: string;
}

/**
 * Copies every file of facts into the engine's folder, and checks each against the ledger: its SHA-256, then its number of
 * rows and the version of its columns. Figures are never made from other facts than those that were accepted.
 * @returns the files that hold a row, table by table
 * @throws Failure FactsChanged naming each export with a changed, missing, swapped or outdated file, and how to write it again
 */
export async function fetchFacts(
  { facts }: { readonly facts: Pick<Effects['facts'], 'fetch'> },
  engine: Engine,
  exports: readonly FactsOfExport[],
): Promise<FactFiles> {
  const wanted = exports.flatMap((of) => of.facts.map((kept) => ({ of, kept })));
  const all = wanted.map((one, at): Fetched => ({ ...one, path: join(engine.folder, `facts-${at}.parquet`) }));
  const broken: Broken[] = [];
  for (let at = 0; at < all.length; at += AT_A_TIME) {
    const some = all.slice(at, at + AT_A_TIME).map((one) => fetchOne(facts, one));
    broken.push(...(await Promise.all(some)).flatMap((problem) => problem ?? []));
  }
  if (broken.length === 0) broken.push(...(await unreadable(engine, all)));
  if (broken.length > 0) throw changed(broken);
  const files: Record<Table, string[]> = { signals: [], cases: [], victims: [], traffickers: [] };
  for (const { kept, path } of all) if (kept.rows > 0) files[kept.table].push(path);
  for (const table of TABLES) files[table].sort();
  return files;
}

async function fetchOne(facts: Pick<Effects['facts'], 'fetch'>, { of, kept, path }: Fetched): Promise<Broken | null> {
  try {
    await facts.fetch(kept.key, path);
  } catch (error) {
    if (error instanceof Failure && error.name === 'StoreConflict') return { of, problem: 'are missing' };
    throw error;
  }
  if ((await fileHash(path)) === kept.sha256) return null;
  // an entry of a version that recorded no hash says nothing of its file
  const problem = 'sha256' in kept ? 'are not those that were accepted' : 'were recorded without a hash';
  return { of, problem };
}

async function unreadable(engine: Engine, all: readonly Fetched[]): Promise<Broken[]> {
  const paths = all.map(({ path }) => path);
  const files = await inspectFacts(engine, paths);
  return all.flatMap(({ of, kept, path }) => {
    const file = files.get(path);
    if (file?.rows !== kept.rows) return { of, problem: 'have another number of rows than the ledger recorded' };
    return file.isCurrent ? [] : { of, problem: 'were written by another version of the program' };
  });
}

/** How many exports, and how many commands, a message names; for more months there is one command. */
const NAMED = 5;

function changed(broken: readonly Broken[]): Failure {
  const named = firstOf(
    broken.map(({ of, problem }) => `the facts of ${of.hotline} ${of.month} ${of.table} ${problem}`),
  );
  const months = new Set(broken.map(({ of }) => `--hotline ${of.hotline} --month ${of.month}`));
  const meant = months.size > NAMED ? ['--all'] : [...months];
  const commands = meant.map((which) => `factsheets replay ${which} --force`).join('; ');
  return new Failure('FactsChanged', `${named}; no figure was made. Write them again from the uploads: ${commands}`);
}

function firstOf(texts: readonly string[]): string {
  const all = [...new Set(texts)];
  const more = all.length > NAMED ? [`and ${all.length - NAMED} more`] : [];
  return [...all.slice(0, NAMED), ...more].join('; ');
}
