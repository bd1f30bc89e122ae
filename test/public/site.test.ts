import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDefinitions } from '../../local/pipeline/local-runtime.ts';
import { publishSite } from '../../local/public/publish-site.ts';
import { loadDefinitions } from '../../src/definitions/load-definitions.ts';
import type { DefinitionFiles, ObjectStore } from '../../src/domain/effects.ts';
import type { Month } from '../../src/domain/month.ts';
import { figureTables, headlinesOf } from '../../src/public/figure-tables.ts';
import { siteFiles } from '../../src/public/site/site-files.tsx';
import type { SiteEdition } from '../../src/public/site/site-source.ts';
import { holdSheet } from '../../src/steps/hold-sheet.ts';
import { openPortalFixture, type PortalFixture, WAITING } from '../portal/portal-fixture.ts';
import { definitions, editionWith, GENDER, STATES, shownInBoth } from './public-fixture.ts';

const ADDRESS = 'https://figures.example.org/base';
const ANA = { who: 'Ana Reyes', via: 'command' } as const;
const HOSTILE = '</script><script>alert(1)</script>"&\'<img src=x onerror=alert(1)>';

async function siteWith(change: (edition: SiteEdition) => SiteEdition = (edition) => edition) {
  const editions = await shownInBoth(editionWith(GENDER));
  const [shown] = editions.values();
  if (!shown) throw new Error('no language');
  const edition = change({
    ...{ sheet: shown.words.sheet, month: '2017-07' as Month, approvedAt: '2017-08-09T17:06:00.000Z', shown: editions },
    ...{ hasApprovedTexts: true, files: [], pictures: new Map() },
    revisions: [{ revision: 1, status: 'current', approvedAt: '2017-08-09T17:06:00.000Z' }],
  });
  const found = siteFiles([{ sheet: edition.sheet, editions: [edition], members: [] }], { address: ADDRESS });
  return { edition, texts: new Map(found.map(({ path, content }) => [path, String(content)])) };
}

const pagesOf = (texts: ReadonlyMap<string, string>) => [...texts].filter(([path]) => path.endsWith('.html'));

/** Puts every block on a line of its own, so that a difference is readable. */
const lineByLine = (html: string): string =>
  html
    .replaceAll(
      /<(?=\/?(?:html|head|body|main|header|footer|section|table|caption|thead|tbody|tr|ul|li|dl|div|p|h[1-6]|meta|link|script|figure|svg|g|path|text)\b)/gu,
      '\n<',
    )
    .trimStart();

/** Throws for a text that is not well-formed XML. */
const assertXml = (text: string): void => {
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(text).close();
};

