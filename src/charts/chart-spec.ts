import type { LoggerInterface } from 'vega';
import type { TopLevelSpec, compile as vegaLite } from 'vega-lite';
import { z } from 'zod';
import { Failure } from '../domain/failure.ts';
import { COMPILED_AHEAD } from './compiled-ahead.ts';
import { THEME } from './theme.ts';

const listSchema = z.strictObject({ figure: z.string(), width: z.number(), labelRoom: z.number() });

/**
 * What a spec says beside Vega-Lite, under `usermeta.layout`. `headRoom`: what the section's head takes from the left
 * above a stacked bar. `scale`: the figure whose total is `points` long, and the ranked lists on that scale.
 */
const layoutSchema = z.strictObject({
  headRoom: z.number().optional(),
  scale: z.strictObject({ whole: z.string(), points: z.number(), lists: z.array(listSchema).readonly() }).optional(),
});

export type ChartLayout = z.infer<typeof layoutSchema>;

const specSchema = z.looseObject({
  $schema: z.literal('https://vega.github.io/schema/vega-lite/v6.json'),
  width: z.number(),
  height: z.number(),
  config: z.never({ error: 'is the theme’s' }).optional(),
  usermeta: z.looseObject({ layout: layoutSchema.optional() }).optional(),
});

const isSpec = (spec: object): spec is TopLevelSpec => 'mark' in spec || 'layer' in spec;

/** A chart's size in points and its layout, checked; `DefinitionInvalid` names file and place. */
export interface ChartFrame {
  readonly width: number;
  readonly height: number;
  readonly layout: ChartLayout;
}

export function chartFrame(spec: unknown, file: string): ChartFrame {
  const checked = specSchema.safeParse(spec);
  if (!checked.success) throw new Failure('DefinitionInvalid', `${file}: ${z.prettifyError(checked.error)}`);
  const { width, height, usermeta } = checked.data;
  return { width, height, layout: usermeta?.layout ?? {} };
}

export type CompiledChart = ReturnType<typeof vegaLite>['spec'];

/**
 * A Vega-Lite spec in the theme, compiled to Vega; its named datasets are still empty. Vega-Lite warns and goes on where
 * it does not understand; a published figure must not, so every warning is a `DefinitionInvalid` that names the file.
 * Equal specs are compiled once a process, or when the program is bundled; what comes back is not to be changed.
 */
export async function compileChart(spec: unknown, file: string): Promise<CompiledChart> {
  chartFrame(spec, file);
  if (typeof spec !== 'object' || spec === null || !isSpec(spec))
    throw new Failure('DefinitionInvalid', `${file}: a chart has a "mark" or a "layer"`);
  const text = JSON.stringify(spec);
  const known = COMPILED.get(text);
  if (known) return known;
  const ahead = COMPILED_AHEAD[text];
  const compiled = ahead === undefined ? await compiledNow(spec, file) : JSON.parse(ahead);
  if (COMPILED.size >= REMEMBERED) COMPILED.clear();
  COMPILED.set(text, compiled);
  return compiled;
}

/** Vega-Lite is loaded when there is something to compile: that takes as long as drawing every chart of a sheet. */
async function compiledNow(spec: TopLevelSpec, file: string): Promise<CompiledChart> {
  const { compile } = await import('vega-lite');
  try {
    return compile(spec, { config: THEME, logger: strictLogger(file) }).spec;
  } catch (cause) {
    throw cause instanceof Failure ? cause : undrawable(cause, `${file}${layerThatFails(spec, compile)}`);
  }
}

/** What Vega or Vega-Lite throws of itself where a spec is beyond it, as a failure that names the place. */
export function undrawable(cause: unknown, place: string): Failure {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Failure('DefinitionInvalid', `${place}: Vega-Lite cannot draw this (${why})`, { cause });
}

/** `, layer 3`: the layer that fails alone too; nothing where the spec has none or only the whole fails. */
function layerThatFails(spec: TopLevelSpec, compile: typeof vegaLite): string {
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

/** Specs compiled in this process, by their text: compiling costs as much as drawing, and editions share their specs. */
const COMPILED = new Map<string, CompiledChart>();

/** An editor's preview compiles a spec at every change. */
const REMEMBERED = 100;

/** A logger for Vega and Vega-Lite that turns what they would only mention into a failure. */
export function strictLogger(file: string) {
  const fail = (...messages: readonly unknown[]): never => {
    throw new Failure('DefinitionInvalid', `${file}: ${messages.map(String).join(' ')}`);
  };
  const logger: LoggerInterface = {
    level: (level) => (level === undefined ? 0 : logger),
    error: fail,
    warn: fail,
    info: () => logger,
    debug: () => logger,
  };
  return logger;
}
