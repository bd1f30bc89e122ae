/**
 * Prints two modules as JSON, by name: what the pages of every sheet in every language need and what follows from the
 * definitions alone (checked definitions, wording, compiled charts, the shapes of maps). A bundle puts them in the place of
 * those of `src/domain` (lib/page-bundling.ts), so that it begins without a parser, a schema or Vega-Lite, and projects nothing.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { definitionFiles } from '../src/adapters/local/definition-files.ts';
import { fontFiles } from '../src/adapters/local/font-files.ts';
import { noteChart } from '../src/charts/chart-note.ts';
import { spellOut } from '../src/charts/chart-words.ts';
import { compiledChart } from '../src/charts/compiled-chart.ts';
import { drawChart } from '../src/charts/draw-chart.ts';
import { outlinesDrawn } from '../src/charts/kept-outlines.ts';
import {
  listSheets,
  loadPageDefinitions,
  loadSheet,
  type PageDefinitions,
} from '../src/definitions/load-definitions.ts';
import { withCanary } from '../src/definitions/with-canary.ts';
import { chartWords } from '../src/definitions/wording.ts';
import { measureWith } from '../src/document/page/text-measure.ts';
import { CANARY } from '../src/domain/canary.ts';
import type { DefinitionFiles } from '../src/domain/effects.ts';
import type { PrintedFigure } from '../src/domain/figure.ts';
import { keepMade } from '../src/domain/made-ahead.ts';
import type { FigureDefinition, Sheet } from '../src/domain/sheet.ts';
import { labelsOf, loadFonts, loadMaterial } from '../src/steps/render-report/sheet-material.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const own = definitionFiles(root);
/** What reviews and messages see, and what drafts are made with. */
const views = [own, withCanary(own, definitionFiles(join(root, CANARY)))];
const made = keepMade();
const measure = measureWith(await loadFonts(fontFiles(root)));

/** A figure of nobody: enough to draw a map's shapes. */
const ofNobody = ({ id, counts, by }: FigureDefinition): PrintedFigure => ({
  id,
  counts,
  ...(by && { by }),
  multi: false,
  total: 0,
  cells: [],
});

for (const files of views) {
  const definitions = await loadPageDefinitions(files);
  for (const id of await listSheets(files)) await makeOf(files, definitions, await loadSheet(files, definitions, id));
}

async function makeOf(files: DefinitionFiles, definitions: PageDefinitions, sheet: Sheet): Promise<void> {
  const { charts, wording, boundaries } = await loadMaterial(files, sheet);
  const figures = sheet.figures.map(ofNobody);
  const source = {
    figures,
    definitions: sheet.figures,
    labels: labelsOf(definitions.codes, sheet.figures),
    boundaries,
  };
  for (const [lang, own] of wording) {
    const words = chartWords(own);
    for (const { spec, file } of charts) {
      const { frame } = await compiledChart(spellOut(spec, words, file), file);
      await noteChart(frame, file);
      await drawChart({ ...source, file, spec, lang, locale: own.locale, words, measure });
    }
  }
}
const OF_DEFINITIONS = /^(?:codes|hotline-name|sheet) /u;

const table = (name: string, entries: Iterable<readonly [string, string]>): string => {
  const lines = [...entries].map(([key, text]) => `  ${JSON.stringify(key)}: () => ${JSON.stringify(text)},`);
  return `export const ${name} = {\n${lines.join('\n')}\n};\n`;
};

const all = [...made, ...outlinesDrawn()];
const modules = {
  'definitions-ahead': table(
    'DEFINITIONS_AHEAD',
    all.filter(([key]) => OF_DEFINITIONS.test(key)),
  ),
  'pages-ahead': table(
    'PAGES_AHEAD',
    all.filter(([key]) => !OF_DEFINITIONS.test(key)),
  ),
};
process.stdout.write(JSON.stringify(modules));
