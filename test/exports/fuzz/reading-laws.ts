import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClosableEngine } from '../../../src/adapters/duckdb-engine.ts';
import { parseMonth } from '../../../src/domain/month.ts';
import { readExport } from '../../../src/exports/read-export.ts';
import type { ReadFile } from '../../../src/exports/read-file.ts';
import { asReadingFailed, ReadingFailed } from '../../../src/steps/upload-reader.ts';
import { keeping, lineaNacional, nhth } from '../desk.ts';
import { Chance } from './chance.ts';
import type { SmallTable } from './small-table.ts';

/** A file to be read, and what a small reader of the tests makes of it. */
export interface FuzzFile {
  readonly hotline: 'nhth' | 'linea-nacional';
  /** Its name: the ending tells the kind, the stem of a CSV the table. */
  readonly name: string;
  readonly bytes: Buffer;
  /** What each table of the hotline's must come to, by stem; a stem that is not here must not be accepted. */
  readonly tables: ReadonlyMap<string, SmallTable>;
}

/** Makes a file; the same for the same chance. */
export type MakeFile = (chance: Chance) => FuzzFile | Promise<FuzzFile>;

export interface ReadingCounts {
  files: number;
  tables: number;
  accepted: number;
  records: number;
  /** Rejected tables and objects by the code of their first problem. */
  readonly rejected: Map<string, number>;
  /** Rejections of what the small reader reads, by code: caution of the program. */
  readonly cautious: Map<string, number>;
  /** Readings that ended without a result, by message: each is worth a look. */
  readonly failed: Map<string, number>;
  slowestMs: number;
  readonly differences: string[];
}

export const noReadings = (): ReadingCounts => ({
  ...{ files: 0, tables: 0, accepted: 0, records: 0, slowestMs: 0, differences: [] },
  ...{ rejected: new Map(), cautious: new Map(), failed: new Map() },
});

const listed = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || 'none';

/** A few lines for people. */
export const readingsTold = (
  counts: ReadingCounts,
): string => `${counts.files} files: ${counts.accepted} tables accepted with ${counts.records} records, slowest ${Math.round(counts.slowestMs)} ms
  rejected: ${listed(counts.rejected)}
  of these read by the small reader: ${listed(counts.cautious)}
  failed: ${listed(counts.failed)}
  differences: ${counts.differences.length}`;

/**
 * What the program may reject though the small reader reads it: damage that it alone looks for, words that look like another
 * encoding, like a report's end or a total.
 */
const CAUTION = [
  'not-decodable',
  'not-an-archive',
  'not-a-workbook',
  'second-object',
  'report-end',
  'total-row',
  'no-such-table',
  'name-unknown',
];

const HOTLINES = { nhth, 'linea-nacional': lineaNacional };
const MONTH = parseMonth('2017-07');

/** Reads so many files and holds each reading to the small reader's. */
export async function holdReadings(
  engine: ClosableEngine,
  seed: number,
  files: number,
  make: MakeFile,
): Promise<ReadingCounts> {
  const counts = noReadings();
  for (let index = 0; index < files; index++) {
    const file = await make(new Chance(seed, index));
    const name = `seed ${seed}, file ${index} (${file.name})`;
    const since = performance.now();
    const read = await reading(engine, file);
    counts.slowestMs = Math.max(counts.slowestMs, performance.now() - since);
    counts.files++;
    if (read instanceof Error) {
      add(counts.failed, `${read.message}: ${String(read.cause).slice(0, 200)} [${name}]`);
      continue;
    }
    for (const result of read) await hold(engine, counts, name, file, result);
    for (const [stem, table] of file.tables)
      if (table.is === 'read' && !read.some((result) => result.table === stem))
        caution(counts, name, stem, read, table);
    for (const { problemsCsv, facts } of read)
      for (const path of [problemsCsv, ...facts.map((fact) => fact.path)]) await rm(path, { force: true });
  }
  return counts;
}

