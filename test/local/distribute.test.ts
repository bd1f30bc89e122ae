import { readdir, readFile, writeFile } from 'node:fs/promises';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildCases, run, scratch } from './command-line.ts';

const SHEET = 'us-mexico-border';
let folder: Awaited<ReturnType<typeof scratch>>;
let state: string[];

beforeAll(async () => {
  folder = await scratch();
  state = ['--state', folder.path('state')];
  await buildCases(folder.path, 30);
  await writeFile(
    folder.path('list.csv'),
    `name,email,organisation,language,sheets,delivery\nRosa,rosa@example.org,,es,${SHEET},attachment\nAlex,alex@example.org,,en,${SHEET},link\n`,
  );
});
afterAll(() => folder.remove());

/** The address of links responds as answer-link does for an invalid token. */
beforeAll(() => void vi.stubGlobal('fetch', async () => new Response('', { status: 404 })));
afterAll(() => void vi.unstubAllGlobals());

const mails = async () => {
  const names = (await readdir(folder.path('state', 'mail'))).filter((name) => name.endsWith('.eml'));
  return Promise.all(names.map(async (name) => simpleParser(await readFile(folder.path('state', 'mail', name)))));
};

describe('from an approval to messages on the command line', () => {
  it('says that nothing is approved, then sends each once, the report byte for byte', async () => {
    expect((await run('stakeholders', 'import', folder.path('list.csv'), ...state)).out).toBe(
      '2 added, 0 changed, 0 unchanged',
    );
    const early = await run('distribute', SHEET, ...state);
    expect(early).toMatchObject({ code: 2, out: 'nothing to send: us-mexico-border: no revision is approved' });
    await run('approve', SHEET, '2015-10', '--revision', '1', '--by', 'Ana', '--reason', 'a test', ...state);
    const config = ['--config', folder.path('links.json')];
    const links = { sender: 'sheets@example.org', linkUrl: 'https://sheets.hotline.mx/', schedules: [] };
    await writeFile(folder.path('links.json'), JSON.stringify(links));
    expect((await run('distribute', SHEET, ...state, ...config, '--dry-run')).out).toContain('2 would be sent');
    expect(await run('distribute', SHEET, ...state, ...config)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/revision 1: 2 written\n/u),
    });
    const all = await mails();
    const rosa = all.find(({ attachments }) => attachments.length === 1);
    const report = await readFile(folder.path('state', 'reports', SHEET, '2015-10', 'r1', `${SHEET}-2015-10.es.pdf`));
    expect(Buffer.compare(rosa?.attachments[0]?.content ?? Buffer.alloc(0), report)).toBe(0);
    const alex = all.find(({ attachments }) => attachments.length === 0);
    expect(alex?.text).toMatch(/https:\/\/sheets\.hotline\.mx\/report\/[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\n/u);
    expect(await run('distribute', SHEET, '2015-10', ...state)).toMatchObject({
      code: 2,
      out: expect.stringMatching(/2 already/),
    });
  });

  it('refuses a list that is not UTF-8, with file and remedy, and imports nothing of it', async () => {
    const text = `name;email;organisation;language;sheets;delivery\nJosé;jose@example.org;;es;${SHEET};link\n`;
    await writeFile(folder.path('jose.csv'), Buffer.from(text, 'latin1'));
    const { code, err } = await run('stakeholders', 'import', folder.path('jose.csv'), ...state);
    expect(code).toBe(1);
    expect(err).toContain(
      `StakeholdersInvalid: ${folder.path('jose.csv')}: line 2: one byte is not UTF-8; save it as "CSV UTF-8"`,
    );
    expect((await run('stakeholders', 'list', ...state)).out).not.toContain('jose@');
  });

  it('shows addresses in the list alone', async () => {
    expect((await run('stakeholders', 'list', ...state)).out).toMatch(
      /^alex@example\.org {2}Alex; us-mexico-border in en by link; active/mu,
    );
    expect((await run('stakeholders', 'remove', 'alex@example.org', ...state)).out).toBe('done');
    const again = await run('stakeholders', 'import', folder.path('list.csv'), ...state);
    expect(again.out).toContain('line 3: left before, and is not added');
    expect(again.out).not.toContain('@');
  });

  it('lets a person make links answer no more', async () => {
    expect((await run('distribute', SHEET, '2015-10', '--resolve', 'revoke', ...state)).out).toBe('2 changed');
    expect(await run('distribute', SHEET, '2015-10', '--resolve', 'revoke', ...state)).toMatchObject({ code: 2 });
  });

  it('sends at a late approval when the schedule says so', async () => {
    const schedule = { sheet: SHEET, day: 15, at: '09:00', zone: 'America/Mexico_City', lateApproval: 'send' };
    const config = { sender: 'sheets@example.org', linkUrl: 'https://sheets.example.org', schedules: [schedule] };
    await writeFile(folder.path('late.json'), JSON.stringify(config));
    await buildCases(folder.path, 60);
    const decide = ['approve', SHEET, '2015-10', '--revision', '2', '--by', 'Ana', '--reason', 'a test'];
    const { out } = await run(...decide, '--config', folder.path('late.json'), ...state);
    expect(out).toContain('revision 2: 1 written');
    const subjects = (await mails()).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject?.startsWith('Corregida'))).toHaveLength(1);
  });

  it.each([
    [{ sender: 'nobody' }, /sender: must be an address/],
    [{ linkUrl: 'x' }, /linkUrl: must be the address links lead to/],
    [{ linkUrl: 'http://sheets.example.org' }, /linkUrl: must be the address links lead to/],
    [{ linkUrl: 'javascript:alert(1)' }, /linkUrl: must be the address links lead to/],
    [{ linkUrl: 'https://a@b.example' }, /linkUrl: must be the address links lead to/],
    [{ linkUrl: 'https://b.example/?x' }, /linkUrl: must be the address links lead to/],
    [
      { schedules: [{ sheet: SHEET, day: 31, at: '09:00', zone: 'UTC' }] },
      /schedules\[0\]: day: not every month has a day 31/,
    ],
  ])('names what is wrong in a configuration: %j', async (change, message) => {
    const config = { sender: 'sheets@example.org', linkUrl: 'https://sheets.example.org', schedules: [], ...change };
    await writeFile(folder.path('bad.json'), JSON.stringify(config));
    const { code, err } = await run('distribute', SHEET, ...state, '--config', folder.path('bad.json'));
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(message) });
  });
});

