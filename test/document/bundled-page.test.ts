import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compiledSheets } from '../../lib/compiled-sheets.ts';
import { pageBundling } from '../../lib/page-bundling.ts';
import { readAnnex } from '../../local/preview/annex.ts';
import { definitionFiles } from '../../src/adapters/local/definition-files.ts';
import { loadDefinitions, loadSheet } from '../../src/definitions/load-definitions.ts';
import type { PublishedEdition } from '../../src/domain/edition.ts';
import type { PrintedFigure } from '../../src/domain/figure.ts';
import type { Language } from '../../src/domain/languages.ts';
import { compileSheet } from '../../src/steps/compile-sheet/compile-sheet.ts';
import { compiledSheetFile } from '../../src/steps/compile-sheet/compiled-sheet.ts';
import { renderEdition } from '../../src/steps/render-report/render-report.ts';
import { FONT_FILES } from './page-input.ts';
import { SHIPPED_LANGUAGES } from './shipped-languages.ts';

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

/**
 * Renders both languages of an edition with the bundle, outside the repository, so that it cannot load anything it
 * lacks.
 */
function bundled(edition: PublishedEdition): Buffer[] {
  const file = join(folder, 'edition.json');
  writeFileSync(file, JSON.stringify(edition));
  const bundle = join(folder, 'render-page.cjs');
  execFileSync(process.execPath, [bundle, join(folder, 'sheet.json'), file, join(ROOT, 'fonts'), folder, '2'], {
    cwd: folder,
  });
  return SHIPPED_LANGUAGES.map((language) => readFileSync(join(folder, `page.${language}.pdf`)));
}

async function fromSources(edition: PublishedEdition, language: Language): Promise<Uint8Array> {
  const definitions = await loadDefinitions(FILES);
  const sheet = await loadSheet(FILES, definitions, edition.sheet);
  const compiled = await compileSheet(definitions, FILES, sheet);
  return (await renderEdition({ fonts: FONT_FILES }, compiled, edition, language)).pdf;
}

describe('a bundle that renders pages', () => {
  let metafile: Metafile;
  beforeAll(async () => {
    metafile = await bundle();
    const sheet = (await compiledSheets(ROOT)).find(({ name }) => name === compiledSheetFile(published.sheet));
    writeFileSync(join(folder, 'sheet.json'), sheet?.bytes ?? '');
  });

  it.each(Object.entries(EDITIONS))('renders the very bytes that the sources do: an edition %s', async (_, edition) => {
    const pages = bundled(edition);
    for (const [at, language] of SHIPPED_LANGUAGES.entries())
      expect(Buffer.compare(pages[at] ?? Buffer.alloc(0), await fromSources(edition, language))).toBe(0);
  });

  it('holds no parser of definitions, no compiler of charts and nothing that pages never use', () => {
    const unused = /node_modules\/(?:@noble|brotli|marked|png-js|sax|vega-lite|vega-parser)\//u;
    expect(Object.keys(metafile.inputs).filter((path) => unused.test(path))).toEqual([]);
  });
});
