import { View } from 'vega';
import { Failure } from '../domain/failure.ts';
import { printedTotal } from '../domain/figure.ts';
import { formatCount, formatNumber } from '../domain/format.ts';
import { type ChartSource, figureNamed, type NamedSource, namedData, rowsOfFigure, scaleOf } from './chart-data.ts';
import { NOTE, noteLines } from './chart-note.ts';
import { type CompiledChart, type Dataflow, strictLogger, undrawable } from './chart-spec.ts';
import { emptyWord, wordFor } from './chart-words.ts';
import { markMember } from './outline-member.ts';
import { crossSeries, crossTotals } from './ready/cross.ts';
import { type DrawingTools, SERIES_COLOURS, type Series } from './ready/drawing.ts';
import { drawReady, type ReadyChart } from './ready/ready-chart.ts';
import { slimSvg } from './slim-svg.ts';
import { assertTextFits } from './text-bounds.ts';
import { installTextMetrics } from './text-metrics.ts';

/**
 * Draws a compiled chart as SVG text at final size: 1 unit is 1 point.
 *
 * The same input gives the same text in every process, time zone and locale. The chart of a withheld figure is only its
 * note (`chart.withheld`). The chart of a ranked list without rows is also a note: `chart.empty` for a total of zero,
 * otherwise `chart.few`, because its first row may be hidden.
 * @throws Failure FigureUnknown for a dataset that the sheet does not have; DefinitionInvalid for an unknown word or
 *   anything that Vega would only warn about; TextTooLong for a text that the chart's edge would cut, or labels that
 *   cannot be placed
 */
export async function drawChart(chart: CompiledChart, figures: ChartSource): Promise<string> {
  installTextMetrics(figures.measure);
  const { file, frame, datasets, features } = chart;
  const source = { ...figures, file };
  const note = datasets.map((name) => noteInstead(name, source)).find(Boolean) ?? emptyNote(chart, source);
  if (note) {
    const lines = noteLines(wordFor(figures.words, note, file), frame, figures.measure);
    return render({ dataflow: fillDatasets(chart.note, { [NOTE]: lines }), domains: {}, file });
  }
  if (chart.ready) return drawReady(chart.ready.kind, seriesOf(chart.ready, source), toolsOf(chart.ready, source));
  const values = Object.fromEntries(datasets.map((name) => [name, namedData(name, frame, source)]));
  return render({
    dataflow: fillDatasets(chart.dataflow, { ...values, ...markMember(features, figures.member) }),
    domains: chart.domains,
    file,
  });
}

/** Returns the figures of a ready-made chart as series; each has a name if there are several. A cross is several series. */
function seriesOf({ figures, kind }: ReadyChart, source: NamedSource): Series[] {
  const [first = ''] = figures;
  const figure = figureNamed(first, source);
  if (figure.cross === undefined) return figureSeries(figures, source);
  const rows = rowsOfFigure(first, source);
  const series = crossSeries(rows);
  if (kind !== 'table' && series.length > SERIES_COLOURS.length)
    throw new Failure(
      'DefinitionInvalid',
      `${source.file}: "${kind}" has ${SERIES_COLOURS.length} colours, and ${first} has ${series.length} codes; draw "table"`,
    );
  if (kind !== 'table') return series;
  const totalText = formatNumber(printedTotal(figure), source.locale);
  const name = wordFor(source.words, 'total', source.file);
  return [...series, crossTotals(rows, { name, total: figure.total, totalText })];
}

const figureSeries = (figures: readonly string[], source: NamedSource): Series[] =>
  figures.map((id) => ({
    name: figures.length > 1 ? wordFor(source.words, `series.${id}`, source.file) : '',
    rows: rowsOfFigure(id, source),
    total: figureNamed(id, source).total,
  }));

const toolsOf = ({ palette, kind }: ReadyChart, { measure, locale, file }: NamedSource): DrawingTools => ({
  palette,
  measure,
  format: (count) => formatCount(count, locale),
  place: `${file}: ${kind}`,
});

/** Whether a chart's ranked lists had to leave the shared scale; their unit line then says so ("own scale"). */
export const usesOwnScale = ({ file, frame }: CompiledChart, source: ChartSource): boolean =>
  scaleOf(frame, { ...source, file })?.own ?? false;

/**
 * Returns a dataflow with the values of its named datasets. Vega writes into every row, including those in the spec
 * itself, so it gets copies: the compiled chart also draws other editions.
 */
function fillDatasets(dataflow: Dataflow, values: Readonly<Record<string, readonly object[]>>): Dataflow {
  const operators = dataflow.operators.map((operator) => {
    const written: unknown = Object(operator.value).$ingest;
    if (!Array.isArray(written)) return operator;
    const rows = rowsOf(written, values).map((row) => (typeof row === 'object' ? { ...row } : row));
    return { ...operator, value: { ...Object(operator.value), $ingest: rows } };
  });
  return { ...dataflow, operators };
}

/** Returns the values of a dataset: if it holds only a dataset name, the values of that name; otherwise its own. */
function rowsOf(written: readonly unknown[], values: Readonly<Record<string, readonly object[]>>): readonly unknown[] {
  const [only] = written;
  if (typeof only !== 'object' || only === null || !('dataset' in only)) return written;
  const name = String(only.dataset);
  return Object.hasOwn(values, name) ? (values[name] ?? []) : written;
}

/** Returns the key of the note that replaces a chart because of one of its datasets; null if no note is needed. */
function noteInstead(dataset: string, source: NamedSource): string | null {
  const figure = figureNamed(dataset, source);
  if (figure.withheld) return 'chart.withheld';
  return dataset.startsWith('ranked:') && figure.cells.length === 0 && !figure.tied ? emptyWord(figure) : null;
}

/** Returns the key of the note that replaces a ready-made chart of figures without cells; null for other charts. */
function emptyNote({ ready }: CompiledChart, source: NamedSource): string | null {
  const figures = ready?.figures.map((id) => figureNamed(id, source)) ?? [];
  const [first] = figures;
  return first && figures.every(({ cells, tied }) => cells.length === 0 && !tied) ? emptyWord(first) : null;
}

async function render({
  dataflow,
  domains,
  file,
}: Pick<CompiledChart, 'dataflow' | 'domains' | 'file'>): Promise<string> {
  const view = viewOf(dataflow, file);
  try {
    const svg = await view.toSVG();
    assertTextFits(view, file);
    assertDomains(view, domains, file);
    return slimSvg(svg);
  } catch (cause) {
    throw cause instanceof Failure ? cause : undrawable(cause, file);
  } finally {
    view.finalize();
  }
}

/**
 * Rejects a chart that drew a value outside an ordinal domain that its spec writes out: Vega draws it without a fill.
 * A domain of a map's classes or of keys is checked when the sheet is loaded; this is for fields that a spec computes.
 */
function assertDomains(view: View, domains: CompiledChart['domains'], file: string): void {
  for (const [name, size] of Object.entries(domains)) {
    const scale: unknown = view.scale(name);
    if (typeof scale !== 'function' || !('domain' in scale) || typeof scale.domain !== 'function') continue;
    const drawn: unknown = scale.domain();
    if (!Array.isArray(drawn) || drawn.length <= size) continue;
    throw new Failure(
      'DefinitionInvalid',
      `${file}: the domain of "${name}" lacks a value of its field, which would be drawn without a fill; add it`,
    );
  }
}

function viewOf(dataflow: Dataflow, file: string): View {
  try {
    return new View(dataflow, { renderer: 'none', logger: strictLogger(file) });
  } catch (cause) {
    throw cause instanceof Failure ? cause : undrawable(cause, file);
  }
}
