import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withState } from '../../local/state/open-state.ts';
import { CODE_LISTS } from '../../src/domain/codes.ts';
import { exportedColumns, FACT_COLUMNS, OPTIONAL_COLUMNS } from '../../src/domain/facts-columns.ts';
import { TABLES, type Table } from '../../src/domain/tables.ts';
import { isAtLength } from '../at-length.ts';
import { KEY_FILE, ROOT, run } from '../local/command-line.ts';
import { fragmentsOf, readDocument, stepsOf, tableUnder } from './document-blocks.ts';
import { queryDefinitions } from './query-definitions.ts';

const DOCUMENT = readDocument('docs/query.md');

/** The answers of the samples. 727 is published; pandas and Athena's SQL give the same ones (conformance, `query`). */
const ANSWERS = [
  { female: 403, 'gender-minority': 6, male: 339, unknown: 88 },
  { BeFree: 140, LNCTP: 546, NHTH: 527 },
  { '12-17': 56, '18-more': 238, unknown: 1313 },
  { 'MX-CMX': 90, 'MX-PUE': 56, 'MX-MEX': 34, 'MX-BCN': 32, 'MX-JAL': 29 },
  { cases: 727 },
];

let folder: string;
let state: readonly string[];

/** The document has all samples; `npm test` has their last month, which can have another key than theirs. */
const KEY = isAtLength ? `${ROOT}samples/key` : KEY_FILE;

async function chooseExports(): Promise<string> {
  if (isAtLength) return `${ROOT}samples/exports`;
  for (const month of ['nhth/2017-07', 'linea-nacional/2017-07'])
    await cp(`${ROOT}samples/exports/${month}`, join(folder, 'exports', month), { recursive: true });
  return join(folder, 'exports');
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'query-'));
  state = ['--state', join(folder, 'state')];
  const samples = ['--exports', await chooseExports(), '--key', KEY];
  await queryDefinitions(join(folder, 'definitions'));
  const to = [
    '--out',
    join(folder, 'out'),
    ...state,
    '--definitions',
    join(folder, 'definitions'),
    '--lang',
    'en',
    '--quiet',
  ];
  expect(await run('build', ...samples, '--sheet', 'us-mexico-border', ...to)).toMatchObject({
    code: isAtLength ? 0 : 2, // months are missing
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const exportTo = (place: string, ...more: string[]) =>
  run('facts', 'export', join(folder, place), '--by', 'Ana Reyes', ...state, ...more);

const newestActivity = () =>
  withState({ state: join(folder, 'state'), key: KEY, definitions: undefined }, {}, ({ effects }) =>
    effects.activity.newest(),
  );

describe('facts export', () => {
  it('prints what docs/query.md shows, and writes files for their owner alone, twice the same', async () => {
    const [shown] = stepsOf(DOCUMENT).flatMap((step) => ('command' in step ? [step.command] : []));
    expect(shown?.command).toBe('npx --no factsheets facts export facts --by "Ana Reyes" --state state');
    const first = await exportTo('facts');
    if (isAtLength) expect(first.out.replace(join(folder, 'facts'), 'facts').split('\n')).toEqual(shown?.output);
    expect(first.code).toBe(0);
    const names = await readdir(join(folder, 'facts'));
    expect(names.toSorted()).toEqual([
      'cases.parquet',
      'codes.csv',
      'signals.parquet',
      'traffickers.parquet',
      'victims.parquet',
    ]);
    for (const name of names) expect((await stat(join(folder, 'facts', name))).mode & 0o777).toBe(0o600);
    const bytes = await readFile(join(folder, 'facts/victims.parquet'));
    expect((await exportTo('facts')).code).toBe(0);
    expect(await readFile(join(folder, 'facts/victims.parquet'))).toEqual(bytes);
  });

  it('answers the questions of the document', async () => {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(`SET file_search_path = '${join(folder, 'facts')}'`);
    const answers = [];
    for (const question of fragmentsOf(DOCUMENT, 'sql')) {
      const rows = (await connection.runAndReadAll(question)).getRows();
      answers.push(Object.fromEntries(rows.map(([key, count]) => [String(key), Number(count)])));
    }
    instance.closeSync();
    if (isAtLength) expect(answers).toEqual(ANSWERS);
    expect(answers).toHaveLength(ANSWERS.length);
  });

  it('has the columns that the document lists', () => {
    const listed = tableUnder(DOCUMENT, 'Columns').map(([table, names = '']) => ({
      table,
      names: names.split(', ').map((name) => name.replaceAll('`', '')),
    }));
    const namesOf = (wanted: string) => listed.filter(({ table }) => table === wanted).flatMap(({ names }) => names);
    for (const table of TABLES)
      expect([...namesOf('all'), ...namesOf(table)].filter((name) => table !== 'signals' || name !== 'states')).toEqual(
        exportedColumns(table),
      );
  });

  it('is in the activity log', async () => {
    expect(await newestActivity()).toMatchObject({
      kind: 'facts-exported',
      who: 'Ana Reyes',
      via: 'command',
      about: { hotlines: expect.stringMatching(/linea-nacional.* nhth/u) },
    });
  });

  it('exports one hotline, and refuses an unknown one without leaving a folder', async () => {
    expect((await exportTo('one', '--hotline', 'nhth')).code).toBe(0);
    const refused = await exportTo('none', '--hotline', 'nowhere');
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringMatching(/there is no hotline "nowhere"; the hotlines are/u),
    });
    expect(await readdir(folder)).not.toContain('none');
    // a hotline without an accepted export
    expect((await exportTo('none', '--hotline', 'linea-145')).err).toMatch(/there are no facts to export/u);
    expect(await newestActivity()).toMatchObject({ about: { hotlines: 'nhth' } }); // nothing more left the state
    expect(await readdir(folder)).not.toContain('none');
    await exportTo('one', '--hotline', 'nowhere');
    expect(await readdir(join(folder, 'one'))).toContain('cases.parquet'); // the earlier export stays
  });

  it('names the folder that cannot be written, and leaves no part of an export', async () => {
    await mkdir(join(folder, 'blocked'));
    await symlink('/proc/nowhere/file', join(folder, 'blocked/victims.parquet'));
    const refused = await exportTo('blocked');
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringMatching(/WrongUsage: DIR: .*blocked.*does not exist/u),
    });
    expect(await readdir(join(folder, 'blocked'))).toEqual([]);
  });

  it('does not write among other files, nor without a name', async () => {
    await mkdir(join(folder, 'folders/victims.parquet'), { recursive: true });
    expect((await exportTo('folders')).err).toMatch(/has other files; name a new folder/u);
    await writeFile(join(folder, 'other.txt'), '');
    expect((await exportTo('.')).err).toMatch(/has other files; name a new folder/u);
    expect((await run('facts', 'export', join(folder, 'x'), ...state)).err).toMatch(/--by is missing/u);
    for (const by of ['', '   ']) expect((await exportTo('x', '--by', by)).err).toMatch(/--by is missing/u);
    expect((await exportTo('other.txt')).err).toMatch(/other\.txt is a file; name a folder/u);
    expect((await run('facts', 'list', ...state)).err).toMatch(/say what to do with the facts/u);
  });
});

