import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describeFigure } from '../../src/charts/alternative-text.ts';
import { compileChart } from '../../src/charts/compile-chart.ts';
import { drawChart, usesOwnScale } from '../../src/charts/draw-chart.ts';
import { chartWords } from '../../src/definitions/wording.ts';
import type { PageInput } from '../../src/document/page/lay-out.ts';
import { chartsOf } from '../../src/document/page/page-definition.ts';

const ROOT = new URL('../../', import.meta.url);

const BOUNDARIES: Readonly<Record<string, unknown>> = Object.fromEntries(
  readdirSync(new URL('boundaries/', ROOT))
    .filter((file) => file.endsWith('.topo.json'))
    .map((file) => [
      basename(file, '.topo.json'),
      JSON.parse(readFileSync(new URL(`boundaries/${file}`, ROOT), 'utf8')),
    ]),
);

/** Returns the same input with the sheet's real charts, drawn from its edition. */
export async function withRealCharts(input: PageInput): Promise<PageInput> {
  const charts: Record<string, string> = {};
  const chartTexts: Record<string, string> = {};
  const ownScaleCharts: string[] = [];
  for (const { chart, figure } of chartsOf(input.page)) {
    const file = `templates/${input.edition.sheet}/charts/${chart}.vl.json`;
    const spec = JSON.parse(readFileSync(new URL(file, ROOT), 'utf8'));
    const words = chartWords(input.wording);
    const sheet = {
      palette: input.palette,
      definitions: input.figures,
      cells: {},
      places: Object.keys(input.labels.state ?? {}),
    };
    const compiled = compileChart({ file, spec, words, boundaries: BOUNDARIES, ...sheet });
    const source = {
      lang: input.language,
      locale: input.wording.locale,
      figures: input.edition.figures,
      definitions: input.figures,
      labels: input.labels,
      words,
      measure: input.measure,
    };
    charts[chart] = await drawChart(compiled, source);
    const drawn = input.edition.figures.find(({ id }) => id === figure);
    if (drawn) chartTexts[chart] = describeFigure(drawn, source);
    if (usesOwnScale(compiled, source)) ownScaleCharts.push(chart);
  }
  return { ...input, charts, chartTexts, ownScaleCharts };
}
