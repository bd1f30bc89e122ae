import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { type ClosableEngine, openEngine } from '../../src/adapters/duckdb-engine.ts';
import { parseCodeLists } from '../../src/definitions/code-list-definition.ts';
import type { Hotline } from '../../src/definitions/hotline.ts';
import { parseHotline } from '../../src/definitions/hotline-definition.ts';
import type { CodeLists } from '../../src/domain/codes.ts';
import type { SqlRow } from '../../src/domain/engine.ts';
import { parseMonth } from '../../src/domain/month.ts';
import type { Table } from '../../src/domain/tables.ts';
import { isTranslated } from '../../src/exports/problems/detail-texts.ts';
import type { ReadFile } from '../../src/exports/read-export.ts';
import { readExport } from '../../src/exports/read-export.ts';
import { writeFacts } from '../../src/facts/write-facts.ts';

const json = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function set(node: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(node)) return node.map((item, at) => (String(at) === key ? set(item, rest, value) : item));
  const object = isObject(node) ? node : {};
  return { ...object, [key]: set(object[key], rest, value) };
}

/** Returns a committed definition as JSON, with the value at each path (`files/cases/tables`) replaced. */
export const definition = (path: string, changes: Readonly<Record<string, unknown>> = {}): unknown =>
  Object.entries(changes).reduce((node, [at, value]) => set(node, at.split('/'), value), json(path));

export const codes: CodeLists = parseCodeLists({
  type: json('codes/type.json'),
  gender: json('codes/gender.json'),
  age: json('codes/age.json'),
  channel: json('codes/channel.json'),
  venue: json('codes/venue.json'),
  country: json('codes/country.json'),
  state: json('codes/state.json'),
});

export const hotline = (id: string): Hotline => parseHotline(json(`hotlines/${id}.json`), `hotlines/${id}.json`, codes);

export const nhth = hotline('nhth');
export const lineaNacional = hotline('linea-nacional');
export const key = { id: 'test', secret: Buffer.from('a secret of the tests') };
export const keeping = { idKey: key, write: writeFacts };

export interface ReadOptions {
  readonly hotline?: Hotline;
  readonly month?: string | null;
  readonly table?: string;
}

/** The reading of a file: the result, its problems.csv, and its facts by table. */
export interface Reading {
  readonly files: readonly ReadFile[];
  readonly file: ReadFile;
  readonly problems: string;
  facts(table?: Table): Promise<SqlRow[]>;
  /** Problem codes with record and column, as `code record column`. */
  readonly found: readonly string[];
}

/** Returns the details of problems that exist only in English; for anything that a test reads, there must be none. */
const untranslated = (files: readonly ReadFile[]): string[] =>
  files
    .flatMap(({ problems }) => [...problems.first, ...problems.groups.flatMap(({ first }) => first)])
    .flatMap((problem) => (isTranslated(problem) ? [] : problem.detail));

/** Provides an engine for the tests of one file, and a function that reads bytes with it. */
export function readerFixture(): {
  read(name: string, bytes: string | Buffer, options?: ReadOptions): Promise<Reading>;
  engine(): ClosableEngine;
} {
  let folder: string;
  let engine: ClosableEngine;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'exports-'));
    engine = await openEngine({ folder, memoryLimitMb: 400, threads: 1 });
  });
  afterAll(async () => {
    await engine.close();
    await rm(folder, { recursive: true });
  });
  return {
    engine: () => engine,
    async read(name, bytes, options = {}) {
      const path = join(folder, `upload-${randomUUID()}`);
      await writeFile(path, bytes);
      const month = options.month === null ? null : parseMonth(options.month ?? '2017-07');
      const table = options.table === undefined ? {} : { table: options.table };
      const upload = { key: name, month, path, ...table };
      const files = await readExport(engine, upload, options.hotline ?? nhth, keeping);
      const file = files[0]!;
      expect(untranslated(files)).toEqual([]);
      return {
        files,
        file,
        problems: await readFile(file.problemsCsv, 'utf8'),
        found: file.problems.first.map(({ code, record, column }) => [code, record ?? '-', column ?? '-'].join(' ')),
        async facts(table) {
          const facts = file.facts.find((entry) => table === undefined || entry.table === table);
          return facts ? engine.rows(`SELECT * FROM '${facts.path}' ORDER BY record`) : [];
        },
      };
    },
  };
}

/** Headings of the nhth hotline's tables, as CSV text. */
export const VICTIMS = 'Victim ID,Case Number,Gender,Age at Contact,Nationality';
export const CASES =
  'Case Number,Date Opened,Type of Trafficking,Venue/Industry,State(s) of Exploitation,Country of Exploitation,Mexico Nexus,Partner Case Number';
export const SIGNALS = 'Signal ID,Date Received,Line,Channel,Related to Trafficking,Related to Mexico,Case Number';

export const csv = (...lines: string[]): string => `${lines.join('\n')}\n`;