describe('the public site', () => {
  it('has a page per language for the newest edition and for each edition, a page to embed each figure, and a feed', async () => {
    const { texts } = await siteWith();
    for (const language of ['en', 'es'])
      for (const path of ['newest/index.html', '2017-07/index.html', '2017-07/embed/victims-by-gender.html'])
        expect(texts.has(`us-mexico-border/${language}/${path}`)).toBe(true);
    expect(texts.has('us-mexico-border/feed.es.xml')).toBe(true);
    expect(texts.get('sitemap.xml')).toContain(`${ADDRESS}/us-mexico-border/es/2017-07/`);
  });

  it('lists the members of a family by name on the first page and on the main sheet, each with pages of its own', async () => {
    const shown = await shownInBoth(editionWith(GENDER, STATES));
    const { edition } = await siteWith((one) => ({ ...one, shown }));
    const sheet = { ...edition.sheet, id: 'us-mexico-border--mx-mex' };
    const names = new Map([
      ['en', 'State of Mexico'],
      ['es', 'Estado de México'],
    ] as const);
    const member = {
      sheet,
      editions: [{ ...edition, sheet }],
      members: [],
      key: 'MX-MEX',
      by: 'state',
      names,
      main: { id: edition.sheet.id, names: new Map([['es', 'La hoja principal']] as const) },
    } as const;
    const main = { sheet: edition.sheet, editions: [edition], members: [member] };
    const texts = new Map(siteFiles([main], { address: ADDRESS }).map(({ path, content }) => [path, String(content)]));
    const address = 'us-mexico-border--mx-mex/es/newest/index.html';
    expect(texts.get('index.html')).toContain(`<a href="${address}">Estado de México</a>`);
    expect(texts.get('us-mexico-border/es/newest/index.html')).toContain(
      `<a href="../../../${address}">Estado de México</a>`,
    );
    const row = (text: string) => `<th scope="row">${text}</th>`;
    const page = texts.get('us-mexico-border/es/newest/index.html');
    expect(page).toContain(row(`<a href="../../../${address}">Estado de México</a>`));
    expect(page).toContain(row('Texas'));
    expect(texts.has(address)).toBe(true);
    expect(texts.get(address)).not.toContain('<th scope="row"><a');
    expect(texts.get(address)).not.toContain('class="by-name"');
    expect(texts.get(address)).toContain(
      '<p class="crumb"><a href="../../../us-mexico-border/es/newest/index.html">La hoja principal</a></p>',
    );
    expect(page).not.toContain('class="crumb"');
    expect(texts.has('us-mexico-border--mx-mex/feed.en.xml')).toBe(true);
    expect(texts.get('sitemap.xml')).toContain(`${ADDRESS}/us-mexico-border--mx-mex/en/2017-07/`);
  });

  it.each(['en', 'es'])('is the accepted page, tag by tag (%s)', async (language) => {
    const { texts } = await siteWith();
    // to accept a change on purpose: npx vitest run test/public/site.test.ts -u, then read the difference
    await expect(lineByLine(texts.get(`us-mexico-border/${language}/newest/index.html`) ?? '')).toMatchFileSnapshot(
      `../golden/public/us-mexico-border.${language}.html`,
    );
  });

  it('prints every number of the figures, and the mark for hidden ones', async () => {
    const { edition, texts } = await siteWith();
    for (const [language, shown] of edition.shown) {
      const text = texts.get(`us-mexico-border/${language}/newest/index.html`) ?? '';
      const values = [
        ...headlinesOf(shown).map(({ value }) => value.text),
        ...figureTables(shown).flatMap(({ rows }) => rows.flatMap((row) => row.values.map((value) => value.text))),
      ];
      expect(values).toContain('‡');
      for (const value of values) expect([value, text.includes(value)]).toEqual([value, true]);
    }
  });

  it('runs no script and loads nothing from other sites', async () => {
    for (const [path, text] of pagesOf((await siteWith()).texts)) {
      expect(text).toContain('script-src &#39;none&#39;');
      for (const [, type] of text.matchAll(/<script([^>]*)>/gu)) expect(type).toBe(' type="application/ld+json"');
      // the page for addresses that do not exist is shown at any of them
      for (const [, address = ''] of text.matchAll(
        /<(?:img|link rel="stylesheet"|iframe)[^>]*(?:src|href)="([^"]*)"/gu,
      ))
        expect([
          path,
          /^(?:\.\.\/)*assets\//u.test(path === '404.html' ? address.replace(`${ADDRESS}/`, '') : address),
        ]).toEqual([path, true]);
    }
  });

  it('describes the edition as a schema.org Dataset', async () => {
    const text = (await siteWith()).texts.get('us-mexico-border/en/2017-07/index.html') ?? '';
    const data = JSON.parse(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/u.exec(text)?.[1] ?? '{}');
    expect(data).toMatchObject({
      '@type': 'Dataset',
      temporalCoverage: '2015-09-30/2017-07-31',
      version: '2017-07-r1',
    });
  });

  it('escapes hostile wording everywhere', async () => {
    const { texts } = await siteWith((edition) => ({
      ...edition,
      sheet: { ...edition.sheet, publisher: { title: HOSTILE }, license: { name: HOSTILE } },
      shown: new Map(
        [...edition.shown].map(([language, { edition: published, words }]) => {
          const line = [{ text: HOSTILE, href: 'javascript:alert(1)' }];
          const all = Object.keys(words.wording.words).map((key) => [key, line] as const);
          const prose = { intro: { title: line, paragraphs: [line], items: [line] } };
          const wording = { ...words.wording, words: Object.fromEntries(all), prose };
          return [language, { edition: published, words: { ...words, wording } }] as const;
        }),
      ),
    }));
    for (const [path, text] of texts) {
      expect(text.includes('<script>alert'), path).toBe(false);
      expect(/<img|href="javascript/u.test(text), path).toBe(false);
      if (path.endsWith('.xml')) assertXml(text);
    }
  });

  it('says that a revision was corrected, at its own address, in the feed and on the current page', async () => {
    const { texts } = await siteWith((edition) => ({
      ...edition,
      revisions: [
        { revision: 1, status: 'replaced', approvedAt: '2017-08-09T17:06:00.000Z' },
        { revision: 2, status: 'current', approvedAt: '2017-09-09T17:06:00.000Z' },
      ],
    }));
    const old = texts.get('us-mexico-border/en/2017-07/r1/index.html') ?? '';
    expect(old).toContain('This revision was corrected');
    expect(old).not.toContain('<table');
    expect(texts.get('us-mexico-border/en/feed.xml') ?? texts.get('us-mexico-border/feed.en.xml')).toContain(
      'Correction:',
    );
  });

  it('leaves out the prose of a sheet that changed after the approval', async () => {
    const path = 'us-mexico-border/en/2017-07/index.html';
    const full = await siteWith((edition) => ({ ...edition, shown: withProse(edition) }));
    expect(full.texts.get(path)).toContain('Approved prose');
    const changed = await siteWith((edition) => ({ ...edition, shown: withProse(edition), hasApprovedTexts: false }));
    expect(changed.texts.get(path)).not.toContain('Approved prose');
  });
});

