import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClosableEngine, openEngine, openInScratch } from '../../src/adapters/duckdb-engine.ts';
import { EngineError } from '../../src/domain/engine.ts';

describe('the locked-down engine', () => {
  let parent: string;
  let engine: ClosableEngine;

  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), 'engine-'));
    engine = await openEngine({ folder: join(parent, 'private'), memoryLimitMb: 200, threads: 1 });
  });
  afterAll(async () => {
    await engine.close();
    await rm(parent, { recursive: true });
  });

  it('keeps its folder to its owner', async () => {
    expect((await stat(engine.folder)).mode & 0o777).toBe(0o700);
  });

  it('reads and writes files in its folder', async () => {
    await writeFile(join(engine.folder, 'in.csv'), 'a,b\n1,2\n');
    await engine.run(`COPY (SELECT a FROM read_csv('${engine.folder}/in.csv')) TO '${engine.folder}/out.parquet'`);
    expect(await engine.rows(`SELECT a FROM '${engine.folder}/out.parquet'`)).toEqual([{ a: 1 }]);
  });

  it('gives columns of numbers, also of several chunks and of no rows', async () => {
    const query = 'SELECT i::DOUBLE, (i * 281474976710655 // 4999)::DOUBLE FROM range(5000) numbers(i) ORDER BY i DESC';
    const [first, second] = await engine.columns(query);
    expect([first?.length, first?.[0], first?.[4999]]).toEqual([5000, 4999, 0]);
    expect([second?.length, second?.[0], second?.[4999]]).toEqual([5000, 281474976710655, 0]);
    expect(await engine.columns('SELECT 1::DOUBLE WHERE false')).toEqual([new Float64Array()]);
  });

  it.each([
    ['read a file outside its folder', "SELECT * FROM read_csv('/etc/passwd')"],
    ['read a file outside by a path through its folder', "SELECT * FROM read_text('FOLDER/../outside.txt')"],
    ['list files outside', "SELECT * FROM glob('/etc/*')"],
    ['write a file outside', "COPY (SELECT 1) TO 'FOLDER/../leak.csv'"],
    ['attach a database outside', "ATTACH 'FOLDER/../other.db' AS other"],
    ['reach the network', "SELECT * FROM read_csv('https://example.org/x.csv')"],
    ['install an extension', 'INSTALL httpfs'],
    ['load an extension', 'LOAD httpfs'],
    ['load an extension by its path', "LOAD 'FOLDER/evil.duckdb_extension'"],
    ['lift its lock', 'SET lock_configuration=false'],
    ['give itself access', 'SET enable_external_access=true'],
    ['raise its memory limit', "SET memory_limit='100GB'"],
    ['widen its folders', "SET allowed_directories=['/']"],
  ])('cannot %s', async (_what, sql) => {
    await writeFile(join(parent, 'outside.txt'), 'confidential');
    await expect(engine.run(sql.replaceAll('FOLDER', engine.folder))).rejects.toThrow();
    await expect(stat(join(parent, 'leak.csv'))).rejects.toThrow();
  });

  it.each([
    ['a cast', "SELECT CAST('SECRET' AS INTEGER)"],
    ['a bound value', 'SELECT CAST(? AS INTEGER)'],
    ['a date', "SELECT strptime('SECRET', '%Y')"],
    ['a line of a file', "SELECT * FROM read_csv('FOLDER/lines.csv', auto_detect = false, columns = {a: 'INTEGER'})"],
    ['a broken line', "SELECT * FROM read_csv('FOLDER/wide.csv', auto_detect = false, columns = {a: 'VARCHAR'})"],
    ['JSON', "SELECT from_json('SECRET', '[\"INTEGER\"]')"],
    ['a statement', "SELECT 'SECRET' FROM FROM"],
  ])('never reveals the value that broke %s', async (_what, sql) => {
    await writeFile(join(engine.folder, 'lines.csv'), '1\nSECRET\n');
    await writeFile(join(engine.folder, 'wide.csv'), 'SECRET,SECRET\n');
    const error: unknown = await engine
      .rows(sql.replaceAll('FOLDER', engine.folder), sql.includes('?') ? ['SECRET'] : [])
      .catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(EngineError);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('SECRET');
  });

  it('re-reads a file that replaces another of the same size within a second', async () => {
    const path = join(engine.folder, 'facts.parquet');
    const readBack = async (seed: number, rows: number) => {
      await engine.run(`COPY (SELECT ${seed} AS v, range AS r, sha256('${seed - 1000}') AS t, ['MX', 'x${seed % 10}'] AS l
        FROM range(${rows})) TO '${path}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, DICTIONARY_SIZE_LIMIT 1000)`);
      const read = await engine.rows(`SELECT v, r, t FROM '${path}'`);
      await rm(path);
      return read.length;
    };
    expect(await readBack(5970, 3)).toBe(3);
    expect(await readBack(5972, 2)).toBe(2);
  });

  it('gives integers, dates, lists and blobs back as plain values', async () => {
    const [row] = await engine.rows(
      "SELECT 9007199254740991::BIGINT AS big, sum(2) AS total, DATE '2017-07-31' AS day, ['a','b'] AS list, true AS flag, NULL AS none, 1.5::DECIMAL(4,1) AS share, ?::VARCHAR AS given",
      ['x'],
    );
    expect(row).toEqual({
      big: 9007199254740991,
      total: 2,
      day: '2017-07-31',
      list: ['a', 'b'],
      flag: true,
      none: null,
      share: 1.5,
      given: 'x',
    });
  });
});

describe('an engine in a scratch folder', () => {
  it('has a folder of its own, which is removed when it is closed', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'scratch-test-'));
    const engine = await openInScratch(parent, (folder) => openEngine({ folder, memoryLimitMb: 100, threads: 1 }));
    expect(await readdir(parent)).toEqual([basename(engine.folder)]);
    await engine.close();
    expect(await readdir(parent)).toEqual([]);
    await rm(parent, { recursive: true });
  });

  it('leaves no folder if it cannot be opened', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'scratch-test-'));
    const failing = () => Promise.reject(new Error('no memory'));
    await expect(openInScratch(parent, failing)).rejects.toThrow('no memory');
    expect(await readdir(parent)).toEqual([]);
    await rm(parent, { recursive: true });
  });
});
