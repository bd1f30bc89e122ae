import { type Data, parse, type Spec } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { z } from 'zod';
import { Failure } from '../domain/failure.ts';
import { type ChartFrame, type CompiledChart, type Dataflow, strictLogger, undrawable } from './chart-spec.ts';
import { refuseUnknownMarks } from './known-marks.ts';
import { THEME } from './theme.ts';

const listSchema = z.strictObject({ figure: z.string(), width: z.number(), labelRoom: z.number() });

const layoutSchema = z.strictObject({
  headRoom: z.number().optional(),
  scale: z.strictObject({ whole: z.string(), points: z.number(), lists: z.array(listSchema).readonly() }).optional(),
});

const specSchema = z.looseObject({
  $schema: z.literal('https://vega.github.io/schema/vega-lite/v6.json'),
  width: z.number(),
  height: z.number(),
  config: z.never({ error: 'is the theme’s' }).optional(),
  usermeta: z.looseObject({ layout: layoutSchema.optional() }).optional(),
});

const isSpec = (spec: object): spec is TopLevelSpec => 'mark' in spec || 'layer' in spec;

/**
 * A Vega-Lite spec in the theme, as a dataflow. Vega-Lite and Vega warn and go on where they do not understand; a published
 * figure must not, so every warning is a `DefinitionInvalid` that names the file.
 */
export function compileChart(spec: unknown, file: string): CompiledChart {
  const frame = frameOf(spec, file);
  if (typeof spec !== 'object' || spec === null || !isSpec(spec))
    throw new Failure('DefinitionInvalid', `${file}: a chart has a "mark" or a "layer"`);
  refuseUnknownMarks(spec, file);
  const vega = vegaOf(spec, file);
  const named = (vega.data ?? []).filter((dataset) => isNamed(dataset, file)).map(({ name }) => name);
  return { frame, datasets: named, dataflow: dataflowOf(vega, named, file) };
}

function frameOf(spec: unknown, file: string): ChartFrame {
  const checked = specSchema.safeParse(spec);
  if (!checked.success) throw new Failure('DefinitionInvalid', `${file}: ${z.prettifyError(checked.error)}`);
  const { width, height, usermeta } = checked.data;
  return { width, height, layout: usermeta?.layout ?? {} };
}

/** Whether a dataset is a name alone, which the sheet's figures fill. */
function isNamed(dataset: Data, file: string): boolean {
  if ('url' in dataset)
    throw new Failure('DefinitionInvalid', `${file}: a chart reads no url; name a figure as its data`);
  return !('values' in dataset) && !('source' in dataset);
}

function vegaOf(spec: TopLevelSpec, file: string): Spec {
  try {
    return compile(spec, { config: THEME, logger: strictLogger(file) }).spec;
  } catch (cause) {
    throw cause instanceof Failure ? cause : undrawable(cause, `${file}${layerThatFails(spec)}`);
  }
}

/** `, layer 3`: the layer that fails alone too; nothing where the spec has none or only the whole fails. */
function layerThatFails(spec: TopLevelSpec): string {
  if (!('layer' in spec)) return '';
  const failing = spec.layer.findIndex((layer) => {
    try {
      compile({ ...spec, layer: [layer] }, { config: THEME, logger: strictLogger('') });
      return false;
    } catch (error) {
      return !(error instanceof Failure);
    }
  });
  return failing < 0 ? '' : `, layer ${failing + 1}`;
}

/** Vega's dataflow, in which a named dataset holds nothing but its name (`{ dataset }`) until a drawing fills it. */
function dataflowOf(vega: Spec, named: readonly string[], file: string): Dataflow {
  const data = (vega.data ?? []).map((dataset) =>
    named.includes(dataset.name) ? { ...dataset, values: [{ dataset: dataset.name }] } : dataset,
  );
  try {
    return parse({ ...vega, data });
  } catch (cause) {
    throw cause instanceof Failure ? cause : undrawable(cause, file);
  }
}
