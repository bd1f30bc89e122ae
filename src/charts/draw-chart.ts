import { View } from 'vega';
import { Failure } from '../domain/failure.ts';
import { type ChartSource, figureNamed, namedData, scaleOf } from './chart-data.ts';
import { noteChart, noteLines } from './chart-note.ts';
import { type CompiledChart, type Dataflow, strictLogger, undrawable } from './chart-spec.ts';
import { emptyWord, spellOut, wordFor } from './chart-words.ts';
import { compiledChart } from './compiled-chart.ts';
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
  const chart = await spelledChart(input);
  const { frame, datasets } = chart;
  const note = datasets.map((name) => noteInstead(name, input)).find(Boolean);
  if (note) {
    const lines = noteLines(wordFor(input.words, note, input.file), frame, input.measure);
    return render(
      filled(await noteChart(frame, input.file), () => lines),
      input.file,
    );
  }
  return render(
    filled(chart, (name) => namedData(name, frame, input).values),
    input.file,
  );
}

/** Whether a chart's ranked lists had to leave the common scale, so that their unit line says so ("own scale"). */
export async function usesOwnScale(input: ChartInput): Promise<boolean> {
  const { frame } = await spelledChart(input);
  return scaleOf(frame, input)?.own ?? false;
}

const spelledChart = ({ spec, words, file }: ChartInput): Promise<CompiledChart> =>
  compiledChart(spellOut(spec, words, file), file);

/** A chart's dataflow with the values of its named datasets. */
function filled({ dataflow, datasets }: CompiledChart, valuesOf: (name: string) => readonly object[]): Dataflow {
  const operators = dataflow.operators.map((operator) => {
    const name = datasetOf(operator.value);
    if (name === undefined || !datasets.includes(name)) return operator;
    return { ...operator, value: { ...Object(operator.value), $ingest: valuesOf(name) } };
  });
  return { ...dataflow, operators };
}

/** The name that a dataset yet to be filled holds as its only value. */
function datasetOf(value: unknown): string | undefined {
  const [only]: unknown[] = Object(Object(value).$ingest ?? []);
  return typeof only === 'object' && only !== null && 'dataset' in only ? String(only.dataset) : undefined;
}

/** The key of the note that stands in place of a chart, because of one of its datasets. */
function noteInstead(dataset: string, input: ChartInput): string | null {
  const figure = figureNamed(dataset, input);
  if (figure?.withheld) return 'chart.withheld';
  return dataset.startsWith('ranked:') && figure?.cells.length === 0 && !figure.tied ? emptyWord(figure) : null;
}

async function render(dataflow: Dataflow, file: string): Promise<string> {
  const view = viewOf(dataflow, file);
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

function viewOf(dataflow: Dataflow, file: string): View {
  try {
    return new View(dataflow, { renderer: 'none', logger: strictLogger(file) });
  } catch (cause) {
    throw cause instanceof Failure ? cause : undrawable(cause, file);
  }
}