describe('the codes of exported columns', () => {
  it('are in the list of codes.csv that the document names', async () => {
    expect((await exportTo('coded')).code).toBe(0);
    const found = await Promise.all(codedColumns().map((column) => usedCodes(column)));
    expect(found.flatMap(({ unlisted }) => unlisted)).toEqual([]);
    const unused = found.filter(({ codes }) => codes === 0).map(({ table, name }) => `${table}.${name}`);
    expect(unused).toEqual(['signals.states']); // no hotline of the samples maps it
  });

  it('are named by the document for every coded column', () => {
    const named = codedColumns().map(({ table, name, list }) => `${table}.${name}: ${list}`);
    const coded = TABLES.flatMap((table) =>
      [...FACT_COLUMNS[table], ...OPTIONAL_COLUMNS[table]].flatMap(({ name, holds, list = holds }) =>
        LISTS.includes(list) ? [`${table}.${name}: ${list}`] : [],
      ),
    );
    expect(named.filter((name) => !name.includes('own_')).toSorted()).toEqual(coded.toSorted());
  });
});

const LISTS: readonly string[] = ['line', ...CODE_LISTS];

interface CodedColumn {
  readonly table: Table;
  readonly name: string;
  readonly list: string;
}

/** Lists the columns of the document's table of codes, in each table that has them, with the column of the added list. */
function codedColumns(): CodedColumn[] {
  const rows = tableUnder(DOCUMENT, 'Which codes a column has').flatMap(([columns = '', list = '']) => {
    const [first = '', own] = [...list.matchAll(/`([^`]+)`/gu)].map(([, name = '']) => name);
    const names = own === undefined ? columns.replaceAll('`', '').split(', ') : [own];
    return names.map((name) => ({ name, list: first }));
  });
  const listed = tableUnder(DOCUMENT, 'Columns');
  return TABLES.flatMap((table) => {
    const names = listed
      .filter(([of]) => of === table)
      .flatMap(([, text = '']) => text.replaceAll('`', '').split(', '));
    if (table === 'victims') names.push('own_age_band');
    return rows.filter(({ name }) => names.includes(name)).map((row) => ({ table, ...row }));
  });
}

/** Returns how many codes an exported column has, and those that its list in codes.csv does not have. */
async function usedCodes(column: CodedColumn): Promise<CodedColumn & { codes: number; unlisted: string[] }> {
  const { table, name, list } = column;
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`SET file_search_path = '${join(folder, 'coded')}'`);
  const rows = await connection.runAndReadAll(
    `SELECT code, code IN (SELECT code FROM read_csv('codes.csv', all_varchar = true) WHERE list = '${list}') AS listed
     FROM (SELECT DISTINCT unnest(regexp_extract_all(${name}::VARCHAR, '[^\\[\\], '']+')) AS code FROM '${table}.parquet')`,
  );
  instance.closeSync();
  const unlisted = rows.getRows().flatMap(([code, listed]) => (listed === true ? [] : [`${name}: ${code}`]));
  return { ...column, codes: rows.currentRowCount, unlisted };
}
