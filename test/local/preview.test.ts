import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VARIANTS } from '../../local/preview/variants.ts';
import { ask, type Desk, listen, openDesk, SHEET, type Views } from '../browser/preview-desk.ts';
import { ROOT, run } from './command-line.ts';

let desk: Desk;
let served: Awaited<ReturnType<Desk['preview']>>;
let views: Views;
beforeAll(async () => {
  desk = await openDesk();
  served = await desk.preview();
  views = await listen(served.url);
});
afterAll(async () => {
  views.close();
  await served.close();
  await desk.remove();
});

const EN = 'wording/en.md';
const place = (file: string) => `templates/${SHEET}/${file}`;

describe('a preview', () => {
  it('tells of both languages, and serves their pages as PDF', async () => {
    for (const language of ['en', 'es']) {
      const view = await views.next((one) => one.language === language);
      expect(view).toMatchObject({ sheet: SHEET, variant: 'counted', languages: ['en', 'es'], problem: null });
      const { status, headers, body } = await ask(served.url, `/pages/counted/${language}.pdf`);
      expect(status).toBe(200);
      expect(headers['content-type']).toBe('application/pdf');
      expect(body.subarray(0, 5).toString()).toBe('%PDF-');
    }
  });

  it('renders the language whose wording is saved, in place or by renaming, and leaves the other as it is', async () => {
    const { digest: es } = await views.next(({ language }) => language === 'es').catch(() => ({ digest: null }));
    await desk.edit(EN, '- kicker: Fact sheet', '- kicker: Facts');
    const first = await views.next(({ language }) => language === 'en');
    await desk.edit(EN, '- kicker: Facts', '- kicker: Fact sheet', true);
    const second = await views.next(({ language, digest }) => language === 'en' && digest !== first.digest);
    expect(second.problem).toBeNull();
    const other = await views.next(({ language }) => language === 'es');
    expect(other.problem).toBeNull();
    if (es !== null) expect(other.digest).toBe(es);
  });

  it('names file, line and section of a broken wording, keeps its last good pages and the other language', async () => {
    const good = (await ask(served.url, '/pages/counted/en.pdf')).body;
    await desk.edit(EN, '- kicker: Fact sheet', '- kicker: Fact sheet\n- kicker: twice');
    const broken = await views.next(({ problem }) => problem !== null);
    expect(broken).toMatchObject({ language: 'en', problem: { name: 'DefinitionInvalid', file: place(EN) } });
    expect(broken.problem?.message).toContain('section "words": "kicker" stands twice');
    expect(broken.problem?.line).toBe(8);
    expect((await ask(served.url, '/pages/counted/en.pdf')).body.equals(good)).toBe(true);
    expect((await views.next(({ language }) => language === 'es')).problem).toBeNull();
    await desk.edit(EN, '\n- kicker: twice', '');
    expect((await views.next(({ language }) => language === 'en')).problem).toBeNull();
  });

  it.each([
    ['page.json', '"figure": "victims-by-type"', '"figure": "no-such-figure"', /no figure "no-such-figure"/, 13],
    ['page.json', '"y": 127 },', '"y": 127 ', /is no JSON/, 8],
    ['sheet.json', '"by": "gender" }', '"by": "shoe-size" }', /sheet\.json:/, null],
    ['charts/type-bar.vl.json', '{', '{ "url": "x",', /type-bar\.vl\.json/, null],
  ])('shows what is wrong with %s when it is, and mends itself', async (file, from, to, message, line) => {
    await desk.edit(file, from, to);
    const { problem } = await views.next((view) => view.problem !== null);
    expect(problem?.file).toBe(place(file));
    expect(problem?.message).toMatch(message);
    if (line !== null) expect(problem?.line).toBe(line);
    await desk.edit(file, to, from);
    await views.next((view) => view.problem === null && view.language === 'es');
  });

  it.each(VARIANTS)('renders the variant %s in both languages', async (variant) => {
    const other = await listen(served.url, variant);
    for (const language of ['en', 'es']) {
      const view = await other.next((one) => one.language === language);
      expect(view).toMatchObject({ variant, problem: null });
    }
    other.close();
  });
});

