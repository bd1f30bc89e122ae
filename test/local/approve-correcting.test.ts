import { mkdir, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseDecide } from '../../local/commands/decide.ts';
import { decide } from '../../local/decide.ts';
import { casesCsv } from '../steps/world.ts';
import { buildCases, ROOT, run, scratch } from './command-line.ts';

const SHEET = 'us-mexico-border';
let folder: Awaited<ReturnType<typeof scratch>>;
let places: string[];
let state: string[];

/** Revision 1 of October waits; an export of October came since, which only November's edition has taken in. */
beforeEach(async () => {
  folder = await scratch();
  state = ['--state', folder.path('state')];
  places = ['--exports', folder.path('exports'), '--out', folder.path('out'), ...state];
  await buildCases(folder.path, 30);
  await put('2015-10', 42);
  await put('2015-11', 15);
  await run('build', '--sheet', SHEET, ...places, '--through', '2015-11', '--quiet');
});
afterEach(() => folder.remove());

async function put(month: string, count: number): Promise<void> {
  await mkdir(folder.path('exports', 'nhth', month), { recursive: true });
  const cases = Array.from({ length: count }, (_, at) => [`${month}-${at}`, `${month}-02`] as const);
  await writeFile(folder.path('exports', 'nhth', month, 'cases.csv'), casesCsv(...cases));
}

const approve = ['--revision', '1', '--by', 'Ana', '--reason', 'a test'];
const ready = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('RevisionReady'));
const OCTOBER = `RevisionReady ${SHEET} 2015-10, revision 2: incomplete, 15 tables missing`;

describe('approving a revision beside which the exports have moved on', () => {
  it('tells the reviewers of the draft that corrects it, once', async () => {
    const approved = await run('approve', SHEET, '2015-10', ...approve, ...state);
    expect(approved).toMatchObject({ code: 0, err: '' });
    expect(ready(approved.out)).toEqual([OCTOBER]);
    expect(approved.out).toContain('revision 2 is newer and waits to be reviewed; readers have revision 1');
    const again = await run('approve', SHEET, '2015-10', ...approve, ...state);
    expect(ready(again.out)).toEqual([]);
    const published = await run('publish', SHEET, '2015-10', ...places);
    expect(ready(published.out)).toEqual([]);
  });

  it('keeps the approval when it is broken off, and the next publication tells the reviewers', async () => {
    const out: string[] = [];
    const err: string[] = [];
    const terminal = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), watched: false };
    const command = parseDecide('approve', [SHEET, '2015-10', ...approve, ...state]);
    const environment = { FACTSHEETS_KEY_FILE: `${ROOT}samples/key` };
    expect(await decide(command, terminal, environment, AbortSignal.abort())).toBe(2);
    expect(out).toContain(`${SHEET} 2015-10, revision 1: approved by Ana`);
    expect(ready(out.join('\n'))).toEqual([]);
    expect(err.join('\n')).toContain(`factsheets publish ${SHEET} 2015-10 does what is left`);
    expect(ready((await run('publish', SHEET, '2015-10', ...places)).out)).toEqual([OCTOBER]);
  });

  it('leaves Ctrl-C to whom it belonged', async () => {
    const before = process.listeners('SIGINT');
    await run('approve', SHEET, '2015-10', ...approve, ...state);
    expect(process.listeners('SIGINT')).toEqual(before);
  });
});
