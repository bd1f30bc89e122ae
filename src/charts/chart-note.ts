import type { TopLevelSpec } from 'vega-lite';
import type { ChartFrame } from './chart-spec.ts';
import type { MeasureText } from './text-metrics.ts';
import { TEXT_ROLES } from './theme.ts';

const LEADING = 10;
const FIRST_BASELINE = 9;

/** The name of the dataset for a note's lines. */
export const NOTE = 'note';

/** Returns the Vega-Lite spec of a note that replaces a chart; width and height are in points. */
export const noteSpec = (width: number, height: number): TopLevelSpec => ({
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  width,
  height,
  data: { name: NOTE },
  mark: { type: 'text', style: 'note', x: 0, y: Math.min(FIRST_BASELINE, height), lineHeight: LEADING },
  encoding: { text: { field: 'lines' } },
});

/** Returns the values of a note's dataset: the note, broken into lines that fit the chart's width. */
export function noteLines(note: string, { width }: ChartFrame, measure: MeasureText): readonly object[] {
  const { font, fontSize } = TEXT_ROLES.note;
  return [{ lines: brokenTo(width, note, (text) => measure(text, font, fontSize)) }];
}

function brokenTo(width: number, text: string, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
