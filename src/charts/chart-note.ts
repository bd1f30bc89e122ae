import { type ChartFrame, type CompiledChart, compileChart } from './chart-spec.ts';
import type { MeasureText } from './text-metrics.ts';
import { TEXT_ROLES } from './theme.ts';

const LEADING = 10;
const FIRST_BASELINE = 9;

/** The chart that stands where a figure cannot be drawn: a note, broken to the chart's width. */
export function noteChart(note: string, frame: ChartFrame, measure: MeasureText, file: string): Promise<CompiledChart> {
  const { font, fontSize } = TEXT_ROLES.note;
  const lines = brokenTo(frame.width, note, (text) => measure(text, font, fontSize));
  const spec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width: frame.width,
    height: frame.height,
    data: { values: [{ lines }] },
    mark: { type: 'text', style: 'note', x: 0, y: Math.min(FIRST_BASELINE, frame.height), lineHeight: LEADING },
    encoding: { text: { field: 'lines' } },
  };
  return compileChart(spec, file);
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
