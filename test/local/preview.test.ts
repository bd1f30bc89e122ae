import { cpSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { VARIANTS } from '../../local/preview/variants.ts';
import { onlyAtLength, spread } from '../at-length.ts';
import {
  ask,
  listen,
  listenSettled,
  openPreviewFixture,
  type PreviewFixture,
  SHEET,
  type Views,
} from '../browser/preview-fixture.ts';
import { ROOT, run } from './command-line.ts';

let fixture: PreviewFixture;
let served: Awaited<ReturnType<PreviewFixture['preview']>>;
beforeAll(async () => {
  fixture = await openPreviewFixture();
  served = await fixture.preview();
});
afterAll(async () => {
  await served.close();
  await fixture.remove();
});

const EN = 'wording/en.md';
const place = (file: string) => `templates/${SHEET}/${file}`;

describe('a preview', () => {
  let views: Views;
  beforeEach(async () => {
    views = await listenSettled(served.url);
  });
  afterEach(() => views.close());
  const next = (language: string) => views.next((view) => view.language === language);

  it('reports both languages, and serves their pages as PDF', async () => {
    const fresh = await listen(served.url);
    for (const language of ['en', 'es']) {
      const view = await fresh.next((one) => one.language === language);
      expect(view).toMatchObject({ sheet: SHEET, variant: 'counted', languages: ['en', 'es'], problem: null });
      const { status, headers, body } = await ask(served.url, `/pages/counted/${language}.pdf`);
      expect(status).toBe(200);
      expect(headers['content-type']).toBe('application/pdf');
      expect(body.subarray(0, 5).toString()).toBe('%PDF-');
    }
    fresh.close();
  });

  it('renders the language whose wording is saved, in place or by renaming, and leaves the other as it is', async () => {
    const before = (await ask(served.url, '/pages/counted/es.pdf')).body;
    await fixture.edit(EN, '- kicker: Fact sheet', '- kicker: Facts');
    const saved = await next('en');
    expect(saved.problem).toBeNull();
    await next('es');
    await fixture.edit(EN, '- kicker: Facts', '- kicker: Fact sheet', true);
    // on a busy machine one change may be noticed twice, and the same page shown again
    const renamed = await views.next(({ language, digest }) => language === 'en' && digest !== saved.digest);
    expect(renamed.problem).toBeNull();
    const other = await next('es');
    expect(other.problem).toBeNull();
    expect((await ask(served.url, '/pages/counted/es.pdf')).body.equals(before)).toBe(true);
  });

  it('names file, line and section of a broken wording, keeps its last good pages and the other language', async () => {
    const good = (await ask(served.url, '/pages/counted/en.pdf')).body;
    await fixture.edit(EN, '- kicker: Fact sheet', '- kicker: Fact sheet\n- kicker: twice');
    const { problem } = await next('en');
    expect(problem).toMatchObject({ name: 'DefinitionInvalid', file: place(EN), line: 8 });
    expect(problem?.message).toContain('section "words": "kicker" is there twice');
    expect((await ask(served.url, '/pages/counted/en.pdf')).body.equals(good)).toBe(true);
    expect((await next('es')).problem).toBeNull();
    await fixture.edit(EN, '\n- kicker: twice', '');
    expect((await next('en')).problem).toBeNull();
  });

  it.each([
    ['page.json', '"figure": "victims-by-type"', '"figure": "no-such-figure"', /no figure "no-such-figure"/, true],
    ['page.json', '"space": 11 },', '"space": 11 ;', /is not valid JSON/, true],
    ['sheet.json', '"by": "gender" }', '"by": "shoe-size" }', /figures\.victims-by-gender: by: no "shoe-size"/, false],
    ['charts/type-bar.vl.json', '{', '{,', /type-bar\.vl\.json is not valid JSON/, true],
  ])('shows what is wrong with %s while it is: %j made %j', async (file, from, to, message, hasLine) => {
    await fixture.edit(file, from, to);
    const { problem } = await next('en');
    expect(problem?.file).toBe(place(file));
    expect(problem?.message).toMatch(message);
    if (hasLine) expect(problem?.line).toBe(await fixture.lineOf(file, to));
    await next('es');
    await fixture.edit(file, to, from);
    expect((await next('en')).problem).toBeNull();
    await next('es');
  });

  it('goes on watching a folder that is deleted and made again at once', async () => {
    const folder = fixture.path('definitions', 'templates', SHEET);
    cpSync(folder, fixture.path('kept'), { recursive: true });
    // without yielding in between: the watcher is notified of both when the folder already exists again
    rmSync(folder, { recursive: true });
    cpSync(fixture.path('kept'), folder, { recursive: true });
    await next('en');
    await next('es');
    await fixture.edit('page.json', '"space": 11 },', '"space": 11 ;');
    expect((await next('en')).problem?.message).toMatch(/is not valid JSON/);
    await next('es');
    await fixture.edit('page.json', '"space": 11 ;', '"space": 11 },');
    expect((await next('en')).problem).toBeNull();
    await next('es');
  });

  onlyAtLength('hangs nothing more on a stream at each change', async () => {
    const warnings: string[] = [];
    const warned = (warning: Error): void => void warnings.push(warning.name);
    process.on('warning', warned);
    for (const at of Array.from({ length: 12 }, (_, index) => index)) {
      await fixture.edit(EN, `- kicker: Fact sheet${'.'.repeat(at)}`, `- kicker: Fact sheet${'.'.repeat(at + 1)}`);
      await next('en');
      await next('es');
    }
    await fixture.edit(EN, `- kicker: Fact sheet${'.'.repeat(12)}`, '- kicker: Fact sheet');
    await next('en');
    await next('es');
    process.off('warning', warned);
    expect(warnings).toEqual([]);
  });

  it.each(spread(VARIANTS, 2))('renders the variant %s in both languages', async (variant) => {
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

  it('another user of the machine, who knows the port and not the address', async () => {
    const { origin, pathname } = new URL(served.url);
    const guesses = [
      '/',
      '//',
      '*',
      '/?',
      pathname.slice(0, -1),
      pathname.toUpperCase(),
      `/${'A'.repeat(32)}/`,
      '/%',
      '/\\',
    ];
    for (const path of [...guesses, '/events?variant=counted', '/pages/counted/en.pdf', 'http://[/', `${origin}/`])
      expect((await ask(`${origin}/`, path)).status, path).toBe(404);
    const other = await fixture.preview('--port', '0');
    expect((await ask(`${origin}/`, new URL(other.url).pathname)).status).toBe(404);
    await other.close();
    expect((await ask(served.url, '/')).status).toBe(200);
  });

  it('another machine: it listens on 127.0.0.1 alone', async () => {
    expect(new URL(served.url).hostname).toBe('127.0.0.1');
    const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    const others = addresses.filter(({ address }) => address !== '127.0.0.1' && !address.startsWith('fe80:'));
    for (const { address } of others) await expect(reach(address)).rejects.toThrow(/ECONNREFUSED|EHOSTUNREACH/);
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
    const socket = connect(Number(new URL(served.url).port), address);
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });

describe('starting a preview', () => {
  it('takes a sheet that is broken at the start, and shows what is wrong', async () => {
    const other = await openPreviewFixture();
    await other.edit('sheet.json', '"id"', '"idd"');
    const preview = await other.preview();
    const views = await listen(preview.url);
    expect((await views.next(() => true)).problem?.file).toBe(place('sheet.json'));
    await other.edit('sheet.json', '"idd"', '"id"');
    expect((await views.next(({ problem }) => problem === null)).digest).not.toBeNull();
    views.close();
    await preview.close();
    await other.remove();
  });

  it.each([
    [['preview'], /name the sheet to preview/],
    [['preview', 'nope'], /there is no sheet "nope"; the sheets are .*us-mexico-border/],
    [['preview', SHEET, '--port', 'http'], /--port: "http" is not a port/],
    [['preview', SHEET, '--port', '70000'], /--port: "70000" is not a port/],
    [['preview', SHEET, '--exports', 'a', '--figures', 'b'], /not both/],
    [['preview', SHEET, '--figures', 'nowhere.json'], /there is no file nowhere\.json/],
    [['preview', SHEET, '--figures', `${ROOT}package.json`], /is not a figures\.json of a sheet/],
    [['preview', SHEET, '--lang', 'de'], /unsupported language "de"/],
    [['preview', SHEET, '--exports', '/nowhere/at/all'], /there is no folder/],
    [['preview', 'linea-145'], /no exports of sheet linea-145/],
  ])('refuses %j in one line', async (argv, message) => {
    const { code, err } = await run(...argv);
    expect(code).toBe(1);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('refuses the figures of another sheet, and a port that is taken', async () => {
    await expect(fixture.preview('--port', new URL(served.url).port)).rejects.toThrow(/--port \d+ is taken/);
    const file = fixture.path('other.json');
    const annex = JSON.parse(await readFile(fixture.path('figures.json'), 'utf8'));
    await writeFile(file, JSON.stringify({ ...annex, sheet: 'linea-145' }));
    expect((await run('preview', SHEET, '--figures', file)).err).toMatch(/figures of sheet linea-145, not of/);
  });
});
