import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PublishedEdition } from '../src/domain/edition.ts';
import type { FontFiles } from '../src/domain/effects.ts';
import type { Language } from '../src/domain/languages.ts';
import type { CompiledSheet } from '../src/steps/compile-sheet/compiled-sheet.ts';
import { type RenderedPages, renderEdition } from '../src/steps/render-report/render-report.ts';
import { report } from './measured.ts';
import { median } from './row.ts';

const LANGUAGES: readonly Language[] = ['en', 'es'];

/** The inputs of a rendering besides the sheet, its output folder, and the number of PDFs. */
export interface PagesToMeasure {
  /** The edition as JSON. */
  readonly editionFile: string;
  /** The folder of the fonts. */
  readonly fonts: string;
  readonly out: string;
  readonly count: number;
}

/**
 * Renders `count` PDFs after as many warm-up PDFs (none if `count` is 1), alternating between the languages, and writes
 * the last ones.
 */
export async function measurePages(sheet: Promise<CompiledSheet>, pages: PagesToMeasure): Promise<void> {
  const { editionFile, out, count } = pages;
  const compiled = await sheet;
  const edition: PublishedEdition = JSON.parse(await readFile(editionFile, 'utf8'));
  const fonts = fontsIn(pages.fonts);
  const times: number[] = [];
  const last = new Map<Language, RenderedPages>();
  for (let turn = count === 1 ? 0 : -count; turn < count; turn++) {
    const language = LANGUAGES[Math.abs(turn) % LANGUAGES.length] ?? 'en';
    const start = performance.now();
    last.set(language, await renderEdition({ fonts }, compiled, edition, language));
    if (turn >= 0) times.push(performance.now() - start);
  }
  await writePages(last, out);
  report(median(times), String(last.get('en')?.pdf.byteLength));
}

/** Reads each font once per process, like the program's own adapter, which a bundle cannot contain. */
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

async function writePages(pages: ReadonlyMap<Language, RenderedPages>, out: string): Promise<void> {
  for (const [language, { pdf, charts }] of pages) {
    await writeFile(join(out, `page.${language}.pdf`), pdf);
    for (const [name, svg] of Object.entries(charts)) await writeFile(join(out, `${name}.${language}.svg`), svg);
  }
}
