import { afterAll, describe, expect, it } from 'vitest';
import { openDefinitions, programFonts } from '../../local/pipeline/local-runtime.ts';
import { pageWorkers } from '../../local/pipeline/page-workers.ts';
import { loadDefinitions, loadSheet } from '../../src/definitions/load-definitions.ts';
import { inventedEdition } from '../../src/steps/check-definitions/invented-edition.ts';
import { compileSheet } from '../../src/steps/compile-sheet/compile-sheet.ts';
import { drawPages } from '../../src/steps/render-report/render-report.ts';

const FILES = openDefinitions();
const DEFINITIONS = await loadDefinitions(FILES);
const SHEET = await loadSheet(FILES, DEFINITIONS, 'us-mexico-border');
const COMPILED = await compileSheet(DEFINITIONS, FILES, SHEET);
const EDITION = inventedEdition(SHEET, DEFINITIONS.codes);
const workers = pageWorkers(2);
afterAll(() => workers.close());

describe('threads that draw pages', () => {
  it('draw the same bytes as this thread, in each language', async () => {
    const [english, spanish] = await Promise.all([
      workers.drawPages(COMPILED, EDITION, 'en'),
      workers.drawPages(COMPILED, EDITION, 'es'),
    ]);
    expect(english).toEqual(await drawPages({ fonts: programFonts }, COMPILED, EDITION, 'en'));
    expect(spanish.pdf).not.toEqual(english.pdf);
  });

  it('report what is wrong with a text by its name, and draw the next page', async () => {
    const figures = EDITION.figures.filter(({ id }) => id !== 'signals');
    const wrong = workers.drawPages(COMPILED, { ...EDITION, figures }, 'en');
    await expect(wrong).rejects.toMatchObject({ name: 'FigureUnknown', message: expect.stringContaining('signals') });
    expect((await workers.drawPages(COMPILED, EDITION, 'en')).pdf.byteLength).toBeGreaterThan(10_000);
  });

  it('are not started on a machine with one core', () => {
    expect(pageWorkers(1).atATime).toBe(1);
  });
});
