import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCases, run, scratch } from './command-line.ts';

const SHEET = 'us-mexico-border';
let folder: Awaited<ReturnType<typeof scratch>>;
let state: string[];
const people = (act: string, ...argv: string[]) => run('stakeholders', act, ...argv, ...state);
const list = (...lines: string[]) =>
  writeFile(folder.path('list.csv'), `name,email,organisation,language,sheets,delivery\n${lines.join('\n')}\n`);

const approve = (revision: number) =>
  run('approve', SHEET, '2015-10', '--revision', String(revision), '--by', 'Ana', '--reason', 'a test', ...state);

beforeAll(async () => {
  folder = await scratch();
  state = ['--state', folder.path('state')];
  await buildCases(folder.path, 30);
  await list(
    `Rosa Méndez,rosa@consulado.mx,Consulado,es,${SHEET},attachment`,
    `Hal,hal@coalition.us,,en,${SHEET},`,
    `Eva,eva@coalition.us,,en,${SHEET},`,
  );
  await people('import', folder.path('list.csv'));
});
afterAll(() => folder.remove());

describe('the list of stakeholders', () => {
  it('reports what an import merges, who is not in the file, and which line left', async () => {
    await people('add', '--name', 'Ines', '--email', 'ines@left.mx', '--language', 'es', '--sheets', SHEET);
    await people('remove', 'ines@left.mx');
    await list(
      `Rosa Méndez,rosa@consulado.mx,Consulado,es,${SHEET},attachment`,
      `Rosa Mendez,ROSA@consulado.mx,Consulado,en,${SHEET},attachment`,
      `Ines,ines@left.mx,,es,${SHEET},`,
      `"Reyes, Jo",jo@new.mx,,es,${SHEET},`,
    );
    expect((await people('import', folder.path('list.csv'))).out.split('\n')).toEqual([
      '1 added, 1 changed, 0 unchanged',
      'line 3 is the same address as line 2: merged; its name, language count',
      'line 4: left before, and is not added; if they ask for it: stakeholders add --again',
      'line 5: the name has a comma; messages greet by it as it is written',
      '2 people on the list but not in this file stay on the list (to remove one: stakeholders remove):',
      expect.stringMatching(/^ {2}(?:Hal|Eva) </u),
      expect.stringMatching(/^ {2}(?:Hal|Eva) </u),
    ]);
    await people('remove', 'jo@new.mx');
  });

  it('names a workbook as one', async () => {
    await writeFile(folder.path('list.xlsx'), Buffer.from('504b030414000600', 'hex'));
    expect((await people('import', folder.path('list.xlsx'))).err).toMatch(
      /list\.xlsx: it is a workbook; in Excel save it/u,
    );
  });

  it('records a bounce by hand, and its end, with the reasons', async () => {
    expect((await people('suspend', 'hal@coalition.us')).err).toMatch(/--reason is missing/u);
    await people('suspend', 'hal@coalition.us', '--reason', 'bounced, mailbox is gone');
    expect((await people('list')).out).toMatch(/^hal@.*; suspended \(bounce: bounced, mailbox is gone on 20/mu);
    await people('reactivate', 'hal@coalition.us', '--reason', 'wrote from it');
    expect((await people('list')).out).toMatch(/^hal@.*; active /mu);
    expect((await people('suspend', 'nobody@coalition.us', '--reason', 'x')).code).toBe(1);
  });

  it('shows one person what they were sent, and what is next', async () => {
    expect((await people('show', 'rosa@consulado.mx')).out).toContain(`${SHEET}: has everything that is approved`);
    await approve(1);
    const before = await people('show', 'mendez');
    expect(before.out).toMatch(
      /us-mexico-border: next 2015-10, revision 1: \d+ \w+ \d{4}, 09:00 America\/Mexico_City/u,
    );
    await run('distribute', SHEET, ...state);
    expect((await people('show', 'rosa@consulado.mx')).out).toMatch(
      /2015-10, revision 1: written to a file, not sent, \d{4}-\d\d-\d\d \d\d:\d\d UTC, attachment\n/u,
    );
    expect((await people('show', 'nobody')).err).toMatch(/no one on the list has that address or name/u);
    expect((await people('show', 'a')).err).toMatch(/3 people match this name; write the address/u);
  });

  it('lists who got a wrong revision, those to be called first', async () => {
    await people('pause', 'hal@coalition.us');
    await people('remove', 'eva@coalition.us');
    const lines = (await people('got', SHEET, '2015-10')).out.split('\n');
    expect(lines[0]).toBe(`${SHEET} 2015-10, revision 1`);
    expect(lines[1]).toBe('to be called, because a correction by mail does not reach them: 2 stakeholders');
    expect(lines.slice(2, 4).toSorted()).toEqual([
      expect.stringMatching(/^ {2}Hal <hal@coalition\.us>; written to a file.*; paused$/u),
      expect.stringMatching(/^ {2}left the list: [0-9a-f]{32}; written/u),
    ]);
    expect(lines[4]).toBe('a correction by mail reaches 1 stakeholder');
    expect(lines[5]).toMatch(/^ {2}Rosa Mendez, Consulado <rosa@/u);
    expect((await people('got', SHEET, '2015-10', '--revision', '9')).out).toContain('no one has it');
    expect((await people('show', 'eva@coalition.us')).out).toMatch(/^left the list on 20.*gets nothing more$/su);
  });
});

describe('a sheet that is held', () => {
  it('sends nothing, says when it goes, and sends once it is released', async () => {
    await people('resume', 'hal@coalition.us');
    await people('add', '--name', 'New', '--email', 'new@coalition.us', '--language', 'en', '--sheets', SHEET);
    expect((await run('hold', SHEET, '--by', 'Ana', ...state)).err).toMatch(/--reason is missing/u);
    expect((await run('hold', SHEET, '--by', 'Ana', '--reason', 'wrong', ...state)).out).toContain('held by Ana');
    expect(await run('distribute', SHEET, ...state)).toMatchObject({
      code: 2,
      out: expect.stringMatching(/nothing to send: us-mexico-border 2015-10: held by Ana since/u),
    });
    expect((await people('show', 'new@coalition.us')).out).toMatch(
      /next 2015-10, revision 1: not before it is released \(held by/u,
    );
    expect((await run('hold', SHEET, '--by', 'Bo', '--reason', 'x', ...state)).err).toMatch(
      /DecisionRefused: .*is held/u,
    );
    expect((await run('release', SHEET, '--by', 'Ana', ...state)).out).toContain('released by Ana');
    expect((await run('distribute', SHEET, ...state)).out).toContain('1 written');
  });
});