describe('what a preview does not answer', () => {
  it.each([
    ['/../../package.json'],
    ['/%2e%2e/%2e%2e/package.json'],
    ['/..%2fpackage.json'],
    ['/pages/counted/../../../samples/key'],
    ['/pages/counted/%2e%2e%2fen.pdf'],
    ['/pages/counted/en.pdf/../../x'],
    ['//etc/passwd'],
    ['/pages/counted/fr.pdf'],
    ['/samples/key'],
  ])('a path that is none of its own: %s', async (path) => {
    expect((await ask(served.url, path)).status).toBe(404);
  });

  it('a request under another name, from another site, or that would change something', async () => {
    const { port, host } = new URL(served.url);
    const status = async (headers: Record<string, string>, method = 'GET') =>
      (await ask(served.url, '/pages/counted/en.pdf', headers, method)).status;
    expect(await status({ host })).toBe(200);
    expect(await status({ host: `localhost:${port}` })).toBe(200);
    expect(await status({ host: `attacker.example:${port}` })).toBe(403);
    expect(await status({ host: '127.0.0.1' })).toBe(403);
    expect(await status({ host, origin: 'http://attacker.example' })).toBe(403);
    expect(await status({ host, origin: 'null' })).toBe(403);
    expect(await status({ host, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await status({ host }, 'POST')).toBe(405);
  });

  it('another machine: it listens on 127.0.0.1 alone', async () => {
    expect(new URL(served.url).hostname).toBe('127.0.0.1');
    const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    for (const { address, scopeid } of addresses.filter((one) => one.address !== '127.0.0.1'))
      await expect(reach(scopeid ? `${address}%${scopeid}` : address)).rejects.toThrow(/ECONNREFUSED|EHOSTUNREACH/);
  });

  it('nothing that lets a page from elsewhere in: everything comes from itself', async () => {
    const { headers } = await ask(served.url, '/');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(headers['access-control-allow-origin']).toBeUndefined();
    for (const path of ['/', '/preview.css', '/preview.js', '/draw-pages.js'])
      expect((await ask(served.url, path)).body.toString()).not.toMatch(/https?:\/\//);
  });
});

const reach = (address: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(served.url).port), address.split('%')[0] ?? address);
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });

describe('starting a preview', () => {
  it('takes a sheet that is broken at the start, and shows what is wrong', async () => {
    const other = await openDesk();
    await other.edit('sheet.json', '"id"', '"idd"');
    const preview = await other.preview();
    const told = await listen(preview.url);
    expect((await told.next(() => true)).problem?.file).toBe(place('sheet.json'));
    await other.edit('sheet.json', '"idd"', '"id"');
    expect((await told.next(({ problem }) => problem === null)).digest).not.toBeNull();
    told.close();
    await preview.close();
    await other.remove();
  });

  it.each([
    [['preview'], /preview needs a sheet/],
    [['preview', 'nope'], /no sheet "nope"; there are linea-145, us-mexico-border/],
    [['preview', SHEET, '--port', 'http'], /--port "http" is no port/],
    [['preview', SHEET, '--port', '70000'], /--port "70000" is no port/],
    [['preview', SHEET, '--exports', 'a', '--figures', 'b'], /keep one/],
    [['preview', SHEET, '--figures', 'nowhere.json'], /there is no file nowhere\.json/],
    [['preview', SHEET, '--figures', `${ROOT}package.json`], /is no figures\.json of a sheet/],
    [['preview', SHEET, '--lang', 'fr'], /"fr" is no language/],
    [['preview', SHEET, '--exports', '/nowhere/at/all'], /there is no folder/],
    [['preview', 'linea-145'], /no exports of sheet linea-145/],
  ])('refuses %j in one line', async (argv, message) => {
    const { code, err } = await run(...argv);
    expect(code).toBe(1);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('refuses the figures of another sheet, a language the sheet lacks, and a port that is taken', async () => {
    await expect(desk.preview('--port', new URL(served.url).port)).rejects.toThrow(/--port \d+ is taken/);
    const file = desk.path('other.json');
    const { sheet: _, ...annex } = JSON.parse(
      (await import('node:fs')).readFileSync(desk.path('figures.json'), 'utf8'),
    );
    await writeFile(file, JSON.stringify({ sheet: 'linea-145', ...annex }));
    expect((await run('preview', SHEET, '--figures', file)).err).toMatch(/figures of sheet linea-145, not of/);
  });
});
