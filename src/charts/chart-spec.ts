import type { LoggerInterface, Runtime } from 'vega';
import { Failure } from '../domain/failure.ts';
import { madeAhead } from '../domain/made-ahead.ts';
import { PAGES_AHEAD } from '../domain/pages-ahead.ts';

/** A ranked list on a shared scale: the figure it shows, its width, and the room its labels take, in points. */
export interface RankedListLayout {
  readonly figure: string;
  readonly width: number;
  readonly labelRoom: number;
}

/**
 * What a spec says beside Vega-Lite, under `usermeta.layout`. `headRoom`: what the section's head takes from the left
 * above a stacked bar. `scale`: the figure whose total is `points` long, and the ranked lists on that scale.
 */
export interface ChartLayout {
  readonly headRoom?: number | undefined;
  readonly scale?:
    | { readonly whole: string; readonly points: number; readonly lists: readonly RankedListLayout[] }
    | undefined;
}

/** A chart's size in points and its layout. */
export interface ChartFrame {
  readonly width: number;
  readonly height: number;
  readonly layout: ChartLayout;
}

/** A dataflow of Vega's, plain JSON. */
export type Dataflow = Runtime;

/** A chart compiled: all of it that follows from its spec alone. */
export interface CompiledChart {
  readonly frame: ChartFrame;
  /** The datasets that figures fill, by name. */
  readonly datasets: readonly string[];
  readonly dataflow: Dataflow;
}

/**
 * A Vega-Lite spec, its words spelled out, compiled. Equal specs are compiled once a process, or when the program is bundled;
 * what comes back is not to be changed.
 * @throws Failure DefinitionInvalid naming file and place
 */
export async function compiledChart(spec: unknown, file: string): Promise<CompiledChart> {
  const text = JSON.stringify(spec) ?? '';
  const known = COMPILED.get(text);
  if (known) return known;
  // Vega-Lite is loaded when there is something to compile: that takes as long as drawing every chart of a sheet.
  const compiled = await madeAhead(PAGES_AHEAD, 'chart', [text], async () =>
    (await import('./compile-chart.ts')).compileChart(spec, file),
  );
  if (COMPILED.size >= REMEMBERED) COMPILED.clear();
  COMPILED.set(text, compiled);
  return compiled;
}

/** Specs compiled in this process, by their text: compiling costs as much as drawing, and editions share their specs. */
const COMPILED = new Map<string, CompiledChart>();

/** An editor's preview compiles a spec at every change. */
const REMEMBERED = 100;

/** What Vega or Vega-Lite throws of itself where a spec is beyond it, as a failure that names the place. */
export function undrawable(cause: unknown, place: string): Failure {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Failure('DefinitionInvalid', `${place}: Vega-Lite cannot draw this (${why})`, { cause });
}

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