describe('a report that was changed', () => {
  it('is neither approved nor sent, and is once its file is put back', async () => {
    const own = await scratch();
    try {
      await buildCases(own.path, 30);
      const there = ['--state', own.path('state')];
      await run('stakeholders', 'import', folder.path('list.csv'), ...there);
      const annex = own.path('state', 'reports', SHEET, '2015-10', 'r1', `${SHEET}-2015-10.figures.json`);
      const text = await readFile(annex, 'utf8');
      const approve = ['approve', SHEET, '2015-10', '--revision', '1', '--by', 'Ana', '--reason', 'a test', ...there];
      await writeFile(annex, text.replace('30', '31'));
      expect((await run(...approve)).err).toMatch(
        /ReportChanged: us-mexico-border 2015-10, revision 1: \S+figures\.json is not the file that was recorded; nothing was sent or approved/u,
      );
      await writeFile(annex, text);
      expect((await run(...approve)).code).toBe(0);
      await writeFile(annex, '');
      expect((await run('distribute', SHEET, ...there)).err).toMatch(/ReportChanged: .*figures\.json is empty/u);
      await writeFile(annex, text);
      const config = ['--config', folder.path('links.json')];
      expect((await run('distribute', SHEET, ...there, ...config)).out).toContain('2 written');
    } finally {
      await own.remove();
    }
  });
});
