import type { LoggerInterface, Runtime } from 'vega';
import { Failure } from '../domain/failure.ts';
import type { Palette } from '../domain/palette.ts';
import type { Boundaries } from './boundary-features.ts';
import type { ChartWords } from './chart-words.ts';
import type { DomainContext } from './discrete-domains.ts';
import type { Features } from './project-shapes.ts';
import type { ReadyChart } from './ready/ready-chart.ts';

/** A ranked list on a shared scale: the figure it shows, its width, and the room for its labels, in points. */
export interface RankedListLayout {
  readonly figure: string;
  readonly width: number;
  readonly labelRoom: number;
}

/**
 * The settings of a spec beyond Vega-Lite, under `usermeta.layout`. `headRoom`: the room that the section's head takes
 * from the left above a stacked bar. `scale`: the figure whose total is `points` long, and the ranked lists on that
 * scale.
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

/** A Vega dataflow, as plain JSON. */
export type Dataflow = Runtime;

/** The source of a compiled chart. */
export interface ChartSpec extends DomainContext {
  /** The spec's file (`templates/<sheet>/charts/<name>.vl.json`), which failures name. */
  readonly file: string;
  /** The Vega-Lite spec, parsed. */
  readonly spec: unknown;
  readonly words: ChartWords;
  readonly boundaries: Boundaries;
  /** Whether maps outline a member's shape (outline-member.ts). */
  readonly outlinesMember?: boolean;
  /** The colours of the sheet's theme. */
  readonly palette: Palette;
}

/**
 * A chart compiled in one language, as plain JSON: everything that does not depend on figures. Drawing does not change
 * it.
 */
export interface CompiledChart {
  readonly file: string;
  readonly frame: ChartFrame;
  /** The datasets that figures fill, by name. */
  readonly datasets: readonly string[];
  /** The datasets that boundaries fill. */
  readonly features: Features;
  readonly dataflow: Dataflow;
  /** How many values the domain of each ordinal scale has whose domain is written out. */
  readonly domains: Readonly<Record<string, number>>;
  /** For a chart without a spec. */
  readonly ready?: ReadyChart;
  /** The chart that replaces this one if its figure cannot be drawn: a text, which fills the dataset `note`. */
  readonly note: Dataflow;
}

/** Returns a failure that names the place, for an error that Vega or Vega-Lite throws because it cannot draw a spec. */
export function undrawable(cause: unknown, place: string): Failure {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Failure('DefinitionInvalid', `${place}: Vega-Lite cannot draw this (${why})`, { cause });
}

/** Returns a logger for Vega and Vega-Lite that throws a failure where they would only log a warning or an error. */
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