async function reading(engine: ClosableEngine, file: FuzzFile): Promise<readonly ReadFile[] | ReadingFailed> {
  const path = join(engine.folder, 'fuzz-upload');
  await writeFile(path, file.bytes);
  try {
    return await readExport(engine, { key: file.name, month: MONTH, path }, HOTLINES[file.hotline], keeping);
  } catch (error) {
    const failed = asReadingFailed(error);
    if (failed instanceof ReadingFailed) return failed;
    throw error;
  }
}

const add = (counts: Map<string, number>, name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);

async function hold(
  engine: ClosableEngine,
  counts: ReadingCounts,
  name: string,
  file: FuzzFile,
  result: ReadFile,
): Promise<void> {
  const { table: stem, status, problems } = result;
  const code = problems.first[0]?.code ?? 'none';
  if (status === 'rejected') add(counts.rejected, code);
  if (stem === null) return;
  counts.tables++;
  const small = file.tables.get(stem);
  if (status === 'rejected') {
    if (small?.is === 'read' && small.isCertain)
      cautious(
        counts,
        name,
        stem,
        problems.first.map((problem) => problem.code),
        small,
      );
    return;
  }
  counts.accepted++;
  counts.records += result.records;
  const difference = await differs(engine, result, small);
  if (difference !== null) counts.differences.push(`${name}, ${stem}: ${difference}`);
}

function caution(
  counts: ReadingCounts,
  name: string,
  stem: string,
  read: readonly ReadFile[],
  table: SmallTable,
): void {
  const whole = read.find((result) => result.table === null);
  if (table.is === 'read' && table.isCertain)
    cautious(counts, name, stem, whole?.problems.first.map(({ code }) => code) ?? ['none'], table);
}

function cautious(
  counts: ReadingCounts,
  name: string,
  stem: string,
  codes: readonly string[],
  small: SmallTable,
): void {
  const reason = codes.find((code) => CAUTION.includes(code));
  if (reason !== undefined) return add(counts.cautious, reason);
  counts.differences.push(
    `${name}, ${stem}: rejected for ${[...new Set(codes)].join(', ')}, though the small reader reads ${told(small)}`,
  );
}

const told = (small: SmallTable): string => (small.is === 'read' ? `${small.records} records` : small.why);

async function differs(
  engine: ClosableEngine,
  result: ReadFile,
  small: SmallTable | undefined,
): Promise<string | null> {
  if (small?.is !== 'read')
    return `accepted with ${result.records} records; small reader: ${small?.why ?? 'no such table'}`;
  if (small.records !== result.records) return `${result.records} records, small reader ${small.records}`;
  const path = result.facts[0]?.path;
  const facts = path ? await engine.rows(`SELECT * FROM '${path}' ORDER BY record`) : [];
  const byRecord = new Map(facts.map((fact) => [Number(fact.record), fact]));
  for (const [record, { isCertain, values }] of small.facts) {
    const fact = byRecord.get(record);
    byRecord.delete(record);
    if (!fact && isCertain) return `record ${record} is not among the facts`;
    if (!fact) continue;
    for (const [column, value] of values)
      if (JSON.stringify(fact[column]) !== JSON.stringify(value))
        return `record ${record}, ${column}: ${JSON.stringify(fact[column])}, small reader ${JSON.stringify(value)}`;
  }
  const [more] = byRecord.keys();
  return more === undefined ? null : `record ${more} is a fact, for the small reader it is none`;
}

/** The reading of one file, to look into: its bytes and problems. */
export async function lookInto(engine: ClosableEngine, seed: number, index: number, make: MakeFile): Promise<string> {
  const file = await make(new Chance(seed, index));
  const read = await reading(engine, file);
  if (read instanceof Error) return `${String(read.cause)}\n${(read.cause as Error).stack}`;
  const texts = await Promise.all(
    read.map(
      async (result) =>
        `${result.table}: ${result.status}, ${result.records} records\n${await readFile(result.problemsCsv, 'utf8')}`,
    ),
  );
  const small = [...file.tables].map(
    ([stem, table]) =>
      `${stem}: ${table.is === 'read' ? `read ${table.isCertain} ${table.records}` : `rejected: ${table.why}`}`,
  );
  return [file.hotline, file.name, ...texts, 'SMALL', ...small, 'BYTES', file.bytes.toString('utf8')].join('\n');
}
