import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { watchedWrite } from '../../local/state/journaled-table.ts';
import { approve } from './approved-state.ts';
import { buildCases, run, scratch } from './command-line.ts';

let folder: Awaited<ReturnType<typeof scratch>>;
let state: string[];

beforeAll(async () => {
  folder = await scratch();
  state = ['--state', folder.path('state')];
  await buildCases(folder.path, 30);
});
afterAll(() => folder.remove());

describe('the register of everything published', () => {
  it('lists every approved revision with who, when, files, method and k, and notes that stay', async () => {
    expect((await run('published', ...state)).out).toBe('nothing is published');
    expect((await approve(folder.path, 1)).code).toBe(0);
    const note = ['published', 'add', '--sheet', 'us-mexico-border', '--note', 'answer to a journalist', '--by', 'Bo'];
    expect((await run(...note, ...state)).out).toBe('noted: us-mexico-border, note 1');
    await buildCases(folder.path, 55);
    expect((await approve(folder.path, 2)).code).toBe(0);
    expect((await run(...note.slice(0, -2), ...state)).out).toBe('noted: us-mexico-border, note 2');

    const entries = JSON.parse((await run('published', 'us-mexico-border', '--json', ...state)).out);
    expect(entries).toMatchObject([
      { kind: 'revision', month: '2015-10', revision: 1, current: false, by: 'Ana', method: 'suppress', threshold: 10 },
      { kind: 'note', number: 1, note: 'answer to a journalist', by: 'Bo' },
      { kind: 'revision', revision: 2, current: true },
      { kind: 'note', number: 2, by: null },
    ]);
    expect(entries[0].files).toContainEqual({
      name: expect.stringMatching(/\.en\.pdf$/u),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/u),
    });
    const listed = (await run('published', ...state)).out;
    expect(listed).toMatch(/us-mexico-border 2015-10, revision 1, replaced since: approved by Ana; suppressed, k 10/u);
    expect(listed).toMatch(/note 1 by Bo: answer to a journalist/u);
  });

  it('is watched like the decisions: a note that is gone from the table is found', () => {
    const item = { PK: 'REGISTER#us-mexico-border', SK: 'NOTE#000001', note: 'x' };
    expect(watchedWrite(item)).toMatchObject({ key: 'REGISTER#us-mexico-border NOTE#000001', generation: 1 });
  });

  it.each([
    [['published', 'add', '--note', 'x'], /--sheet is missing/u],
    [['published', 'add', '--sheet', 'us-mexico-border'], /--note is missing/u],
    [['published', 'add', '--sheet', 'us-mexico-border', '--note', '  '], /--note is missing/u],
    [['published', 'add', '--sheet', 'nowhere', '--note', 'x'], /no sheet "nowhere"/u],
    [['published', 'nowhere'], /no sheet "nowhere"/u],
  ])('refuses %j', async (words, message) => {
    expect(await run(...words, ...state)).toMatchObject({ code: 1, err: expect.stringMatching(message) });
  });
});
