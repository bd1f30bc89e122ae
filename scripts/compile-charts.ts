/**
 * Prints the compiled charts of every sheet in every language as JSON, by the text of their specs: what a bundle puts in the
 * place of src/charts/compiled-ahead.ts (lib/page-bundling.ts), so that it draws them without Vega-Lite.
 */
import { fileURLToPath } from 'node:url';
import { definitionFiles } from '../src/adapters/definition-files.ts';
import { compileChart } from '../src/charts/chart-spec.ts';
import { spellOut } from '../src/charts/chart-words.ts';
import { chartWords } from '../src/document/wording.ts';
import { listSheets, loadDefinitions, loadSheet } from '../src/steps/load-definitions.ts';
import { loadMaterial } from '../src/steps/sheet-material.ts';

const files = definitionFiles(fileURLToPath(new URL('..', import.meta.url)));
const definitions = await loadDefinitions(files);
const compiled: Record<string, string> = {};
for (const id of await listSheets(files)) {
  const { charts, wording } = await loadMaterial(files, await loadSheet(files, definitions, id));
  for (const words of [...wording.values()].map(chartWords)) {
    for (const { spec, file } of charts) {
      const spelled = spellOut(spec, words, file);
      compiled[JSON.stringify(spelled)] = JSON.stringify(await compileChart(spelled, file));
    }
  }
}
process.stdout.write(JSON.stringify(compiled));
