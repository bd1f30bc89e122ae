import { textMetrics } from 'vega';
import { Failure } from '../domain/failure.ts';
import { CHART_FACES, type ChartFace } from './theme.ts';

/**
 * Returns the width in points of a text set in a face at a size in points, from the font's own advance widths and
 * kerning.
 */
export type MeasureText = (text: string, face: ChartFace, size: number) => number;

const DEFAULT_SIZE = 11;

/**
 * Makes Vega measure text with real fonts. Without a canvas it guesses widths 85-120% too wide, so that labels vanish
 * and bars shrink (document.md). Vega has one measure for the entire process: install it once, before the first chart;
 * installing the same one again changes nothing. A spec that sets a text in a face outside the theme fails with
 * `DefinitionInvalid`.
 */
export function installTextMetrics(measure: MeasureText): void {
  textMetrics.width = (item, text) => {
    const words = String(text ?? '').trim();
    if (words === '') return 0;
    return measure(words, faceOf(item.font ?? ''), item.fontSize ?? DEFAULT_SIZE);
  };
}

function faceOf(font: string): ChartFace {
  const face = CHART_FACES.find((known) => known === font);
  if (face) return face;
  throw new Failure(
    'DefinitionInvalid',
    `a chart sets text in "${font}"; use a style of the theme, whose faces are ${CHART_FACES.join(', ')}`,
  );
}
