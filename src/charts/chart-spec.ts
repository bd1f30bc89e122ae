import type { LoggerInterface, Runtime } from 'vega';
import { Failure } from '../domain/failure.ts';
import type { Boundaries } from './boundary-features.ts';
import type { ChartWords } from './chart-words.ts';
import type { Features } from './project-shapes.ts';

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

/** What a chart is compiled from. */
export interface ChartSpec {
  /** The spec's file (`templates/<sheet>/charts/<name>.vl.json`), as failures name it. */
  readonly file: string;
  /** The Vega-Lite spec, parsed. */
  readonly spec: unknown;
  readonly words: ChartWords;
  readonly boundaries: Boundaries;
}

/** A chart compiled in one language, as plain JSON: all of it that does not depend on figures. Drawing does not change it. */
export interface CompiledChart {
  readonly file: string;
  readonly frame: ChartFrame;
  /** The datasets that figures fill, by name. */
  readonly datasets: readonly string[];
  /** The datasets that boundaries fill. */
  readonly features: Features;
  readonly dataflow: Dataflow;
  /** The chart that replaces this one where its figure cannot be drawn: a text, which fills the dataset `note`. */
  readonly note: Dataflow;
}

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
