import type { Palette } from '../../domain/palette.ts';
import { drawGroupedBars, drawStackedBars } from './bars.ts';
import { drawTable } from './cross.ts';
import { drawDots, drawPyramid } from './dots-and-pyramid.ts';
import type { DrawingTools, Series } from './drawing.ts';
import { drawLines } from './lines.ts';

/** The charts that need no spec, by name: each draws one or more figures with the house's defaults. */
const DRAW = {
  lines: drawLines,
  'grouped-bars': drawGroupedBars,
  'stacked-bars': drawStackedBars,
  dots: drawDots,
  pyramid: drawPyramid,
  table: drawTable,
} as const satisfies Record<string, (series: readonly Series[], tools: DrawingTools) => string>;

export type ReadyKind = keyof typeof DRAW;

/** A chart without a spec: what it is, the figures that it draws, and the theme's colours. */
export interface ReadyChart {
  readonly kind: ReadyKind;
  readonly figures: readonly string[];
  readonly palette: Palette;
}

/**
 * Draws a ready-made chart as SVG, 540 points wide and as high as it needs.
 * @throws Failure TextTooLong for a label that leaves no room; DefinitionInvalid for more categories than colours
 */
export const drawReady = (kind: ReadyKind, series: readonly Series[], tools: DrawingTools): string =>
  DRAW[kind](series, tools);
