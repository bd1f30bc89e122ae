import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClosableEngine, openEngine } from '../../src/adapters/duckdb-engine.ts';
import { parseMonth } from '../../src/domain/month.ts';
import { loadRecords } from '../../src/exports/engine/load-records.ts';
import { readExport } from '../../src/exports/read-export.ts';
import { keeping, key, nhth, VICTIMS } from './reader-fixture.ts';

const ROWS = 520_000;
/** Less than the rows take in memory. */
const MEMORY_MB = 64;
/** A prime: multiples of it, modulo the number of rows, are the numbers of the rows in another order. */
const STEP = 7919;

/** Rows with a note: together more than twice what DuckDB reads at a time. */
const NUMBERED = 150_000;
const NOTE = 'An invented note that is as long as some are. '.repeat(3);

const victim = (row: number): string => {
  const at = (row * STEP) % ROWS;
  return `V${String(at).padStart(9, '0')},C${String(at % 390_000).padStart(9, '0')},${at % 2 ? 'Male' : 'Female'},17,Mexico`;
};

const hash = (id: string): string => createHmac('sha256', key.secret).update(id).digest('hex');

let engine: ClosableEngine;
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'large-'));
  engine = await openEngine({ folder, memoryLimitMb: MEMORY_MB, threads: 2 });
});
afterAll(async () => {
  await engine.close();
  await rm(engine.folder, { recursive: true });
});

it.each(['regular', 'with-breaks'] as const)('numbers the rows of a large file in their order: %s', async (quoting) => {
  const path = join(engine.folder, 'numbered');
  await writeFile(
    path,
    `id,note\n${Array.from({ length: NUMBERED }, (_unused, at) => `V-${at + 1},${NOTE}`).join('\n')}\n`,
  );
  const layout = { separator: ',', width: 2, needed: 2, skipped: 0, headingRow: 1, columns: new Map<string, number>() };
  const columns = [{ at: 0, name: 's0', isId: true }];
  await loadRecords(engine, { path, layout, columns, relation: 'numbered', quoting, bytes: 2 ** 30 });
  const [counted] = await engine.rows(
    `SELECT count(*) AS records, count(*) FILTER (s0 <> 'V-' || record) AS misplaced FROM numbered`,
  );
  expect(counted).toEqual({ records: NUMBERED, misplaced: 0 });
});

it('reads a large file of any order with little memory, and finds its repeated rows and altered ids', async () => {
  const rows = Array.from({ length: ROWS }, (_unused, row) => victim(row));
  const path = join(engine.folder, 'upload');
  await writeFile(path, `${[VICTIMS, ...rows, victim(3), `'${victim(400_000)}`].join('\n')}\n`);
  const upload = { key: 'victims.csv', month: parseMonth('2017-07'), path };
  const [file] = await readExport(engine, upload, nhth, keeping);
  expect(file).toMatchObject({
    status: 'accepted',
    records: ROWS + 2,
    facts: [{ rows: ROWS }],
    problems: {
      counts: [
        { code: 'id-altered', count: 1 },
        { code: 'row-repeated', count: 2 },
      ],
      first: [
        { code: 'row-repeated', record: ROWS + 1 },
        { code: 'id-altered', record: ROWS + 2 },
        { code: 'row-repeated', record: ROWS + 2 },
      ],
    },
  });
  const facts = `read_parquet('${file?.facts[0]?.path}')`;
  expect(await engine.rows(`SELECT victim_id, case_id, gender FROM ${facts} WHERE record = ${ROWS}`)).toEqual([
    { victim_id: hash('V000512081'), case_id: hash('C000122081'), gender: 'male' },
  ]);
});
