/**
 * Prints a module: the compiled charts of every sheet in every language, by the text of their specs, and the shapes of their
 * maps. A bundle puts it in the place of src/charts/compiled-ahead.ts (lib/page-bundling.ts), so that it draws them without
 * Vega-Lite and projects nothing.
 */
import { fileURLToPath } from 'node:url';
import { definitionFiles } from '../src/adapters/definition-files.ts';
import { fontFiles } from '../src/adapters/font-files.ts';
import { compileChart } from '../src/charts/chart-spec.ts';
import { spellOut } from '../src/charts/chart-words.ts';
import { drawChart } from '../src/charts/draw-chart.ts';
import { outlinesDrawn } from '../src/charts/kept-outlines.ts';
import { measureWith } from '../src/document/text-measure.ts';
import { chartWords } from '../src/document/wording.ts';
import type { PrintedFigure } from '../src/domain/figure.ts';
import type { FigureDefinition } from '../src/domain/sheet.ts';
import { listSheets, loadDefinitions, loadSheet } from '../src/steps/load-definitions.ts';
import { labelsOf, loadFonts, loadMaterial } from '../src/steps/sheet-material.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = definitionFiles(root);
const definitions = await loadDefinitions(files);
const measure = measureWith(await loadFonts(fontFiles(root)));
const compiled: Record<string, string> = {};

/** A figure of nobody: enough to draw a map's shapes. */
const ofNobody = ({ id, counts, by }: FigureDefinition): PrintedFigure => ({
  id,
  counts,
  ...(by && { by }),
  multi: false,
  total: 0,
  cells: [],
});

for (const id of await listSheets(files)) {
  const sheet = await loadSheet(files, definitions, id);
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
      const spelled = spellOut(spec, words, file);
      compiled[JSON.stringify(spelled)] = JSON.stringify(await compileChart(spelled, file));
      await drawChart({ ...source, file, spec, lang, words, measure });
    }
  }
}
process.stdout.write(`export const COMPILED_AHEAD = ${JSON.stringify(compiled)};
export const OUTLINES_AHEAD = ${JSON.stringify(outlinesDrawn())};
`);
