import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { definitionFiles } from '../src/adapters/local/definition-files.ts';
import { loadDefinitions } from '../src/definitions/load-definitions.ts';
import { viewQuery } from '../src/domain/athena-tables.ts';
import { everyExtraColumn } from '../src/domain/dimensions.ts';
import { TABLES } from '../src/domain/tables.ts';
import { fragmentsOf, readDocument } from '../test/docs/document-blocks.ts';
import { queryDefinitions } from '../test/docs/query-definitions.ts';
import { pythonTool } from './aws/python-tools.ts';
import { type Check, checked, equal } from './check.ts';

const run = promisify(execFile);
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const ENVIRONMENT = { name: 'query', requirements: here('query/requirements.txt'), python: async () => 'python3' };

type Answer = Readonly<Record<string, number>>;

/** Asks the questions of docs/query.md of pandas and of Athena's SQL, and compares the answers with those of DuckDB. */
export async function queryChecks(): Promise<readonly Check[]> {
  const folder = await mkdtemp(join(tmpdir(), 'factsheets-query-'));
  try {
    await exportSamples(folder);
    const facts = join(folder, 'facts');
    const columns = everyExtraColumn((await loadDefinitions(definitionFiles(join(folder, 'definitions')))).codes);
    const document = readDocument('docs/query.md');
    const expected = await duckdbAnswers(facts, fragmentsOf(document, 'sql'));
    const asked = {
      python: fragmentsOf(document, 'python'),
      trino: fragmentsOf(document, 'trino'),
      views: TABLES.map((table) => viewQuery(table, columns)),
    };
    const answers = await pythonAnswers(facts, asked);
    return Promise.all([
      checked('pandas gives the answers of DuckDB', async () => equal(answers.python, expected)),
      checked('the SQL for Athena is Trino’s and gives the answers of DuckDB', async () =>
        equal(answers.trino, expected),
      ),
      checked('there are five questions', async () => equal(expected.length, 5)),
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function exportSamples(folder: string): Promise<void> {
  const program = (...words: string[]) => run(process.execPath, [here('../bin/factsheets.mjs'), ...words]);
  const state = ['--state', join(folder, 'state'), '--key', here('../samples/key')];
  const samples = ['--exports', here('../samples/exports'), '--sheet', 'us-mexico-border', '--lang', 'en', '--quiet'];
  await queryDefinitions(join(folder, 'definitions'));
  const definitions = ['--definitions', join(folder, 'definitions')];
  await program('build', ...samples, '--out', join(folder, 'out'), ...state, ...definitions);
  await program('facts', 'export', join(folder, 'facts'), '--by', 'conformance', ...state);
}

async function duckdbAnswers(facts: string, questions: readonly string[]): Promise<Answer[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`SET file_search_path = '${facts}'`);
  const answers: Answer[] = [];
  for (const question of questions) {
    const rows = (await connection.runAndReadAll(question)).getRows();
    answers.push(Object.fromEntries(rows.map(([key, count]) => [String(key), Number(count)])));
  }
  instance.closeSync();
  return answers;
}

async function pythonAnswers(facts: string, asked: object): Promise<{ python: Answer[]; trino: Answer[] }> {
  const python = await pythonTool('python', ENVIRONMENT);
  const answering = run(python, [here('query/answers.py'), facts]);
  answering.child.stdin?.end(JSON.stringify(asked));
  return JSON.parse((await answering).stdout);
}
