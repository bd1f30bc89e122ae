import { definitionFiles } from '../../src/adapters/local/definition-files.ts';
import { loadDefinitions, loadSheet } from '../../src/definitions/load-definitions.ts';
import { compileSheet } from '../../src/steps/compile-sheet/compile-sheet.ts';
import { renderEdition } from '../../src/steps/render-report/render-report.ts';
import { FONT_FILES } from './page-input.ts';
import { PUBLISHED } from './published-edition.ts';
import { SHIPPED_LANGUAGES } from './shipped-languages.ts';

/**
 * Renders PDFs as a long-lived process does, and prints the heap in use, in MB, after the first 20 and after 40 more.
 */
const files = definitionFiles(new URL('../../', import.meta.url).pathname);
const definitions = await loadDefinitions(files);
const sheet = await loadSheet(files, definitions, PUBLISHED.sheet);
const compiled = await compileSheet(definitions, files, sheet);

async function heapAfter(count: number): Promise<number> {
  for (let turn = 0; turn < count; turn++) {
    const language = SHIPPED_LANGUAGES[turn % SHIPPED_LANGUAGES.length] ?? 'en';
    await renderEdition({ fonts: FONT_FILES }, compiled, PUBLISHED, language);
  }
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

process.stdout.write(JSON.stringify([await heapAfter(20), await heapAfter(40)]));
