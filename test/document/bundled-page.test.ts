import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageBundling } from '../../lib/page-bundling.ts';
import { readAnnex } from '../../local/preview/annex.ts';
import { definitionFiles } from '../../src/adapters/local/definition-files.ts';
import { loadDefinitions, loadPageDefinitions, loadSheet } from '../../src/definitions/load-definitions.ts';
import type { PublishedEdition } from '../../src/domain/edition.ts';
import type { PrintedFigure } from '../../src/domain/figure.ts';
import { LANGUAGES, type Language } from '../../src/domain/languages.ts';
import { renderEdition } from '../../src/steps/render-report/render-report.ts';
import { FONT_FILES } from './page-input.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FILES = definitionFiles(ROOT);
const published = await readAnnex(join(ROOT, 'test/golden/us-mexico-border-2017-07/figures.json'));

const withFigures = (change: (figure: PrintedFigure) => PrintedFigure): PublishedEdition => ({
  ...published,
  figures: published.figures.map((figure) => (figure.by === undefined ? figure : change(figure))),
});

const EDITIONS: Readonly<Record<string, PublishedEdition>> = {
  'as published': published,
  'with every chart withheld': withFigures((figure) => ({ ...figure, total: null, cells: [], withheld: true })),
  'with nobody in a list': withFigures((figure) => (figure.multi ? { ...figure, total: 0, cells: [] } : figure)),
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'factsheets-bundle-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function bundle(): Promise<Metafile> {
  const { metafile } = await build({
    ...pageBundling(ROOT),
    entryPoints: [join(ROOT, 'bench/render-page.ts')],
    outfile: join(folder, 'render-page.cjs'),
    bundle: true,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  return metafile;
}

/** Both languages of an edition by the bundle, out of the repository's reach: what the bundle lacks, it cannot load. */
function bundled(edition: PublishedEdition): Buffer[] {
  const file = join(folder, 'edition.json');
  writeFileSync(file, JSON.stringify(edition));
  execFileSync(process.execPath, [join(folder, 'render-page.cjs'), ROOT, file, folder, '2'], { cwd: folder });
  return LANGUAGES.map((language) => readFileSync(join(folder, `page.${language}.pdf`)));
}

async function fromSources(edition: PublishedEdition, language: Language): Promise<Uint8Array> {
  const definitions = await loadDefinitions(FILES);
  const sheet = await loadSheet(FILES, definitions, edition.sheet);
  const effects = { definitions: FILES, fonts: FONT_FILES, codes: definitions.codes };
  return (await renderEdition(effects, definitions, sheet, edition, language)).pdf;
}

describe('a bundle that renders pages', () => {
  let metafile: Metafile;
  beforeAll(async () => {
    metafile = await bundle();
  });

  it.each(Object.entries(EDITIONS))('renders the very bytes that the sources do: an edition %s', async (_, edition) => {
    const pages = bundled(edition);
    for (const [at, language] of LANGUAGES.entries())
      expect(Buffer.compare(pages[at] ?? Buffer.alloc(0), await fromSources(edition, language))).toBe(0);
  });

  it('holds no parser, no schema and nothing that pages never use', () => {
    const unused = /node_modules\/(?:@noble|brotli|marked|png-js|sax|vega-lite|vega-parser|zod)\//u;
    expect(Object.keys(metafile.inputs).filter((path) => unused.test(path))).toEqual([]);
  });

  it('refuses a definition that it was not made with', () => {
    const changed = join(folder, 'changed');
    for (const part of ['codes', 'hotlines', 'templates', 'boundaries', 'fonts'])
      cpSync(join(ROOT, part), join(changed, part), { recursive: true });
    const map = join(changed, 'templates/us-mexico-border/charts/map.vl.json');
    writeFileSync(map, readFileSync(map, 'utf8').replace('"height": ', '"height": 1'));
    const edition = join(folder, 'edition.json');
    writeFileSync(edition, JSON.stringify(published));

    const { stderr } = spawnSync(process.execPath, [join(folder, 'render-page.cjs'), changed, edition, folder, '1'], {
      encoding: 'utf8',
    });
    expect(stderr).toContain('a definition is not the one that the program was bundled with; bundle it again');
  });
});

it('what pages need of the definitions is what the whole definitions say', async () => {
  const [whole, ofPages] = [await loadDefinitions(FILES), await loadPageDefinitions(FILES)];
  expect(ofPages.codes).toEqual(whole.codes);
  expect([...ofPages.hotlines]).toEqual([...whole.hotlines].map(([id, { name }]) => [id, { name }]));
});
