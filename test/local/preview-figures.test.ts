import { spawn } from 'node:child_process';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDefinitions, programFonts } from '../../local/pipeline/local-runtime.ts';
import { type FiguresSource, figuresOfExports } from '../../local/preview/figures-source.ts';
import { PreviewSession } from '../../local/preview/session.ts';
import { buildVariant } from '../../local/preview/variants.ts';
import { type Definitions, loadDefinitions, loadSheet } from '../../src/definitions/load-definitions.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { SHEET, SILENT } from '../browser/preview-fixture.ts';
import { TEST_KEY } from '../steps/state-fixture.ts';
import { KEY_FILE, ROOT, scratch } from './command-line.ts';

describe('the figures of a preview', () => {
  let definitions: Definitions;
  let sheet: Sheet;
  let source: FiguresSource;
  let folder: Awaited<ReturnType<typeof scratch>>;
  beforeAll(async () => {
    const files = openDefinitions();
    definitions = await loadDefinitions(files);
    sheet = await loadSheet(files, definitions, SHEET);
    folder = await scratch();
    for (const month of ['nhth/2017-07', 'linea-nacional/2017-07'])
      await cp(`${ROOT}samples/exports/${month}`, folder.path('exports', month), { recursive: true });
    const uploads = { exports: folder.path('exports'), hashKey: TEST_KEY, definitions, files, sheet };
    source = await figuresOfExports(uploads, SILENT);
  });
  afterAll(async () => {
    await source.close();
    await folder.remove();
  });

  it('are those of the sample exports, and counted again only when what decides them changes', async () => {
    const first = await source.editionOf(definitions, sheet);
    expect(first).toMatchObject({ sheet: SHEET, month: '2017-07', revision: 1, complete: false });
    // test/samples recounts all months in another way
    expect(first.figures.find(({ id }) => id === 'victims')?.total).toBe(86);
    expect(await source.editionOf(definitions, { ...sheet, version: 'another wording' })).toBe(first);
    const fewer = sheet.figures.filter(({ id }) => id !== 'victims-by-month');
    const again = await source.editionOf(definitions, { ...sheet, figures: fewer });
    expect(again.figures).toHaveLength(first.figures.length - 1);
    expect(again.revision).toBe(1);
  });

  it('of the main sheet of a family are those that hide what its members would reveal', async () => {
    const root = folder.path('definitions');
    for (const name of ['templates', 'codes', 'hotlines', 'boundaries'])
      await cp(`${ROOT}${name}`, join(root, name), { recursive: true });
    const place = join(root, 'templates', SHEET, 'sheet.json');
    const declared = JSON.parse(await readFile(place, 'utf8'));
    await writeFile(place, JSON.stringify({ ...declared, family: { by: 'state', members: ['US-TX', 'US-CA'] } }));
    const files = openDefinitions(root);
    const own = await loadDefinitions(files);
    const edition = await source.editionOf(own, await loadSheet(files, own, SHEET));
    expect(edition.sheet).toBe(SHEET);
    expect(edition.figures.find(({ id }) => id === 'victims')?.total).toBe(86);
    const session = new PreviewSession({
      sheet: SHEET,
      languages: ['en'],
      files,
      fonts: programFonts,
      figures: source,
    });
    expect(await session.view('counted', 'en')).toMatchObject({ problem: null, digest: expect.any(String) });
  });

  it('suppressed as the real threshold would: the variant prints what the steps print', async () => {
    const shown = buildVariant({ sheet, edition: await source.editionOf(definitions, sheet) }, 'suppressed');
    const real = await source.editionOf(definitions, shown.sheet);
    expect(shown.edition.threshold).toBe(100);
    expect(shown.edition.figures.map(({ total, known }) => [total, known])).toEqual(
      real.figures.map(({ total, known }) => [total, known]),
    );
    for (const figure of real.figures.filter(({ withheld, by }) => !withheld && by !== 'state')) {
      const cells = shown.edition.figures.find(({ id }) => id === figure.id)?.cells;
      expect(new Map(cells?.map(({ key, count }) => [key, count]))).toEqual(
        new Map(figure.cells.map(({ key, count }) => [key, count])),
      );
    }
  });
});

describe('Ctrl-C', () => {
  it('ends a preview and leaves no copy of an export behind', async () => {
    const folder = await scratch();
    await mkdir(folder.path('tmp'));
    await mkdir(folder.path('exports', 'nhth', '2016-05'), { recursive: true });
    await writeFile(folder.path('exports', 'nhth', '2016-05', 'cases.csv'), 'Case Number\nA1\n');
    const argv = [`${ROOT}bin/factsheets.mjs`, 'preview', SHEET, '--exports', folder.path('exports'), '--lang', 'en'];
    const env = { ...process.env, TMPDIR: folder.path('tmp'), FACTSHEETS_KEY_FILE: KEY_FILE };
    const child = spawn(process.execPath, argv, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk) => {
        out += chunk;
        if (/http:\/\/127\.0\.0\.1:\d+\/[\w-]+\/\n/u.test(out)) resolve();
      });
      child.once('exit', () => resolve());
    });
    expect((await readdir(folder.path('tmp'))).some((name) => name.startsWith('factsheets-'))).toBe(true);
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(err).toContain('rejected exports/nhth/2016-05/cases.csv');
    expect((await readdir(folder.path('tmp'))).filter((name) => name.startsWith('factsheets-'))).toEqual([]);
    await folder.remove();
  });
});
