import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReaderPool, readerPool } from '../../../local/pipeline/reader-pool.ts';
import { parseMonth } from '../../../src/domain/month.ts';
import type { ReadFile } from '../../../src/exports/read-export.ts';
import { csv, key, nhth, VICTIMS } from '../../exports/reader-fixture.ts';

let scratch: string;
let pool: ReaderPool;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'pool-'));
  pool = readerPool(scratch);
});
afterAll(async () => {
  await pool.close();
  await rm(scratch, { recursive: true });
});

/** Reads an upload as `ingestExport` does; facts are counted before the reader is returned to the pool. */
async function read(name: string, bytes: string | Buffer, readers = pool): Promise<readonly ReadFile[]> {
  const reader = await readers.open(Buffer.byteLength(bytes));
  try {
    const path = join(reader.folder, 'upload');
    await writeFile(path, bytes);
    const upload = { key: `exports/nhth/2017-07/${name}`, month: parseMonth('2017-07'), path };
    return await reader.read({ upload, hotline: nhth, idKey: key });
  } finally {
    await reader.close();
  }
}

const good = csv(VICTIMS, 'V-1,C-1,Female,17,Mexico');

describe('a reader process', () => {
  it('reads an upload, and leaves nothing in its folder once it is given back', async () => {
    const [file] = await read('victims.csv', good);
    expect(file).toMatchObject({ table: 'victims', status: 'accepted', records: 1, headingRow: 1 });
    expect(file?.columns.get('Gender')).toBe(2);
    expect(file?.facts).toMatchObject([{ table: 'victims', rows: 1 }]);
    const [folder] = await readdir(scratch);
    expect(await readdir(join(scratch, folder ?? ''))).toEqual([]);
  });

  it('is not started for an upload that is not read, because it is unchanged', async () => {
    const running = (): number => process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length;
    const unread = readerPool(scratch);
    const before = running();
    await (await unread.open(100)).close();
    expect(running()).toBe(before);
    await read('victims.csv', good, unread);
    expect(running()).toBe(before + 1);
    await unread.close();
    expect(running()).toBe(before);
  });

  it('is used again, and knows nothing of the file before', async () => {
    await read('victims.csv', good);
    const [file] = await read('victims.csv', csv(VICTIMS));
    expect(file).toMatchObject({ status: 'accepted', records: 0 });
    expect(await readdir(scratch)).toHaveLength(1);
  });

  it.each([
    ['memory', { memoryBytes: 1, budgetMs: () => 60_000 }],
    ['time', { memoryBytes: 2 ** 40, budgetMs: () => 1 }],
  ])('is ended when an upload takes more %s than it may; the next one is read by another', async (_what, limits) => {
    const narrow = readerPool(scratch, limits);
    const rows = Array.from({ length: 100_000 }, (_unused, at) => `V-${at},C-1,Female,17,Mexico`);
    const large = csv(VICTIMS, ...rows);
    await expect(read('victims.csv', large, narrow)).rejects.toMatchObject({
      name: 'ReadingFailed',
      code: 'too-large-or-slow',
    });
    await narrow.close();
    expect(await read('victims.csv', good)).toMatchObject([{ status: 'accepted', records: 1 }]);
  });

  it('is ended by a signal while it reads, and says why', async () => {
    const controller = new AbortController();
    const stopped = readerPool(scratch, undefined, controller.signal);
    const rows = Array.from({ length: 400_000 }, (_unused, at) => `V-${at},C-1,Female,17,Mexico`);
    const reading = read('victims.csv', `${VICTIMS}\n${rows.join('\n')}`, stopped);
    setTimeout(() => controller.abort('stopped'), 300);
    await expect(reading).rejects.toBe('stopped');
    await stopped.close();
  });

  it('rejects a column of narratives under the heading of a code', async () => {
    const rows = Array.from({ length: 1500 }, (_unused, at) => `V-${at},C-1,${`${at} `.repeat(2000)},17,Mexico`);
    const [file] = await read('victims.csv', csv(VICTIMS, ...rows));
    expect(file?.problems.first).toMatchObject([{ code: 'too-large-or-slow', severity: 'rejection' }]);
  });
});
