import { type Data, parse, type Scale, type Spec } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import * as z from 'zod';
import { type Examples, errorTexts, plainIssue, unknownKeys } from '../domain/definition-errors.ts';
import { Failure } from '../domain/failure.ts';
import type { Palette } from '../domain/palette.ts';
import { boundaryFeatures } from './boundary-features.ts';
import { NOTE, noteSpec } from './chart-note.ts';
import {
  type ChartFrame,
  type ChartSpec,
  type CompiledChart,
  type Dataflow,
  strictLogger,
  undrawable,
} from './chart-spec.ts';
import { spellOut } from './chart-words.ts';
import { assertKnownPlaces, completeDomains } from './discrete-domains.ts';
import { fitProjections } from './fit-projection.ts';
import { assertKnownMarks } from './known-marks.ts';
import { withMemberOutline } from './outline-member.ts';
import { projectShapes } from './project-shapes.ts';
import { WIDTH } from './ready/drawing.ts';
import type { ReadyChart } from './ready/ready-chart.ts';
import { chartTheme } from './theme.ts';

const listSchema = z.strictObject(
  { figure: z.string(), width: z.number(), labelRoom: z.number() },
  { error: unknownKeys(['figure', 'width', 'labelRoom']) },
);

const layoutSchema = z.strictObject(
  {
    headRoom: z.number().optional(),
    scale: z
      .strictObject(
        { whole: z.string(), points: z.number(), lists: z.array(listSchema).readonly() },
        { error: unknownKeys(['whole', 'points', 'lists']) },
      )
      .optional(),
  },
  { error: unknownKeys(['headRoom', 'scale']) },
);

/** An example of each key, for messages. */
const EXAMPLES: Examples = {
  $schema: '"https://vega.github.io/schema/vega-lite/v6.json"',
  width: '540',
  height: '60',
  usermeta: '{ "layout": { "headRoom": 210 } }',
  headRoom: '210',
  points: '540',
  labelRoom: '100',
  whole: '"victims-by-type"',
  figure: '"top-sex-types"',
};

const specSchema = z.looseObject({
  $schema: z.literal('https://vega.github.io/schema/vega-lite/v6.json'),
  width: z.number(),
  height: z.number(),
  config: z.never({ error: 'colors and fonts come from the theme; delete "config"' }).optional(),
  usermeta: z.looseObject({ layout: layoutSchema.optional() }).optional(),
});

const isSpec = (spec: object): spec is TopLevelSpec => ('layer' in spec ? Array.isArray(spec.layer) : 'mark' in spec);

/**
 * Compiles a Vega-Lite spec in the theme.
 *
 *     spec ─► words spelled out ─► Vega (theme) ─► shapes projected ─► dataflow
 *
 * Vega-Lite and Vega warn and continue when they do not understand something. A published figure must not be drawn like
 * that, so every warning is a failure.
 * @throws Failure DefinitionInvalid with the file, for a wrong spec or word; FigureUnknown for boundaries that do not
 *   exist
 */
export function compileChart(source: ChartSpec): CompiledChart {
  const { file, spec: written, words, boundaries, palette, outlinesMember, ...sheet } = source;
  const spelled = spellOut(outlinesMember ? withMemberOutline(written) : written, words, file);
  const frame = frameOf(spelled, file);
  const spec = fitProjections(completeDomains(Object(spelled), sheet, file), boundaries, frame, file);
  if (!isSpec(spec))
    throw new Failure(
      'DefinitionInvalid',
      `${file}: a chart needs a "mark", or a list of layers, for example "layer": [{ "mark": "bar" }]`,
    );
  assertKnownMarks(spec, file);
  const compiled = vegaOf(spec, palette, file);
  const named = (compiled.data ?? []).filter((dataset) => isNamed(dataset, file)).map(({ name }) => name);
  const fromBoundaries = named.flatMap((name) => {
    const features = boundaryFeatures(name, boundaries, file);
    if (!features) return [];
    assertKnownPlaces(name, features, { places: sheet.places, file });
    return [[name, features] as const];
  });
  const { vega, features } = projectShapes(compiled, Object.fromEntries(fromBoundaries));
  const datasets = named.filter((name) => !(name in features));
  const dataflow = dataflowOf(withOpenDomains(vega), named, file);
  return {
    file,
    frame,
    datasets,
    features,
    dataflow,
    domains: writtenDomains(vega),
    note: compileNote(frame, palette, file),
  };
}

