import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StateDefinitions } from '../../local/state/state-definitions.ts';
import { spread } from '../at-length.ts';
import { casesCsv } from '../steps/state-fixture.ts';
import { ROOT, run, scratch } from './command-line.ts';
import { copyPlain } from './plain-sheet.ts';

/** A sheet that exists only in the state's folder, and the approver's decision on its only edition. */
const SHEET = 'north';
const MONTH = '2015-10';
const decision = ['--revision', '1', '--by', 'Ana', '--reason', 'a test'];
const PERSON = ['--name', 'Rosa', '--email', 'rosa@example.org', '--language', 'es', '--sheets', SHEET];

let folder: Awaited<ReturnType<typeof scratch>>;
let state: string[];
let places: string[];

beforeAll(async () => {
  folder = await scratch();
  state = ['--state', folder.path('state')];
  places = ['--exports', folder.path('exports'), '--out', folder.path('out'), ...state];
  await copyDefinitions('definitions');
  await mkdir(folder.path('exports', 'nhth', MONTH), { recursive: true });
  const cases = Array.from({ length: 30 }, (_, at) => [`A${at}`, '2015-10-02'] as const);
  await writeFile(folder.path('exports', 'nhth', MONTH, 'cases.csv'), casesCsv(...cases));
  const built = ['build', '--sheet', SHEET, ...places, '--definitions', folder.path('definitions'), '--quiet'];
  expect((await run(...built)).code).toBe(2); // tables are missing
});
afterAll(() => folder.remove());

/** Copies the plain definitions and gives the border sheet another name. */
async function copyDefinitions(to: string): Promise<void> {
  copyPlain(folder.path(to));
  await rm(folder.path(to, 'templates', 'linea-145'), { recursive: true });
  await rename(folder.path(to, 'templates', 'us-mexico-border'), folder.path(to, 'templates', SHEET));
  await edit(`${to}/templates/${SHEET}/sheet.json`, (text) =>
    text.replaceAll('us-mexico-border', SHEET).replace(/\n\s*"related": [^\n]*/u, ''),
  );
}

async function edit(path: string, change: (text: string) => string): Promise<void> {
  const file = folder.path(...path.split('/'));
  const text = await readFile(file, 'utf8');
  expect(change(text)).not.toBe(text);
  await writeFile(file, change(text));
}

const recorded = async (): Promise<unknown> =>
  JSON.parse(await readFile(folder.path('state', 'definitions.json'), 'utf8'));

/** Runs work while a file of the state's definitions is changed, and then restores the file. */
async function whileEdited<Result>(path: string, change: (text: string) => string, work: () => Promise<Result>) {
  const file = folder.path('definitions', 'templates', SHEET, ...path.split('/'));
  const before = await readFile(file);
  await edit(`definitions/templates/${SHEET}/${path}`, change);
  try {
    return await work();
  } finally {
    await writeFile(file, before);
  }
}

