import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEngine } from '../../src/adapters/duckdb-engine.ts';
import { TABLES, type Table } from '../../src/domain/tables.ts';
import { inspectFacts, openFacts } from '../../src/facts/open-facts.ts';
import { writeFacts } from '../../src/facts/write-facts.ts';
import { type FactRows, makeFacts } from './facts-in-engine.ts';

/** Returns the rows of a table's relation (`hotline month:record`) after these exports' facts are opened together. */
async function opened(table: Table, ...exports: readonly FactRows[Table][]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'factsheets-test-'));
  const engine = await openEngine({ folder, memoryLimitMb: 256, threads: 1 });
  try {
    const files: string[] = [];
    for (const [at, rows] of exports.entries()) {
      await makeFacts(engine, table, rows, `export_${at}`);
      const query = { table, name: `export_${at}`, sql: `FROM export_${at}`, parameters: [] };
      files.push((await writeFacts(engine, query, 'test')).path);
    }
    await openFacts(engine, { signals: [], cases: [], victims: [], traffickers: [], [table]: files });
    const found = await engine.rows(`SELECT hotline, month, record FROM ${table}`);
    return found.map(({ hotline, month, record }) => `${hotline} ${month}:${record}`).sort();
  } finally {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const ID: Readonly<Record<Table, string>> = {
  signals: 'signal_id',
  cases: 'case_id',
  victims: 'victim_id',
  traffickers: 'trafficker_id',
};

it('a file of facts states its rows and whether this program reads its columns', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'factsheets-test-'));
  const engine = await openEngine({ folder, memoryLimitMb: 256, threads: 1 });
  try {
    await makeFacts(engine, 'cases', [{ case_id: 'a' }, { case_id: 'b' }]);
    const { path } = await writeFacts(engine, { table: 'cases', name: 'now', sql: 'FROM cases', parameters: [] }, 'k');
    const [before, foreign] = [join(folder, 'before.parquet'), join(folder, 'foreign.parquet')];
    await engine.run(`COPY (SELECT * EXCLUDE withdrawn FROM cases) TO '${before}' (KV_METADATA {columns: 'v1'})`);
    await engine.run(`COPY (SELECT 1 AS one) TO '${foreign}'`);
    expect(
      Object.fromEntries(
        await inspectFacts(
          engine,
          [path, before, foreign].map((file) => ({ table: 'cases', path: file })),
        ),
      ),
    ).toEqual({
      [path]: { rows: 2, isCurrent: true },
      [before]: { rows: 2, isCurrent: false },
      [foreign]: { rows: 1, isCurrent: false },
    });
  } finally {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
});

describe.each(TABLES)('facts opened: %s', (table) => {
  const id = ID[table];

  it('of one export are all of its records', async () => {
    expect(await opened(table, [{ [id]: 'a' }, { [id]: 'b' }])).toEqual(['nhth 2016-05:1', 'nhth 2016-05:2']);
  });

  it('of several exports hold a record once, as the latest month has it, and others as they are', async () => {
    const found = await opened(
      table,
      [{ [id]: 'a' }, { [id]: 'b' }],
      [
        { [id]: 'c', month: '2016-06' },
        { [id]: 'a', month: '2016-06' },
      ],
      [{ [id]: 'a', hotline: 'linea-nacional' }],
    );
    expect(found).toEqual(['linea-nacional 2016-05:1', 'nhth 2016-05:2', 'nhth 2016-06:1', 'nhth 2016-06:2']);
  });

  it('leave out what the latest month withdrew, and only until a later month has it again', async () => {
    const withdrawn = { [id]: 'a', month: '2016-06', withdrawn: true };
    expect(await opened(table, [{ [id]: 'a' }, { [id]: 'b' }], [withdrawn])).toEqual(['nhth 2016-05:2']);
    expect(await opened(table, [{ [id]: 'a' }], [withdrawn], [{ [id]: 'a', month: '2016-07' }])).toEqual([
      'nhth 2016-07:1',
    ]);
    expect(await opened(table, [withdrawn])).toEqual([]);
  });

  it('of no export are none', async () => {
    expect(await opened(table)).toEqual([]);
  });
});
