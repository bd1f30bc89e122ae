import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine } from '../../src/adapters/duckdb-engine.ts';
import type { Engine } from '../../src/domain/engine.ts';
import { fileColumns } from '../../src/domain/facts-columns.ts';
import { TABLES, type Table } from '../../src/domain/tables.ts';

type Value = string | number | boolean | readonly string[] | null;

/** The facts of a test; missing columns have plain defaults. */
export type FactRows = Partial<Record<Table, readonly Readonly<Record<string, Value>>[]>>;

const DEFAULTS: Readonly<Record<Table, Readonly<Record<string, Value>>>> = {
  signals: { received_on: '2016-05-03', line: 'NHTH', channel: 'phone', trafficking_related: true, nexus: ['MX'] },
  cases: {
    opened_on: '2016-05-03',
    trafficking_type: 'labor',
    venues: [],
    states: ['US-TX'],
    countries: ['US'],
    nexus: ['MX'],
  },
  victims: { gender: 'female', age_group: 'adult', nationalities: ['MX'] },
  traffickers: { gender: 'male', age_group: 'adult', nationalities: ['US'] },
};

const literal = (value: Value): string => {
  if (value === null) return 'NULL';
  if (Array.isArray(value)) return `[${value.map((item) => literal(item)).join(', ')}]::VARCHAR[]`;
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
};

/** Creates a relation of canonical facts with the given rows. */
export async function makeFacts(
  engine: Engine,
  table: Table,
  rows: FactRows[Table],
  name: string = table,
): Promise<void> {
  const columns = fileColumns(table);
  const definition = columns.map((column) => `${column.name} ${column.type}`).join(', ');
  await engine.run(`CREATE OR REPLACE TABLE ${name} (${definition})`);
  const values = (rows ?? []).map((row, at) => {
    const full: Record<string, Value> = {
      hotline: 'nhth',
      month: '2016-05',
      record: at + 1,
      withdrawn: false,
      weight: 1,
      precision: 'day',
      ...DEFAULTS[table],
      ...row,
    };
    return `(${columns.map((column) => literal(full[column.name] ?? null)).join(', ')})`;
  });
  if (values.length > 0) await engine.run(`INSERT INTO ${name} VALUES ${values.join(', ')}`);
}

/** Runs work with a real engine that has these facts, each table as the relation of its name. */
export async function withFacts<Result>(rows: FactRows, use: (engine: Engine) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'factsheets-test-'));
  const engine = await openEngine({ folder, memoryLimitMb: 256, threads: 1 });
  try {
    for (const table of TABLES) await makeFacts(engine, table, rows[table]);
    return await use(engine);
  } finally {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}
