import { rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../../../src/domain/engine.ts';
import { parseMonth } from '../../../src/domain/month.ts';
import type { ReadFile } from '../../../src/exports/read-export.ts';
import { readExport } from '../../../src/exports/read-export.ts';
import { asReadingFailed, ReadingFailed } from '../../../src/steps/ingest-export/upload-reader.ts';
import { keeping, lineaNacional, nhth } from '../reader-fixture.ts';
import { Chance } from './chance.ts';
import { add, noReadings, type ReadingCounts } from './reading-counts.ts';
import type { SmallFact, SmallTable } from './small-table.ts';

/** A file to read, and the expected result from the tests' small reader. */
export interface FuzzFile {
  readonly hotline: 'nhth' | 'linea-nacional';
  /** The file name: the extension gives the kind, the stem of a CSV the table. */
  readonly name: string;
  readonly bytes: Buffer;
  /** The expected result for each table of the hotline, by stem; a stem that is missing must not be accepted. */
  readonly tables: ReadonlyMap<string, SmallTable>;
}

/** Creates a file; the same chance gives the same file. */
export type MakeFile = (chance: Chance) => FuzzFile;

/**
 * The problems for which the program may reject a file that the small reader reads: damage that only the program
 * checks, and words that look like another encoding, the end of a report or a total.
 */
const CAUTION = [
  ...['not-decodable', 'not-an-archive', 'not-a-workbook', 'second-object', 'no-such-table', 'name-unknown'],
  ...['report-end', 'total-row'],
];

const HOTLINES = { nhth, 'linea-nacional': lineaNacional };
const MONTH = parseMonth('2017-07');

/** Reads this many files and compares each reading with the small reader's. */
export async function holdReadings(
  engine: Engine,
  seed: number,
  files: number,
  make: MakeFile,
): Promise<ReadingCounts> {
  const counts = noReadings();
  for (let index = 0; index < files; index++) {
    const file = make(new Chance(seed, index));
    const since = performance.now();
    const read = await reading(engine, file);
    counts.slowestMs = Math.max(counts.slowestMs, performance.now() - since);
    counts.files++;
    await new Comparison(engine, counts, `seed ${seed}, file ${index} (${file.name})`, file).hold(read);
  }
  return counts;
}

async function reading(engine: Engine, file: FuzzFile): Promise<readonly ReadFile[] | ReadingFailed> {
  const path = join(engine.folder, 'fuzz-upload');
  writeFileSync(path, file.bytes);
  try {
    return await readExport(engine, { key: file.name, month: MONTH, path }, HOTLINES[file.hotline], keeping);
  } catch (error) {
    const failed = asReadingFailed(error);
    if (failed instanceof ReadingFailed) return failed;
    throw error;
  }
}

/** Compares the reading of one file with the small reader's. */
class Comparison {
  readonly #engine: Engine;
  readonly #counts: ReadingCounts;
  readonly #name: string;
  readonly #file: FuzzFile;

  constructor(engine: Engine, counts: ReadingCounts, name: string, file: FuzzFile) {
    this.#engine = engine;
    this.#counts = counts;
    this.#name = name;
    this.#file = file;
  }

  async hold(read: readonly ReadFile[] | ReadingFailed): Promise<void> {
    if (read instanceof ReadingFailed) {
      add(this.#counts.failed, `${read.code}, ${String(read.cause).slice(0, 200)} [${this.#name}]`);
      return;
    }
    for (const result of read) await this.#holdTable(result);
    const whole = read.find(({ table }) => table === null);
    for (const [stem, small] of this.#file.tables)
      if (!read.some(({ table }) => table === stem)) this.#holdRejection(stem, codesOf(whole), small);
    for (const { problemsCsv, facts } of read)
      for (const path of [problemsCsv, ...facts.map((fact) => fact.path)]) rmSync(path, { force: true });
  }

  async #holdTable(result: ReadFile): Promise<void> {
    const small = result.table === null ? undefined : this.#file.tables.get(result.table);
    if (result.status === 'rejected') {
      add(this.#counts.rejected, codesOf(result)[0] ?? 'none');
      if (result.table !== null && small) this.#holdRejection(result.table, codesOf(result), small);
      return;
    }
    if (result.table === null) return;
    this.#counts.accepted++;
    this.#counts.records += result.records;
    const facts = result.facts[0] ? await this.#engine.rows(`SELECT * FROM '${result.facts[0].path}'`) : [];
    const difference = differenceOf(result, facts, small);
    if (difference !== null) this.#counts.differences.push(`${this.#name}, ${result.table}: ${difference}`);
  }

  #holdRejection(stem: string, codes: readonly string[], small: SmallTable): void {
    if (small.is !== 'read' || !small.isCertain) return;
    const reason = codes.find((code) => CAUTION.includes(code));
    if (reason !== undefined) {
      add(this.#counts.cautious, reason);
      return;
    }
    const why = [...new Set(codes)].join(', ');
    this.#counts.differences.push(
      `${this.#name}, ${stem}: rejected for ${why}; the small reader reads ${described(small)}`,
    );
  }
}

const codesOf = (result: ReadFile | undefined): string[] => result?.problems.first.map(({ code }) => code) ?? [];

const described = (small: SmallTable): string => {
  if (small.is === 'read') return `${small.records} records`;
  return small.is === 'rejected' ? small.why : 'what is unclear';
};

type Facts = readonly Readonly<Record<string, unknown>>[];

/**
 * Explains how the facts of an accepted table differ from the small reader's; null if they are equal where the latter
 * are certain.
 */
function differenceOf({ records }: ReadFile, facts: Facts, small: SmallTable | undefined): string | null {
  if (small?.is === 'unclear') return null;
  if (small?.is !== 'read')
    return `accepted with ${records} records; small reader: ${small ? described(small) : 'no such table'}`;
  if (small.records !== records) return `${records} records, small reader ${small.records}`;
  const byRecord = new Map(facts.map((fact) => [Number(fact.record), fact]));
  const more = [...byRecord.keys()].find((record) => !small.facts.has(record));
  if (more !== undefined) return `record ${more} is a fact, for the small reader it is not`;
  const differences = Array.from(small.facts, ([record, fact]) => factDifference(byRecord.get(record), fact, record));
  return differences.find((difference) => difference !== null) ?? null;
}

function factDifference(
  fact: Facts[number] | undefined,
  { isCertain, values }: SmallFact,
  record: number,
): string | null {
  if (!fact) return isCertain ? `record ${record} is not among the facts` : null;
  const column = [...values.keys()].find((name) => JSON.stringify(fact[name]) !== JSON.stringify(values.get(name)));
  if (column === undefined) return null;
  return `record ${record}, ${column}: ${JSON.stringify(fact[column])}, small reader ${JSON.stringify(values.get(column))}`;
}

/** Describes the reading of one file for debugging: its bytes and problems. */
export async function lookInto(engine: Engine, seed: number, index: number, make: MakeFile): Promise<string> {
  const file = make(new Chance(seed, index));
  const read = await reading(engine, file);
  if (read instanceof ReadingFailed) return String(read.cause instanceof Error ? read.cause.stack : read.cause);
  const texts = read.map(async ({ table, status, records, problemsCsv }) =>
    [`${table}: ${status}, ${records} records`, await readFile(problemsCsv, 'utf8')].join('\n'),
  );
  const small = Array.from(file.tables, ([stem, table]) => `small reader, ${stem}: ${described(table)}`);
  return [file.hotline, file.name, ...(await Promise.all(texts)), ...small, file.bytes.toString('utf8')].join('\n');
}