const isWritten = ({ type, domain }: Scale): boolean => type === 'ordinal' && Array.isArray(domain);

/** Lets ordinal domains that are written out grow by values that they lack, so that drawing can find these. */
const withOpenDomains = (vega: Spec): Spec => ({
  ...vega,
  ...(vega.scales && {
    scales: vega.scales.map((scale) => (isWritten(scale) ? Object.assign({ domainImplicit: true }, scale) : scale)),
  }),
});

/** Returns the sizes of the ordinal domains that a spec writes out, by scale. */
const writtenDomains = ({ scales = [] }: Spec): Record<string, number> =>
  Object.fromEntries(
    scales.flatMap((scale) =>
      isWritten(scale) && Array.isArray(scale.domain) ? [[scale.name, scale.domain.length]] : [],
    ),
  );

/** The height of a note that replaces a ready-made chart, in points. */
const NOTE_HEIGHT = 30;

/** Compiles a chart without a spec: only the note that may replace it is Vega's. */
export function compileReady(ready: ReadyChart, file: string): CompiledChart {
  const frame = { width: WIDTH, height: NOTE_HEIGHT, layout: {} };
  const note = compileNote(frame, ready.palette, file);
  return { file, frame, datasets: ready.figures, features: {}, dataflow: note, domains: {}, ready, note };
}

/** Compiles the chart that replaces one whose figure cannot be drawn: its only dataset holds the note. */
const compileNote = ({ width, height }: ChartFrame, palette: Palette, file: string): Dataflow =>
  dataflowOf(vegaOf(noteSpec(width, height), palette, file), [NOTE], file);

function frameOf(spec: unknown, file: string): ChartFrame {
  const checked = specSchema.safeParse(spec, { error: plainIssue });
  if (!checked.success)
    throw new Failure('DefinitionInvalid', `${file}: ${errorTexts(checked.error.issues, EXAMPLES).join('; ')}.`);
  const { width, height, usermeta } = checked.data;
  return { width, height, layout: usermeta?.layout ?? {} };
}

/** Whether a dataset consists of a name alone, to be filled with figures or boundaries. */
function isNamed(dataset: Data, file: string): boolean {
  if ('url' in dataset)
    throw new Failure('DefinitionInvalid', `${file}: a chart cannot read a url; name a figure as its data`);
  return !('values' in dataset) && !('source' in dataset);
}

function vegaOf(spec: TopLevelSpec, palette: Palette, file: string): Spec {
  try {
    return compile(spec, { config: chartTheme(palette), logger: strictLogger(file) }).spec;
  } catch (cause) {
    throw cause instanceof Failure ? cause : undrawable(cause, `${file}${layerThatFails(spec, palette)}`);
  }
}

/**
 * Returns `, layer 3` for the layer that also fails on its own; empty if the spec has no layers or only fails as a
 * whole.
 */
function layerThatFails(spec: TopLevelSpec, palette: Palette): string {
  if (!('layer' in spec)) return '';
  const failing = spec.layer.findIndex((layer) => {
    try {
      compile({ ...spec, layer: [layer] }, { config: chartTheme(palette), logger: strictLogger('') });
      return false;
    } catch (error) {
      return !(error instanceof Failure);
    }
  });
  return failing < 0 ? '' : `, layer ${failing + 1}`;
}

/** Returns Vega's dataflow, in which a named dataset holds only its name (`{ dataset }`) until drawing fills it. */
function dataflowOf(vega: Spec, named: readonly string[], file: string): Dataflow {
  const data = (vega.data ?? []).map((dataset) =>
    named.includes(dataset.name) ? { ...dataset, values: [{ dataset: dataset.name }] } : dataset,
  );
  try {
    // Vega changes the event settings in place, and a page has no events
    return { ...parse({ ...vega, data }), eventConfig: {} };
  } catch (cause) {
    throw cause instanceof Failure ? cause : undrawable(cause, file);
  }
}
