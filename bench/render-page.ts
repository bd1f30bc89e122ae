// One measured process: pages of a sheet from an edition (JSON) by the program's own step, charts included.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { definitionFiles } from '../src/adapters/local/definition-files.ts';
import { loadPageDefinitions, loadSheet } from '../src/definitions/load-definitions.ts';
import type { PublishedEdition } from '../src/domain/edition.ts';
import type { FontFiles } from '../src/domain/effects.ts';
import type { Language } from '../src/domain/languages.ts';
import { type RenderedPages, renderEdition } from '../src/steps/render-report/render-report.ts';
import { report } from './measured.ts';
import { median } from './row.ts';

const LANGUAGES: readonly Language[] = ['en', 'es'];

/** Renders `count` PDFs after as many to warm up (none when it is 1), in turn in each language, and writes the last ones. */
async function render(root: string, editionFile: string, out: string, count: number): Promise<void> {
  const files = definitionFiles(root);
  const definitions = await loadPageDefinitions(files);
  const edition: PublishedEdition = JSON.parse(await readFile(editionFile, 'utf8'));
  const sheet = await loadSheet(files, definitions, edition.sheet);
  const fonts = fontsIn(join(root, 'fonts'));
  const effects = { definitions: files, fonts, codes: definitions.codes };
  const times: number[] = [];
  const last = new Map<Language, RenderedPages>();
  for (let turn = count === 1 ? 0 : -count; turn < count; turn++) {
    const language = LANGUAGES[Math.abs(turn) % LANGUAGES.length] ?? 'en';
    const start = performance.now();
    last.set(language, await renderEdition(effects, definitions, sheet, edition, language));
    if (turn >= 0) times.push(performance.now() - start);
  }
  await keep(last, out);
  report(median(times), String(last.get('en')?.pdf.byteLength));
}

/** Each font is read once a process, as the program's own adapter does, which a bundle cannot hold. */
function fontsIn(folder: string): FontFiles {
  const known = new Map<string, Promise<Uint8Array>>();
  return {
    bytes(file) {
      const bytes = known.get(file) ?? readFile(join(folder, file));
      known.set(file, bytes);
      return bytes;
    },
  };
}

async function keep(pages: ReadonlyMap<Language, RenderedPages>, out: string): Promise<void> {
  for (const [language, { pdf, charts }] of pages) {
    await writeFile(join(out, `page.${language}.pdf`), pdf);
    for (const [name, svg] of Object.entries(charts)) await writeFile(join(out, `${name}.${language}.svg`), svg);
  }
}

const [root = '', editionFile = '', out = '', count = '1'] = process.argv.slice(2);
render(root, editionFile, out, Number(count)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
