// One measured process: the same pages as render-page.ts, from the definitions of a folder, as the command line renders them.
import { readFile } from 'node:fs/promises';
import { definitionFiles } from '../src/adapters/local/definition-files.ts';
import { loadDefinitions, loadSheet } from '../src/definitions/load-definitions.ts';
import { compileSheet } from '../src/steps/compile-sheet/compile-sheet.ts';
import type { CompiledSheet } from '../src/steps/compile-sheet/compiled-sheet.ts';
import { measurePages } from './measure-pages.ts';

async function compile(root: string, editionFile: string): Promise<CompiledSheet> {
  const files = definitionFiles(root);
  const definitions = await loadDefinitions(files);
  const edition: { readonly sheet: string } = JSON.parse(await readFile(editionFile, 'utf8'));
  return compileSheet(definitions, files, await loadSheet(files, definitions, edition.sheet));
}

const [root = '', editionFile = '', fonts = '', out = '', count = '1'] = process.argv.slice(2);
await measurePages(compile(root, editionFile), { editionFile, fonts, out, count: Number(count) });
