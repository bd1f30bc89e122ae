import { type FigureRow, isHidden } from '../figure-rows.ts';
import { labelRoom } from './bars.ts';
import {
  barLength,
  categoriesOf,
  Drawing,
  type DrawingTools,
  mostOf,
  SERIES_COLOURS,
  type Series,
  WIDTH,
} from './drawing.ts';

const PITCH = 15;
const RADIUS = 3.5;
const NUMBER_ROOM = 46;

/** Draws a dot per figure and category on one scale from zero, with the numbers in columns at the right. */
export function drawDots(series: readonly Series[], tools: DrawingTools): string {
  const drawing = new Drawing(tools);
  const categories = categoriesOf(series);
  const top = drawing.legend(
    series.map(({ name }) => name),
    SERIES_COLOURS,
  );
  const left = labelRoom(drawing, categories, tools.place) + RADIUS;
  const right = WIDTH - series.length * NUMBER_ROOM - RADIUS;
  const most = mostOf(series);
  for (const [index, { key, label }] of categories.entries()) {
    const y = top + index * PITCH + PITCH / 2;
    drawing.text(label, 'row-label', { x: 0, y: y + 3.2 });
    drawing.line({ x: left, y }, { x: right, y }, 'hair');
    for (const [at, { rows }] of series.entries()) {
      const row = rows.find((each) => each.key === key);
      if (!row) continue;
      const x = left + (most > 0 ? ((row.count ?? 0) / most) * (right - left) : 0);
      if (!isHidden(row)) drawing.dot(x, y, RADIUS, SERIES_COLOURS[at] ?? 'grey');
      const column = WIDTH - (series.length - 1 - at) * NUMBER_ROOM;
      drawing.text(row.countText, 'row-count', { x: column, y: y + 3.2, anchor: 'end' });
    }
  }
  return drawing.svg(top + categories.length * PITCH + 2);
}

const BAR = 11;
const BAR_PITCH = 14;
const TITLE = 15;
const COUNT_GAP = 4;

/**
 * Draws two figures by the same dimension, or the first two codes of a cross, back to back: bars to the left and to the
 * right of the categories' labels. The totals of a cross's other codes are below.
 */
export function drawPyramid([first, second, ...others]: readonly Series[], tools: DrawingTools): string {
  const drawing = new Drawing(tools);
  const sides = [first, second].filter((side) => side !== undefined);
  const categories = categoriesOf(sides).toReversed();
  const label = labelRoom(drawing, categories, tools.place) + 8;
  const counts = sides.flatMap(({ rows }) => rows.map(({ countText }) => drawing.width(countText, 'row-count')));
  const room = (WIDTH - label) / 2 - COUNT_GAP - Math.max(0, ...counts);
  const most = mostOf(sides);
  for (const [at, side] of sides.entries()) {
    const isLeft = at === 0;
    const edge = (WIDTH + (isLeft ? -label : label)) / 2;
    drawing.text(side.name, 'small-segment-name', { x: edge, y: 9, anchor: isLeft ? 'end' : 'start' });
    const keys = categories.map(({ key }) => key);
    drawSide(drawing, side, { keys, edge, isLeft, lengthOf: (row) => barLength(row, most, room) });
  }
  for (const [index, category] of categories.entries())
    drawing.text(category.label, 'row-label', {
      x: WIDTH / 2,
      y: TITLE + index * BAR_PITCH + BAR / 2 + 3.2,
      anchor: 'middle',
    });
  const end = TITLE + categories.length * BAR_PITCH;
  if (others.length === 0) return drawing.svg(end);
  const rest = others.map(({ name, totalText = '' }) => `${name} ${totalText}`).join(' · ');
  drawing.text(rest, 'small-segment-name', { x: WIDTH / 2, y: end + 11, anchor: 'middle' });
  return drawing.svg(end + TITLE);
}

interface Side {
  readonly keys: readonly string[];
  /** Where the bars begin, beside the labels. */
  readonly edge: number;
  readonly isLeft: boolean;
  readonly lengthOf: (row: FigureRow) => number;
}

/** Draws the bars of one side, each with its count at its outer end. */
function drawSide(drawing: Drawing, { rows }: Series, { keys, edge, isLeft, lengthOf }: Side): void {
  const colour = SERIES_COLOURS[isLeft ? 0 : 1];
  const outwards = isLeft ? -1 : 1;
  for (const [index, key] of keys.entries()) {
    const row = rows.find((each) => each.key === key);
    if (!row) continue;
    const y = TITLE + index * BAR_PITCH;
    const width = lengthOf(row);
    if (width > 0) drawing.rect({ x: isLeft ? edge - width : edge, y, width, height: BAR }, colour);
    const end = edge + outwards * (width + COUNT_GAP);
    drawing.text(row.countText, 'row-count', { x: end, y: y + BAR / 2 + 3.2, anchor: isLeft ? 'end' : 'start' });
  }
}
