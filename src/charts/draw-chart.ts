import { type Data, parse, type Spec, View } from 'vega';
import { Failure } from '../domain/failure.ts';
import { type ChartSource, figureNamed, namedData, scaleOf } from './chart-data.ts';
import { noteChart } from './chart-note.ts';
import { type ChartFrame, chartFrame, compileChart, strictLogger, undrawable } from './chart-spec.ts';
import { emptyWord, spellOut, wordFor } from './chart-words.ts';
import { keepOutlines } from './kept-outlines.ts';
import { slimSvg } from './slim-svg.ts';
import { refuseCutText } from './text-bounds.ts';
import { installTextMetrics } from './text-metrics.ts';

/** A chart to be drawn: its spec (`templates/<sheet>/charts/<name>.vl.json`, parsed) and what its data are made from. */
export interface ChartInput extends ChartSource {
  readonly spec: unknown;
}

/**
 * Draws a chart as SVG text at final size: 1 unit is 1 point.
 *
 *     spec ─► words spelled out ─► Vega (theme) ─► named datasets filled ─► SVG
 *
 * The same input gives the same text in every process, time zone and locale. A chart of a withheld figure is its note
 * alone (`chart.withheld`), and so is a ranked list without a row (`chart.empty` of
 * nobody, else `chart.few`, for its first row may be hidden). Fails with
 * `FigureUnknown` for a dataset the sheet does not have, with `DefinitionInvalid` for an unknown word, a url or anything
 * Vega would only warn of, with `TextTooLong` for a text that the chart's edge would cut or labels that cannot be placed.
 */
export async function drawChart(input: ChartInput): Promise<string> {
  installTextMetrics(input.measure);
  keepOutlines();
  const spec = spellOut(input.spec, input.words, input.file);
  const frame = chartFrame(spec, input.file);
  const compiled = await compileChart(spec, input.file);
  const datasets = compiled.data ?? [];
  const note = datasets
    .filter(isNamed)
    .map(({ name }) => noteInstead(name, input))
    .find(Boolean);
  if (note) {
    const text = wordFor(input.words, note, input.file);
    return render(await noteChart(text, frame, input.measure, input.file), input.file);
  }
  return render({ ...compiled, data: datasets.map((dataset) => fill(dataset, frame, input)) }, input.file);
}

/** Whether a chart's ranked lists had to leave the common scale, so that their unit line says so ("own scale"). */
export function usesOwnScale(input: ChartInput): boolean {
  return scaleOf(chartFrame(input.spec, input.file), input)?.own ?? false;
}

const isNamed = (data: Data): boolean => !('values' in data) && !('source' in data) && !('url' in data);

function fill(dataset: Data, frame: ChartFrame, input: ChartInput): Data {
  if ('url' in dataset)
    throw new Failure('DefinitionInvalid', `${input.file}: a chart reads no url; name a figure as its data`);
  return isNamed(dataset) ? { ...dataset, ...namedData(dataset.name, frame, input) } : dataset;
}

/** The key of the note that stands in place of a chart, because of one of its datasets. */
function noteInstead(dataset: string, input: ChartInput): string | null {
  const figure = figureNamed(dataset, input);
  if (figure?.withheld) return 'chart.withheld';
  return dataset.startsWith('ranked:') && figure?.cells.length === 0 ? emptyWord(figure) : null;
}

async function render(spec: Spec, file: string): Promise<string> {
  const view = viewOf(spec, file);
  try {
    const svg = await view.toSVG();
    refuseCutText(view, file);
    return slimSvg(svg);
  } catch (cause) {
    throw cause instanceof Failure ? cause : undrawable(cause, file);
  } finally {
    view.finalize();
  }
}

function viewOf(spec: Spec, file: string): View {
  try {
    return new View(parse(spec), { renderer: 'none', logger: strictLogger(file) });
  } catch (cause) {
    throw cause instanceof Failure ? cause : undrawable(cause, file);
  }
}
