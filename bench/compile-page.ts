// One measured process: renders the same pages as render-page.ts from the definitions of a folder, as the command line
// does.
import { readFile } from 'node:fs/promises';
import { definitionFiles } from '../src/adapters/local/definition-files.ts';
import { loadDefinitions, loadSheet } from '../src/definitions/load-definitions.ts';
import { compileSheet } from '../src/steps/compile-sheet/compile-sheet.ts';
import type { CompiledSheet } from '../src/steps/compile-sheet/compiled-sheet.ts';
import { measurePages } from './measure-pages.ts';

/** Compiles the sheet in the rendered languages; a single page is in English. */
async function compile(root: string, editionFile: string, count: number): Promise<CompiledSheet> {
  const files = definitionFiles(root);
  const definitions = await loadDefinitions(files);
  const edition: { readonly sheet: string } = JSON.parse(await readFile(editionFile, 'utf8'));
  const sheet = await loadSheet(files, definitions, edition.sheet);
  return compileSheet(definitions, files, count === 1 ? { ...sheet, languages: ['en'] } : sheet);
}

const [root = '', editionFile = '', fonts = '', out = '', count = '1'] = process.argv.slice(2);
await measurePages(compile(root, editionFile, Number(count)), { editionFile, fonts, out, count: Number(count) });
