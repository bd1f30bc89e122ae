import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { casesCsv } from '../steps/state-fixture.ts';
import { makeApprovedState, SHEET } from './approved-state.ts';
import { run, scratch } from './command-line.ts';

let folder: Awaited<ReturnType<typeof scratch>>;
let state: string[];
const places = (): string[] => ['--exports', folder.path('exports'), '--out', folder.path('out'), ...state];
const mails = async (): Promise<string[]> =>
  (await readdir(folder.path('mail')).catch(() => [])).filter((name) => name.endsWith('.eml'));

/**
 * Makes a backup of an approved edition. After the backup, the edition is sent to two people, one of them leaves, and a
 * new revision is created.
 */
beforeAll(async () => {
  folder = await scratch();
  state = ['--state', folder.path('state')];
  await makeApprovedState(folder.path);
  await cp(folder.path('state'), folder.path('backup'), { recursive: true });
  await run('distribute', SHEET, '--mail', folder.path('mail'), ...state);
  await run('stakeholders', 'remove', 'rosa@example.org', ...state);
  const cases = Array.from({ length: 50 }, (_, at) => [`A${at}`, '2015-10-02'] as const);
  await writeFile(folder.path('exports', 'nhth', '2015-10', 'cases.csv'), casesCsv(...cases));
  await run('replay', '--all', ...places());
  expect((await run('editions', ...state)).out).toContain('revision 2');
  await rm(folder.path('state'), { recursive: true });
  await cp(folder.path('backup'), folder.path('state'), { recursive: true });
  await rm(folder.path('mail'), { recursive: true });
});
afterAll(() => folder.remove());

describe('a state that was restored from a backup', () => {
  it('is refused by every command, and nothing is sent', async () => {
    for (const command of [
      ['editions'],
      ['distribute', SHEET],
      ['stakeholders', 'list'],
      ['replay', '--all', ...places().slice(0, 4)],
    ])
      expect(await run(...command, ...state)).toMatchObject({
        code: 1,
        err: expect.stringMatching(/StateChanged: .* is not what this program last wrote .*factsheets accept --state/u),
      });
    expect(await mails()).toEqual([]);
  });

  it('is compared by verify, which names what it lacks', async () => {
    const { code, out } = await run('verify', ...state);
    expect(code).toBe(2);
    expect(out).toMatch(/^DISPATCH#us-mexico-border#2015-10#000001 STAKEHOLDER#[0-9a-f]+: is missing$/mu);
    expect(out).toMatch(/^EDITION#us-mexico-border#2015-10 REVISION#000002: is missing$/mu);
    expect(out).toMatch(/^STAKEHOLDERS STAKEHOLDER#[0-9a-f]+: is older than the last write of it$/mu);
    expect(out).not.toContain('example.org');
  });

  it('mails no one again once it is accepted, knows who left, and continues with an unused revision number', async () => {
    const kept = await readFile(
      folder.path('out', 'drafts', SHEET, '2015-10', 'r2', `${SHEET}-2015-10.figures.json`),
      'utf8',
    );
    const accepted = await run('accept', '--by', 'Ana', ...state);
    expect(accepted).toMatchObject({
      code: 0,
      out: expect.stringContaining(
        '2 messages counted as sent, 1 person as left, 1 edition with later numbers from now on',
      ),
    });
    const sent = await run('distribute', SHEET, '2015-10', '--mail', folder.path('mail'), ...state);
    expect(sent).toMatchObject({ code: 2, out: expect.stringContaining('1 already') });
    expect(await mails()).toEqual([]);
    expect((await run('stakeholders', 'import', folder.path('list.csv'), ...state)).out).toMatch(/0 added(.|\n)*left/u);
    await run('replay', '--all', ...places());
    expect((await run('editions', ...state)).out).toContain('revision 3');
    expect(
      await readFile(folder.path('out', 'drafts', SHEET, '2015-10', 'r2', `${SHEET}-2015-10.figures.json`), 'utf8'),
    ).toBe(kept);
    expect((await run('verify', ...state)).out).toContain('all as recorded');
  });
});
