import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pageBundling } from '../../lib/page-bundling.ts';
import { readAnnex } from '../../local/preview/annex.ts';
import { definitionFiles } from '../../src/adapters/definition-files.ts';
import { loadDefinitions, loadSheet } from '../../src/steps/load-definitions.ts';
import { renderEdition } from '../../src/steps/render-report.ts';
import { FONT_FILES } from './page-input.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ANNEX = join(ROOT, 'test/golden/us-mexico-border-2017-07/figures.json');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'factsheets-bundle-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a bundle renders the very bytes that the sources do, without Vega-Lite', async () => {
  const bundle = join(folder, 'render-page.cjs');
  const { metafile } = await build({
    ...pageBundling(ROOT),
    entryPoints: [join(ROOT, 'bench/render-page.ts')],
    outfile: bundle,
    bundle: true,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  // Out of the repository's reach: what the bundle lacks, it cannot load.
  execFileSync(process.execPath, [bundle, ROOT, ANNEX, folder, '1'], { cwd: folder });
  const files = definitionFiles(ROOT);
  const definitions = await loadDefinitions(files);
  const edition = await readAnnex(ANNEX);
  const sheet = await loadSheet(files, definitions, edition.sheet);
  const effects = { definitions: files, fonts: FONT_FILES, codes: definitions.codes };
  const { pdf } = await renderEdition(effects, definitions, sheet, edition, 'en');

  expect(Buffer.compare(readFileSync(join(folder, 'page.en.pdf')), pdf)).toBe(0);
  expect(Object.keys(metafile.inputs).filter((path) => /node_modules\/(?:vega-lite|brotli|sax)\//u.test(path))).toEqual(
    [],
  );
});
