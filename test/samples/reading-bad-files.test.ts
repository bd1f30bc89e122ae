import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClosableEngine, openEngine } from '../../src/adapters/duckdb-engine.ts';
import { definitionFiles } from '../../src/adapters/local/definition-files.ts';
import { type Definitions, loadDefinitions } from '../../src/definitions/load-definitions.ts';
import { parseMonth } from '../../src/domain/month.ts';
import { isTranslated } from '../../src/exports/problems/detail-texts.ts';
import { readExport } from '../../src/exports/read-export.ts';

interface Expected {
  name: string;
  hotline: string;
  table: string;
  month: string;
  outcome: string;
  problems: { problem: string; severity: string; record: number | null; column: string | null }[];
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bad-files-'));
const all = JSON.parse(readFileSync(join(root, 'samples/bad/expected-problems.json'), 'utf8')) as Expected[];
let engine: ClosableEngine;
let definitions: Definitions;

beforeAll(async () => {
  engine = await openEngine({ folder, memoryLimitMb: 300, threads: 1 });
  definitions = await loadDefinitions(definitionFiles(root));
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

it.each(all)('$name gets what its README says', async ({ name, hotline, table, month, outcome, problems }) => {
  const path = join(engine.folder, name);
  copyFileSync(join(root, 'samples/bad', name), path);

  const upload = { key: name, month: parseMonth(month), path, table };
  const read = await readExport(engine, upload, definitions.hotlines.get(hotline)!, null);

  const found = read.flatMap(({ problems: { first } }) =>
    first.map(({ code, severity, record, column }) => ({ problem: code, severity, record, column })),
  );
  expect(read.flatMap(({ problems: { first } }) => first).filter((problem) => !isTranslated(problem))).toEqual([]);
  const order = (list: Expected['problems']) => list.map((problem) => JSON.stringify(problem)).toSorted();
  expect(order(found)).toEqual(order(problems));
  expect(read.some(({ status }) => status === 'rejected') ? 'rejected' : 'accepted').toBe(outcome);
});