const higher = (text: string): string =>
  text.replace('"threshold": 10', '"threshold": 12').replaceAll(/("classes": \[\s*)10\b/gu, '$112');

describe('the definitions that a state was made with', () => {
  it('are recorded as an absolute path', async () => {
    expect(await recorded()).toEqual({ folder: folder.path('definitions') });
  });

  it.each([
    ['review', SHEET, MONTH],
    ['editions', SHEET],
    ['status'],
    ['published', SHEET],
    ['stakeholders', 'add', ...PERSON],
    ['hold', SHEET, '--by', 'Ana', '--reason', 'a test'],
    ['release', SHEET, '--by', 'Ana', '--reason', 'a test'],
    ['verify'],
  ])('are used by %s, which names none', async (...command) => {
    const { code, err } = await run(...command, ...state);
    expect(code === 1).toBe(false);
    expect(err).toBe('');
  });

  it('are refused by name where a command has others, and nothing is decided or sent', async () => {
    const named = ['--definitions', ROOT];
    for (const command of [
      ['approve', SHEET, MONTH, ...decision],
      ['distribute', SHEET],
      ['review', SHEET, MONTH],
    ]) {
      const { code, err } = await run(...command, ...state, ...named);
      expect(code).toBe(1);
      expect(err).toContain(
        `was made with the definitions in ${folder.path('definitions')}, not with the program's own`,
      );
      expect(err).toContain('leave --definitions out, or compute the editions with the other ones first');
    }
    expect((await run('editions', SHEET, ...state)).out).not.toContain('approved');
  });

  it('may be named by another path to the same folder', async () => {
    await symlink(folder.path('definitions'), folder.path('linked'));
    const { code, err } = await run('editions', ...state, '--definitions', folder.path('linked'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('are asked for where they are gone or moved, also by a command that computes', async () => {
    await rename(folder.path('definitions'), folder.path('moved'));
    const publish = ['publish', SHEET, MONTH, ...places];
    for (const command of [
      ['approve', SHEET, MONTH, ...decision, ...state],
      ['distribute', SHEET, ...state],
      publish,
    ]) {
      const { code, err } = await run(...command);
      expect(code).toBe(1);
      expect(err).toContain(`was made with the definitions in ${folder.path('definitions')}, and they are not there`);
      expect(err).toContain('name where it is now: --definitions DIR');
    }
    expect((await run('editions', ...state, '--definitions', folder.path('moved'))).code).toBe(0);
    const published = await run(...publish, '--definitions', folder.path('moved'));
    expect(published.code).toBe(0);
    expect(published.err).toContain(`from now on it uses the definitions in ${folder.path('moved')}`);
    expect(await recorded()).toEqual({ folder: folder.path('moved') });
    await rename(folder.path('moved'), folder.path('definitions'));
    expect((await run(...publish, '--definitions', folder.path('definitions'))).code).toBe(0);
  });

  it('that are damaged in the record are refused, not guessed', async () => {
    const file = folder.path('state', 'definitions.json');
    const before = await readFile(file);
    for (const text of spread(['', '{}', '{"folder":"relative"}', '[]'], 1)) {
      await writeFile(file, text);
      const { code, err } = await run('distribute', SHEET, ...state);
      expect({ code, err }).toEqual({
        code: 1,
        err: expect.stringContaining(`FormatMismatch: ${file} does not name the folder`),
      });
    }
    await writeFile(file, before);
  });
});

describe('a sheet that changed after its revision was made', () => {
  it.each([
    ['wording/en.md', (text: string) => `${text}\n`],
    ['sheet.json', higher],
  ])('is no longer approved by: %s', async (path, change) => {
    const refused = await whileEdited(path, change, () => run('approve', SHEET, MONTH, ...decision, ...state));
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain(
      `DefinitionChanged: templates/${SHEET} changed after ${SHEET} ${MONTH}, revision 1 was made; nothing was approved`,
    );
    expect(refused.err).toContain(`factsheets publish ${SHEET} ${MONTH}`);
  });

  it('is approved and sent when its folder is as it was', async () => {
    const approved = await run('approve', SHEET, MONTH, ...decision, ...state);
    expect(approved).toMatchObject({ code: 0, err: '' });
    expect(approved.out).not.toContain('revision 2');
    const dry = await run('distribute', SHEET, '--dry-run', ...state);
    expect(dry.out).toContain(`${SHEET} ${MONTH}, revision 1: 1 would be sent`);
  });

  it('shows messages that changed since the approval, and sends none of them', async () => {
    const other = (text: string): string =>
      text.replace('Buen día', 'Buenas tardes').replace('Good day', 'Good evening');
    await whileEdited('message/es.md', other, async () => {
      expect((await run('distribute', SHEET, ...state)).err).toMatch(
        /DefinitionChanged: .* approve the edition again/u,
      );
      const folderOfMail = folder.path('trial');
      const dry = await run('distribute', SHEET, '--dry-run', '--mail', folderOfMail, ...state);
      expect(dry).toMatchObject({
        code: 2,
        out: expect.stringContaining('its messages changed after it was approved'),
      });
      expect(await readdir(folderOfMail)).toHaveLength(1);
      const reviewed = await run('review', SHEET, MONTH, ...state);
      expect(reviewed).toMatchObject({ code: 2, out: expect.stringContaining('then approve it again') });
    });
    const dry = await run('distribute', SHEET, '--dry-run', ...state);
    expect(dry.out).not.toContain('its messages changed');
  });

  it('sends nothing that was approved under another threshold', async () => {
    const sent = await whileEdited('sheet.json', higher, () => run('distribute', SHEET, ...state));
    expect(sent).toMatchObject({ code: 1, out: '' });
    expect(sent.err).toContain(`DefinitionChanged: templates/${SHEET} has another threshold or protection`);
    const after = await run('distribute', SHEET, ...state);
    expect(after).toMatchObject({ code: 0, out: expect.stringContaining('1 written') });
  });
});

describe('other definitions for a state', () => {
  it('are taken by build, which says so once, and used from then on', async () => {
    await copyDefinitions('others');
    await edit(`others/templates/${SHEET}/sheet.json`, higher);
    const build = ['build', '--sheet', SHEET, ...places, '--definitions', folder.path('others'), '--quiet'];
    const line = `was made with the definitions in ${folder.path('definitions')}; from now on it uses the definitions in ${folder.path('others')}`;
    expect((await run(...build)).err).toContain(line);
    expect((await run(...build)).err).not.toContain('from now on');
    expect(await recorded()).toEqual({ folder: folder.path('others') });
    const old = await run('distribute', SHEET, ...state, '--definitions', folder.path('definitions'));
    expect(old.err).toContain(`was made with the definitions in ${folder.path('others')}, not with`);
    const approved = await run('approve', SHEET, MONTH, '--revision', '2', ...decision.slice(2), ...state);
    expect(approved).toMatchObject({ code: 0, err: '' });
    expect((await run('distribute', SHEET, ...state)).out).toContain('revision 2: 1 written');
  });

  it("are the program's own where no command ever named any, wherever the program is", async () => {
    await rm(folder.path('state'), { recursive: true });
    await run('build', '--sheet', 'us-mexico-border', ...places, '--lang', 'en', '--quiet');
    expect(await recorded()).toEqual({ folder: null });
    expect((await run('editions', ...state)).out).toContain('us-mexico-border');
  });

  it('are not recorded by a command that is refused', async () => {
    const { code } = await run('publish', 'nope', MONTH, ...places, '--definitions', folder.path('others'));
    expect(code).toBe(1);
    expect(await recorded()).toEqual({ folder: null });
  });
});

describe('a run that computes while another command gives the state other definitions', () => {
  it('goes on no longer, and says so', async () => {
    await copyDefinitions('first');
    const at = folder.path('state');
    const lines: string[] = [];
    const running = new StateDefinitions(at, folder.path('first'), (line) => lines.push(line));
    await running.hold();
    await running.hold();
    await new StateDefinitions(at, folder.path('others'), (line) => lines.push(line)).hold();
    await expect(running.hold()).rejects.toThrow(
      `${at} got other definitions during this run: the definitions in ${folder.path('others')}`,
    );
    expect(lines).toHaveLength(2);
  });
});
