import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decide, parseDecision } from '../../local/cli/commands/approve.ts';
import { casesCsv } from '../steps/state-fixture.ts';
import { KEY_FILE, run, scratch } from './command-line.ts';
import { copyPlain } from './plain-sheet.ts';

const SHEET = 'us-mexico-border';
let original: Awaited<ReturnType<typeof scratch>>;
let folder: Awaited<ReturnType<typeof scratch>>;
let places: string[];
let state: string[];

/**
 * Revision 1 of October waits for a decision. Then the mapping of a hotline changes, so the edition gets another
 * revision when it is recomputed. Each test has a copy, with the journal beside its state.
 */
beforeAll(async () => {
  original = await openFolder();
  await writeFile(folder.path('state.journal.jsonl'), '', { mode: 0o600 });
  await mkdir(folder.path('exports', 'nhth', '2015-10'), { recursive: true });
  const cases = Array.from({ length: 11 }, (_, at) => [`A${at}`, '2015-10-02'] as const);
  await writeFile(folder.path('exports', 'nhth', '2015-10', 'cases.csv'), casesCsv(...cases));
  copyPlain(folder.path('definitions'));
  await run('build', '--sheet', SHEET, ...places, '--definitions', folder.path('definitions'), '--quiet');
});
afterAll(() => original.remove());

beforeEach(async () => {
  await openFolder();
  await cp(original.path(), folder.path(), { recursive: true, preserveTimestamps: true });
  await writeFile(folder.path('state', 'definitions.json'), JSON.stringify({ folder: folder.path('definitions') }));
  const mapping = folder.path('definitions', 'hotlines', 'nhth.json');
  await writeFile(mapping, (await readFile(mapping, 'utf8')).replace('"en": "', '"en": "The '));
});
afterEach(() => folder.remove());

async function openFolder() {
  folder = await scratch();
  state = ['--state', folder.path('state')];
  places = ['--exports', folder.path('exports'), '--out', folder.path('out'), ...state];
  return folder;
}

const approve = ['--revision', '1', '--by', 'Ana', '--reason', 'a test'];
const ready = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('RevisionReady'));
const OCTOBER = `RevisionReady ${SHEET} 2015-10, revision 2: incomplete, 15 tables missing`;

describe('approving a revision beside which a mapping has moved on', () => {
  it('notifies the reviewers of the newer draft, once', async () => {
    const approved = await run('approve', SHEET, '2015-10', ...approve, ...state);
    expect(approved).toMatchObject({ code: 0, err: '' });
    expect(ready(approved.out)).toEqual([OCTOBER]);
    expect(approved.out).toContain('revision 2 is newer and must be reviewed; readers have revision 1');
    const review = await run('review', SHEET, '2015-10', ...state);
    expect(review.out).toContain('compared with 2015-10, revision 1, approved on');
    const again = await run('approve', SHEET, '2015-10', ...approve, ...state);
    expect(ready(again.out)).toEqual([]);
    const published = await run('publish', SHEET, '2015-10', ...places);
    expect(ready(published.out)).toEqual([]);
  });

  it('keeps the approval when it is interrupted, and the next publication notifies the reviewers', async () => {
    const out: string[] = [];
    const err: string[] = [];
    const terminal = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), watched: false };
    const command = parseDecision('approved', [SHEET, '2015-10', ...approve, ...state]);
    const environment = { FACTSHEETS_KEY_FILE: KEY_FILE };
    expect(await decide(command, terminal, environment, AbortSignal.abort())).toBe(2);
    expect(out).toContain(`${SHEET} 2015-10, revision 1: approved by Ana`);
    expect(ready(out.join('\n'))).toEqual([]);
    expect(err.join('\n')).toContain(`factsheets publish ${SHEET} 2015-10 completes it`);
    expect(ready((await run('publish', SHEET, '2015-10', ...places)).out)).toEqual([OCTOBER]);
  });

  it('restores the previous handler of Ctrl-C', async () => {
    const before = process.listeners('SIGINT');
    await run('approve', SHEET, '2015-10', ...approve, ...state);
    expect(process.listeners('SIGINT')).toEqual(before);
  });
});
