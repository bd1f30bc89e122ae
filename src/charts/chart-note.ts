import type { ChartFrame, CompiledChart } from './chart-spec.ts';
import { compiledChart } from './compiled-chart.ts';
import type { MeasureText } from './text-metrics.ts';
import { TEXT_ROLES } from './theme.ts';

const LEADING = 10;
const FIRST_BASELINE = 9;

/** The chart that stands where a figure cannot be drawn: a note as its only dataset's value. */
export function noteChart({ width, height }: ChartFrame, file: string): Promise<CompiledChart> {
  const spec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    height,
    data: { name: 'note' },
    mark: { type: 'text', style: 'note', x: 0, y: Math.min(FIRST_BASELINE, height), lineHeight: LEADING },
    encoding: { text: { field: 'lines' } },
  };
  return compiledChart(spec, file);
}

/** The values of a note's dataset: the note, broken to the chart's width. */
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
