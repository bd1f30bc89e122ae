import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCases, run, scratch } from './command-line.ts';

const SHEET = 'us-mexico-border';
let folder: Awaited<ReturnType<typeof scratch>>;
let state: string[];
const heading = 'name,email,organisation,language,sheets,delivery';
const listOf = (...rows: readonly string[]): Promise<void> =>
  writeFile(folder.path('list.csv'), `${[heading, ...rows].join('\n')}\n`);
const importList = () => run('stakeholders', 'import', folder.path('list.csv'), ...state);

beforeAll(async () => {
  folder = await scratch();
  state = ['--state', folder.path('state')];
  await buildCases(folder.path, 30);
  await listOf(
    `Zyxwvu,k7q9zj3x@example.org,Qponml,es,${SHEET},attachment`,
    `Alex,w8v4hq2z@example.org,,en,${SHEET},link`,
  );
  await importList();
  await run('approve', SHEET, '2015-10', '--revision', '1', '--by', 'Ana', '--reason', 'a test', ...state);
  await run('distribute', SHEET, ...state);
});
afterAll(() => folder.remove());

/**
 * Returns the files of the state, and of its journal, that contain one of the words in their bytes. The names of the
 * test share nothing with other words of a state: LevelDB compresses its files, and would otherwise write the names in
 * pieces.
 */
async function filesWith(...words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const root of [folder.path('state'), join(process.env.XDG_CONFIG_HOME ?? '', 'factsheets', 'journals')])
    for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const bytes = await readFile(join(entry.parentPath, entry.name));
      if (words.some((word) => bytes.includes(word))) found.push(entry.name);
    }
  return found;
}

/** Every five letters in a row of the name Jqkzwxvbnghf. */
const PARTS_OF_NAME = Array.from('Jqkzwxvb', (_, at) => 'Jqkzwxvbnghf'.slice(at, at + 5));

describe('who is removed', () => {
  it('is in the bytes of no file of the state, nor is what was known of them before', async () => {
    expect(await filesWith('k7q9zj3x', 'Zyxwvu')).not.toEqual([]);
    await listOf(`Jqkzwxvbnghf,k7q9zj3x@example.org,,es,${SHEET},attachment`);
    await importList();
    // the message that greeted her by her name at that time is stored until she leaves
    expect((await filesWith('Zyxwvu', 'Qponml')).filter((name) => !name.endsWith('.eml'))).toEqual([]);
    // LevelDB may write the name in two pieces, so that it is looked for by its parts
    expect((await filesWith(...PARTS_OF_NAME)).filter((name) => name.endsWith('.ldb'))).not.toEqual([]);
    for (let opening = 0; opening < 3; opening++) await run('editions', ...state);
    await run('stakeholders', 'remove', 'k7q9zj3x@example.org', ...state);
    expect(await filesWith('k7q9zj3x', 'Zyxwvu', 'Qponml', ...PARTS_OF_NAME)).toEqual([]);
    expect(await filesWith('w8v4hq2z')).not.toEqual([]);
    expect((await run('verify', ...state)).out).toContain('all as recorded');
  });

  it('is erased by the next command when the process was killed before it could', async () => {
    await writeFile(folder.path('state', 'erase'), '');
    await run('editions', ...state);
    expect(await readdir(folder.path('state'))).not.toContain('erase');
  });
});
