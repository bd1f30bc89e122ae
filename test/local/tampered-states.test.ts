import { cp, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import dynaliteStore from 'dynalite/db/index.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTable } from '../../local/state/dynalite-table.ts';
import { watchedWrite } from '../../local/state/journaled-table.ts';
import { putItem, scanItems } from '../../src/adapters/aws/dynamo-table.ts';
import type { ItemKey } from '../../src/domain/table-keys.ts';
import { spread } from '../at-length.ts';
import { listPeople, makeApprovedState, SHEET } from './approved-state.ts';
import { run, scratch } from './command-line.ts';

type Item = Readonly<Record<string, unknown>> & ItemKey;
let folder: Awaited<ReturnType<typeof scratch>>;
let journal: string;
let items: readonly Item[];
let files: readonly string[];

/**
 * Adds Rosa and Alex to the list, approves the edition and sends it to them; then Rosa leaves. The state is copied
 * before the edition is sent.
 */
beforeAll(async () => {
  folder = await scratch();
  const state = ['--state', folder.path('state')];
  await makeApprovedState(folder.path);
  await cp(folder.path('state'), folder.path('older'), { recursive: true });
  await run('distribute', SHEET, ...state);
  await run('stakeholders', 'remove', 'rosa@example.org', ...state);
  // a removal compacts the table, so this item is the last one written
  await listPeople(folder.path, { Cy: 'es' }, 'link');
  await cp(folder.path('state'), folder.path('good'), { recursive: true });
  const { state: id } = JSON.parse(await readFile(folder.path('state', 'format.json'), 'utf8'));
  journal = join(process.env.XDG_CONFIG_HOME ?? '', 'factsheets', 'journals', `${id}.jsonl`);
  await cp(journal, folder.path('journal'));
  expect((await run('verify', ...state)).out).toContain('all as recorded');
  items = await itemsOf();
  const all = await readdir(folder.path('state'), { recursive: true, withFileTypes: true });
  files = all.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
});
afterAll(() => folder.remove());

async function itemsOf(): Promise<Item[]> {
  const table = await startTable(folder.path('state', 'table'));
  const found: Item[] = [];
  for await (const item of scanItems(table)) found.push(item);
  await table.stop();
  return found;
}

async function put(item: Item): Promise<void> {
  const table = await startTable(folder.path('state', 'table'));
  await putItem(table, item, item);
  await table.stop();
}

/** Removes an item directly from the store, because the program has no request for that. */
async function drop({ PK, SK }: Item): Promise<void> {
  const store = dynaliteStore.create({ path: folder.path('state', 'table') });
  await store.db.open();
  const db = store.db as unknown as {
    iterator(): AsyncIterable<[string, Item]>;
    del(key: string): Promise<void>;
  };
  const keys: string[] = [];
  for await (const [key, value] of db.iterator())
    if (JSON.stringify(value).includes(JSON.stringify(SK)) && JSON.stringify(value).includes(JSON.stringify(PK)))
      keys.push(key);
  for (const key of keys.filter((key) => key.startsWith('item-'))) await db.del(key);
  await store.db.close();
}

/** Counts the messages that were sent. */
const mails = async (): Promise<number> =>
  (await readdir(folder.path('state', 'mail')).catch(() => [])).filter((name) => name.endsWith('.eml')).length;

type Tampering = readonly [name: string, act: () => Promise<unknown>];

function tamperings(): Tampering[] {
  const watched = items.filter((item) => watchedWrite(item));
  const figures = items.filter(({ PK, SK }) => PK.startsWith('CONTENT#') && /^(?:FIGURE|SERIES)#/u.test(SK));
  const [report] = items.filter(({ SK }) => SK.startsWith('REPORT#'));
  const stored = files.filter((path) => /[\\/](?:reports|facts|approved)[\\/]/u.test(path));
  const nameOf = ({ PK, SK }: Item): string => `${PK} ${SK}`;
  return [
    ...watched.flatMap((item): Tampering[] => [
      [`${nameOf(item)} taken out`, () => drop(item)],
      [`${nameOf(item)} changed`, () => put(changedItem(item))],
      [`${nameOf(item)} doubled`, () => put({ ...item, SK: `${item.SK.slice(0, -1)}f` })],
    ]),
    ...figures.slice(0, 8).map((item): Tampering => [`${nameOf(item)} changed`, () => put(changedFigure(item))]),
    ...figures.slice(0, 3).map((item): Tampering => [`${nameOf(item)} taken out`, () => drop(item)]),
    ['the record of the report taken out', () => drop(report!)],
    [
      'the record of the report changed',
      () => put({ ...report!, files: (report!.files as object[]).map((one) => ({ ...one, sha256: 'a' })) }),
    ],
    ...stored
      .filter((path) => !path.includes('approved'))
      .flatMap((path): Tampering[] => [
        [`${path.slice(folder.path('state').length)} emptied`, () => writeFile(path, '')],
        [`${path.slice(folder.path('state').length)} taken out`, () => rm(path)],
      ]),
    ...tableTamperings(),
    ...journalTamperings(),
  ];
}

const changedFigure = (item: Item): Item => ({
  ...item,
  figure: JSON.stringify({ ...JSON.parse(String(item.figure)), printed: {} }),
});

/** Returns an item with another status or another name, as an attacker would change it. */
function changedItem(item: Item): Item {
  if (item.PK === 'STAKEHOLDERS') return { ...item, status: item.status === 'left' ? 'active' : 'left' };
  if (item.PK.startsWith('DISPATCH#')) return { ...item, status: 'released' };
  return { ...item, by: 'Eve', fingerprint: 'f', claimedBy: 'exports/nhth/2015-10/other.csv' };
}

function tableTamperings(): Tampering[] {
  const table = (name: string): string => folder.path('state', 'table', name);
  const logOf = async (): Promise<string> =>
    table((await readdir(folder.path('state', 'table'))).filter((name) => name.endsWith('.log')).at(-1) ?? '');
  const cut = (part: number) => async () => {
    const path = await logOf();
    await truncate(path, Math.floor((await readFile(path)).length * part));
  };
  const older = (what: string) => async () => {
    await rm(folder.path('state', what), { recursive: true, force: true });
    await cp(folder.path('older', what), folder.path('state', what), { recursive: true });
  };
  return [
    ['CURRENT taken out', () => rm(table('CURRENT'))],
    ['the table emptied', () => rm(table(''), { recursive: true }).then(() => mkdir(table('')))],
    ['the newest writes taken out', async () => rm(await logOf())],
    ['half of the newest writes cut off', cut(0.5)],
    ['a third of the newest writes left', cut(0.3)],
    ['an older table', older('table')],
    ['an older state', older('.')],
    ['a state without its facts', () => rm(folder.path('state', 'facts'), { recursive: true })],
    ['a state without its reports', () => rm(folder.path('state', 'reports'), { recursive: true })],
    ['another key id', () => writeFile(folder.path('state', 'key-id'), '0123456789abcdef\n')],
    ['a broken format record', () => writeFile(folder.path('state', 'format.json'), '{}')],
  ];
}

function journalTamperings(): Tampering[] {
  const lines = async (change: (lines: string[]) => string[]): Promise<void> =>
    writeFile(journal, change((await readFile(journal, 'utf8')).split('\n')).join('\n'));
  return [
    ['a line of the journal taken out', () => lines((all) => all.filter((_, index) => index !== 5))],
    [
      'a line of the journal changed',
      () => lines((all) => all.map((one) => one.replace('"generation":1', '"generation":2'))),
    ],
    ['the end of the journal cut off', () => lines((all) => [...all.slice(0, -9), ''])],
    ['two lines of the journal exchanged', () => lines(([a = '', b = '', c = '', ...rest]) => [a, c, b, ...rest])],
  ];
}

it('finds every tampering: verify names it, and nothing is sent from a table that was changed', async () => {
  const unseen: string[] = [];
  const sent: string[] = [];
  const all = tamperings();
  const tried = spread(all, 6);
  for (const [name, act] of tried) {
    await rm(folder.path('state'), { recursive: true });
    await cp(folder.path('good'), folder.path('state'), { recursive: true });
    await cp(folder.path('journal'), journal);
    await act();
    await rm(folder.path('state', 'mail'), { recursive: true, force: true });
    const verified = await run('verify', '--state', folder.path('state')).catch((error: unknown) => ({
      code: 1,
      out: '',
      err: String(error),
    }));
    if (verified.code === 0) unseen.push(name);
    await run('distribute', SHEET, '2015-10', '--state', folder.path('state')).catch(() => undefined);
    if ((await mails()) > 0) sent.push(name);
  }
  console.log(`${tried.length} tampered states of ${all.length}, ${tried.length - unseen.length} detected`);
  expect({ unseen, sent }).toEqual({ unseen: [], sent: [] });
  expect(all.length).toBeGreaterThanOrEqual(50);
});
