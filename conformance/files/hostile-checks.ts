import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ReaderPool, readerPool } from '../../local/pipeline/reader-pool.ts';
import { parseMonth } from '../../src/domain/month.ts';
import { ReadingFailed, type ReadResult } from '../../src/steps/ingest-export/upload-reader.ts';
import { key, nhth } from '../../test/exports/reader-fixture.ts';
import { type Check, checked } from '../check.ts';
import { HOSTILE_FILES, type HostileFile } from './hostile-files.ts';
import { watchChildren } from './process-watch.ts';

const GOOD = Buffer.from('Victim ID,Case Number,Gender,Age at Contact,Nationality\nV-1,C-1,Female,17,Mexico\n');

/**
 * Reads hostile files, each in a reader process: the result must be one of the expected outcomes, and the same pool
 * must then read a valid file. Prints the cost of each; times are not asserted.
 */
export async function hostileChecks(): Promise<readonly Check[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'factsheets-hostile-'));
  console.log(columns('hostile file', 'kB', 'end', 's', 'cpu s', 'peak MB'));
  try {
    const checks: Check[] = [];
    for (const file of HOSTILE_FILES)
      checks.push(await checked(`hostile: ${file.what} (${file.name})`, () => holdFile(scratch, file)));
    return checks;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function holdFile(scratch: string, file: HostileFile): Promise<void> {
  const pool = readerPool(scratch);
  try {
    const bytes = file.bytes();
    const watch = watchChildren();
    const since = performance.now();
    const end = await endOf(pool, file.name, bytes);
    const seconds = (performance.now() - since) / 1000;
    const { peakMb, processorSeconds } = watch.stop();
    const kilobytes = Math.ceil(bytes.length / 1024);
    console.log(columns(file.what, kilobytes, end, seconds.toFixed(1), processorSeconds.toFixed(1), peakMb.toFixed(0)));
    if (!file.ends.includes(end)) throw new Error(`it ends as ${end}; expected ${file.ends.join(' or ')}`);
    const after = await endOf(pool, 'victims.csv', GOOD);
    if (after !== 'accepted') throw new Error(`the good file after it ends as ${after}`);
  } finally {
    await pool.close();
  }
}

/** Returns `accepted`, or the code of the first rejection or error. */
async function endOf(pool: ReaderPool, name: string, bytes: Buffer): Promise<string> {
  const reader = await pool.open(bytes.length);
  try {
    const path = join(reader.folder, 'upload');
    await writeFile(path, bytes);
    const upload = { key: `exports/nhth/2017-07/${name}`, month: parseMonth('2017-07'), path };
    return endIn(await reader.read({ upload, hotline: nhth, idKey: key }));
  } catch (error) {
    if (error instanceof ReadingFailed) return error.code;
    throw error;
  } finally {
    await reader.close();
  }
}

const endIn = (files: ReadResult): string =>
  files.find(({ status }) => status === 'rejected')?.problems.first[0]?.code ?? 'accepted';

const columns = (what: string, ...others: readonly (string | number)[]): string =>
  [what.padEnd(54), ...others.map((other, at) => String(other).padStart(at === 1 ? 18 : 8))].join(' ');