const withProse = (edition: SiteEdition): SiteEdition['shown'] =>
  new Map(
    [...edition.shown].map(([language, { edition: published, words }]) => {
      const prose = { intro: { title: null, paragraphs: [[{ text: 'Approved prose' }]], items: [] } };
      return [language, { edition: published, words: { ...words, wording: { ...words.wording, prose } } }] as const;
    }),
  );

/** Reads objects, and other bytes of those whose key ends with a text. */
const changedAt =
  ({ bytes }: Pick<ObjectStore, 'bytes'>, end: string): ObjectStore['bytes'] =>
  async (key) =>
    key.endsWith(end) ? new TextEncoder().encode('{}') : bytes(key);

describe('the folder of the public site', () => {
  let fixture: PortalFixture;
  let folder: string;
  beforeAll(async () => {
    fixture = await openPortalFixture();
    folder = await mkdtemp(join(tmpdir(), 'factsheets-site-'));
  });
  afterAll(async () => {
    await fixture.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** The program's definitions with the first sheet public, and texts changed. */
  const withTexts = (change: (path: string, text: string) => string): DefinitionFiles => ({
    ...openDefinitions(),
    bytes: async (path) => {
      const text = change(path, new TextDecoder().decode(await openDefinitions().bytes(path)));
      const isSheet = path === 'templates/us-mexico-border/sheet.json';
      return new TextEncoder().encode(isSheet ? JSON.stringify({ ...JSON.parse(text), public: true }) : text);
    },
  });
  const publicFiles = withTexts((_, text) => text);
  const publish = (to: string, from: DefinitionFiles = publicFiles) =>
    publishSite(fixture.fixture.effects, { definitions, files: from }, { folder: to, address: `${ADDRESS}/` }, ANA);

  it('has approved editions only, and no draft page', async () => {
    const to = join(folder, 'site');
    expect((await publish(to)).files).toBeGreaterThan(10);
    const names = await readdir(to, { recursive: true });
    expect(names.some((name) => name.includes('2016-05'))).toBe(true);
    expect(names.filter((name) => name.includes(WAITING) || name.includes('draft'))).toEqual([]);
    expect(await readFile(join(to, 'index.html'), 'utf8')).not.toContain(WAITING);
  });

  it.each(['en', 'es'])('has a picture for previews of links to the pages in %s', async (language) => {
    const place = 'us-mexico-border/files/2016-05';
    const picture = await readFile(join(folder, 'site', place, `preview.${language}.png`));
    const { width, height, data } = PNG.sync.read(picture);
    expect([width, height]).toEqual([1200, 630]);
    // the title is white on the colour of the band
    expect(new Set(data.subarray(0, width * 300 * 4).filter((_, at) => at % 4 === 0)).size).toBeGreaterThan(10);
    const page = await readFile(join(folder, 'site/us-mexico-border', language, '2016-05/index.html'), 'utf8');
    expect(page).toContain(`<meta property="og:image" content="${ADDRESS}/${place}/preview.${language}.png"/>`);
    expect(page).toContain('<meta property="og:image:width" content="1200"/>');
  });

  it('is replaced entirely, and leaves nothing beside it', async () => {
    const to = join(folder, 'site');
    await writeFile(join(to, 'left.html'), 'of an earlier run');
    await publish(to);
    expect(await readdir(to)).not.toContain('left.html');
    expect(await readdir(folder)).toEqual(['site']);
  });

  it('is not written over files of someone else, and not at all if no sheet is public', async () => {
    const other = join(folder, 'other');
    await mkdir(other);
    await writeFile(join(other, 'thesis.txt'), 'x');
    await expect(publish(other)).rejects.toThrow('did not write');
    expect(await readdir(other)).toEqual(['thesis.txt']);
    expect(await publish(join(folder, 'none'), openDefinitions())).toMatchObject({ files: 0, changed: 0 });
    expect(await readdir(folder)).not.toContain('none');
  });

  it('stays as it was if writing fails in between', async () => {
    const to = join(folder, 'site');
    const before = await readdir(to, { recursive: true });
    const { effects } = fixture.fixture;
    const broken = { ...effects, reports: { ...effects.reports, bytes: () => Promise.reject(new Error('disk')) } };
    const source = { definitions, files: publicFiles };
    await expect(publishSite(broken, source, { folder: to, address: ADDRESS }, ANA)).rejects.toThrow('disk');
    expect(await readdir(to, { recursive: true })).toEqual(before);
  });

  it('is changed only where it differs, and each change is recorded', async () => {
    const to = join(folder, 'again');
    const { activity } = fixture.fixture.effects;
    const first = await publish(to);
    expect(first.changed).toBe(first.files);
    const entry = await activity.newest();
    expect(entry).toMatchObject({
      ...{ who: 'Ana Reyes', via: 'command', kind: 'public-edition-changed' },
      about: { sheets: 'us-mexico-border', files: first.files },
    });
    expect((await publish(to)).changed).toBe(0);
    expect(await activity.newest()).toEqual(entry);
    await writeFile(join(to, 'us-mexico-border', 'feed.en.xml'), 'changed by hand');
    expect((await publish(to)).changed).toBe(1);
  });

  it('keeps an approved edition as it was approved, whatever its sheet, its hotlines and their codes are called now', async () => {
    const to = join(folder, 'site');
    await publish(to);
    const renamed = withTexts((path, text) => {
      if (path.startsWith('templates/us-mexico-border/wording/'))
        return text.replace(/^- title: .*$/mu, '- title: Renamed');
      if (path === 'hotlines/nhth.json') return text.replaceAll('National Human Trafficking Hotline', 'Renamed');
      return path === 'codes/gender.json' ? text.replaceAll('"Male"', '"Renamed"') : text;
    });
    const now = { definitions: await loadDefinitions(renamed), files: renamed };
    const { effects } = fixture.fixture;
    const place = { folder: to, address: `${ADDRESS}/` };
    expect(await publishSite(effects, now, place, ANA)).toMatchObject({ sheets: ['us-mexico-border'], changed: 0 });
    const page = join(to, 'us-mexico-border', 'en', '2016-05', 'index.html');
    expect(await readFile(page, 'utf8')).not.toContain('were not stored');

    // a report of an earlier version of the program has no stored texts
    const editions: typeof effects.editions = {
      ...effects.editions,
      reportOf: async (...of) => {
        const report = await effects.editions.reportOf(...of);
        return report && { ...report, files: report.files.filter(({ key }) => !key.endsWith('.wording.json')) };
      },
    };
    await publishSite({ ...effects, editions }, now, place, ANA);
    const fallback = await readFile(page, 'utf8');
    expect(fallback).toContain('<h1>Renamed');
    expect(fallback).toContain('The texts of this edition were not stored when it was approved');
    expect(await readdir(to, { recursive: true })).not.toContainEqual(expect.stringContaining('wording.json'));

    const changed = { ...effects.reports, bytes: changedAt(effects.reports, '.wording.json') };
    await expect(publishSite({ ...effects, reports: changed }, now, place, ANA)).rejects.toMatchObject({
      name: 'ReportChanged',
      message: expect.stringContaining('wording.json'),
    });
  });

  it('has nothing of a sheet that is held, until it is released', async () => {
    const to = join(folder, 'held');
    const { effects } = fixture.fixture;
    const change = { by: 'Ana Reyes', caller: null, reason: 'a wrong number' };
    const { files } = await publish(to);
    await holdSheet(effects, 'us-mexico-border', { ...change, held: true });
    expect(await publish(to)).toEqual({ sheets: [], files: 0, changed: files });
    expect(await readdir(to)).toEqual(['.factsheets-public']);
    await holdSheet(effects, 'us-mexico-border', { ...change, held: false });
    expect((await publish(to)).files).toBe(files);
  });
});
