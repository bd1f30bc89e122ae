import { Failure } from '../../domain/failure.ts';
import type { Colour } from '../../domain/palette.ts';
import type { FigureRow } from '../figure-rows.ts';
import { segmentsOf } from '../segments.ts';
import {
  barLength,
  type Category,
  categoriesOf,
  Drawing,
  type DrawingTools,
  mostOf,
  SERIES_COLOURS,
  type Series,
  WIDTH,
} from './drawing.ts';

const BAR = 9;
const BETWEEN_BARS = 1;
const BETWEEN_ROWS = 7;
const AFTER_LABEL = 8;
const BEFORE_COUNT = 4;
/** The most that labels may take of a chart's width. */
const MOST_LABEL = 210;

/**
 * Returns the width of the column of labels.
 * @throws Failure TextTooLong for a label that leaves no room for the chart
 */
export function labelRoom(drawing: Drawing, categories: readonly Category[], place: string): number {
  const widths = categories.map(({ label }) => drawing.width(label, 'row-label'));
  const tooLong = categories.find((_, index) => (widths[index] ?? 0) > MOST_LABEL);
  if (tooLong)
    throw new Failure('TextTooLong', `${place}: "${tooLong.label}" leaves no room for the chart; shorten the label`);
  return Math.max(0, ...widths) + AFTER_LABEL;
}

/** Draws bars of one or more figures, grouped by category: label, bars from one line, and the count after each. */
export function drawGroupedBars(series: readonly Series[], tools: DrawingTools): string {
  const drawing = new Drawing(tools);
  const categories = categoriesOf(series);
  const top = drawing.legend(
    series.map(({ name }) => name),
    SERIES_COLOURS,
  );
  const left = labelRoom(drawing, categories, tools.place);
  const counts = series.flatMap(({ rows }) => rows.map(({ countText }) => drawing.width(countText, 'row-count')));
  const room = WIDTH - left - BEFORE_COUNT - Math.max(0, ...counts);
  const most = mostOf(series);
  const pitch = series.length * (BAR + BETWEEN_BARS) + BETWEEN_ROWS;
  for (const [index, { key, label }] of categories.entries()) {
    const y = top + index * pitch;
    const middle = y + (series.length * (BAR + BETWEEN_BARS) - BETWEEN_BARS) / 2;
    drawing.text(label, 'row-label', { x: 0, y: middle + 3.2 });
    drawGroup(drawing, series, { key, left, y, lengthOf: (row) => barLength(row, most, room) });
  }
  const height = top + categories.length * pitch - BETWEEN_ROWS + 1;
  drawing.line({ x: left, y: top }, { x: left, y: height - 1 }, 'ink', 0.75);
  return drawing.svg(height);
}

interface Group {
  readonly key: string;
  readonly left: number;
  readonly y: number;
  readonly lengthOf: (row: FigureRow) => number;
}

/** Draws the bars of one category, one per figure, each with its count. */
function drawGroup(drawing: Drawing, series: readonly Series[], { key, left, y, lengthOf }: Group): void {
  for (const [at, { rows }] of series.entries()) {
    const row = rows.find((each) => each.key === key);
    if (!row) continue;
    const top = y + at * (BAR + BETWEEN_BARS);
    const length = lengthOf(row);
    if (length > 0) drawing.rect({ x: left, y: top, width: length, height: BAR }, SERIES_COLOURS[at] ?? 'grey');
    drawing.text(row.countText, 'row-count', { x: left + length + BEFORE_COUNT, y: top + BAR / 2 + 3.2 });
  }
}

const STACK = 18;
const STACK_PITCH = 46;
const NOT_KNOWN = ['unknown', 'other'];

/** Draws one bar per figure, as long as the chart, in parts of its total; hidden cells are one white part with the mark. */
export function drawStackedBars(series: readonly Series[], tools: DrawingTools): string {
  const drawing = new Drawing(tools);
  const categories = categoriesOf(series);
  const keys = categories.map(({ key }) => key);
  const colours = categoryColours(keys, tools.place);
  const top = drawing.legend(
    categories.map(({ label }) => label),
    keys.map((key) => colours.get(key) ?? 'grey'),
  );
  for (const [index, one] of series.entries()) {
    const y = top + index * STACK_PITCH;
    if (one.name !== '') drawing.text(one.name, 'row-label', { x: 0, y: y + 9 });
    drawStack(drawing, one, colours, y + (one.name === '' ? 2 : 13));
  }
  return drawing.svg(top + series.length * STACK_PITCH - 2);
}

/** Draws a figure's bar, and below each part its number where it has room: all numbers are in the chart's words. */
function drawStack(drawing: Drawing, { rows, total }: Series, colours: ReadonlyMap<string, Colour>, y: number): void {
  for (const { key, start, end, middle, empty, countText, shareText } of segmentsOf(rows, total, WIDTH)) {
    if (empty) continue;
    const isMarked = key === 'hidden';
    const box = { x: start, y, width: Math.max(end - start, 0.75), height: STACK };
    drawing.rect(box, isMarked ? 'white' : (colours.get(key) ?? 'grey'), isMarked ? 'grey' : undefined);
    const text = shareText === '' ? countText : `${countText} (${shareText})`;
    if (drawing.width(text, 'small-segment-count') <= end - start)
      drawing.text(text, 'small-segment-count', { x: middle, y: y + STACK + 9, anchor: 'middle' });
  }
}

/** Returns a colour for each category; what is not known is grey. */
function categoryColours(keys: readonly string[], place: string): Map<string, Colour> {
  const known = keys.filter((key) => !NOT_KNOWN.includes(key));
  if (known.length > SERIES_COLOURS.length)
    throw new Failure(
      'DefinitionInvalid',
      `${place}: stacked bars have ${SERIES_COLOURS.length} colours and grey, and the figure has ${known.length} cells; merge codes in sheet.json, or draw "grouped-bars"`,
    );
  return new Map(keys.map((key) => [key, SERIES_COLOURS[known.indexOf(key)] ?? 'grey']));
}
