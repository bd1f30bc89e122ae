import { type FigureRow, isHidden } from '../figure-rows.ts';
import { Drawing, type DrawingTools, hundredth, mostOf, SERIES_COLOURS, type Series, WIDTH } from './drawing.ts';

const HEIGHT = 96;
const TOP = 8;
const FOOT = 80;
const AXIS_GAP = 4;
const LABEL_GAP = 5;
/** The least distance between the names of two lines at their ends. */
const LEADING = 10;

/**
 * Draws figures by period as lines on one scale from zero, each named at its end. A hidden period has no point: the line
 * is interrupted, and the mark is on the base line.
 */
export function drawLines(series: readonly Series[], tools: DrawingTools): string {
  const drawing = new Drawing(tools);
  const most = mostOf(series);
  const step = roundStep(most);
  const ticks = Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
  const left = Math.max(...ticks.map((tick) => drawing.width(tools.format(tick), 'axis-letter'))) + AXIS_GAP;
  const names = series.map(({ name }) => drawing.width(name, 'small-segment-name'));
  const counts = series.flatMap(({ rows }) => rows.map(({ countText }) => drawing.width(countText, 'bar-count')));
  const right = WIDTH - Math.max(0, ...names) - Math.max(0, ...counts) - 2 * LABEL_GAP;
  const periods = series[0]?.rows ?? [];
  const x = (index: number): number =>
    periods.length < 2 ? (left + right) / 2 : left + 4 + (index * (right - left - 8)) / (periods.length - 1);
  const y = (count: number): number => FOOT - (most > 0 ? (count / most) * (FOOT - TOP) : 0);
  for (const tick of ticks) {
    drawing.line(
      { x: left, y: y(tick) },
      { x: right, y: y(tick) },
      tick === 0 ? 'ink' : 'hair',
      tick === 0 ? 0.75 : 0.6,
    );
    drawing.text(tools.format(tick), 'axis-letter', { x: left - AXIS_GAP, y: y(tick) + 2.5, anchor: 'end' });
  }
  for (const [index, { rows }] of series.entries())
    drawLine(drawing, rows, { x, y, colour: SERIES_COLOURS[index] ?? 'grey' });
  nameLines(drawing, series, { right, y });
  drawPeriods(drawing, periods, x);
  return drawing.svg(HEIGHT);
}

/** The distance of the ticks of an axis with a highest value: 1, 2 or 5 times a power of ten, so that there are 2 to 5. */
function roundStep(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most / 2)));
  return [5, 2, 1].map((factor) => factor * power).find((step) => most / step >= 2) ?? power;
}

interface LinePlace {
  readonly x: (index: number) => number;
  readonly y: (count: number) => number;
  readonly colour: (typeof SERIES_COLOURS)[number] | 'grey';
}

function drawLine(drawing: Drawing, rows: readonly FigureRow[], { x, y, colour }: LinePlace): void {
  const isShown = (index: number): boolean => {
    const row = rows[index];
    return row !== undefined && !isHidden(row);
  };
  let d = '';
  for (const [index, row] of rows.entries()) {
    if (isShown(index)) d += `${isShown(index - 1) ? 'L' : 'M'}${hundredth(x(index))},${hundredth(y(row.count ?? 0))}`;
    else drawing.text(row.countText, 'bar-count', { x: x(index), y: FOOT - 2, anchor: 'middle' });
    // a period between hidden ones has no line to be seen by
    if (isShown(index) && !isShown(index - 1) && !isShown(index + 1))
      drawing.dot(x(index), y(row.count ?? 0), 2, colour);
  }
  if (d !== '') drawing.path(d, { stroke: colour, width: 1.6 });
}

/** Names each line beside its end, with its last number; names that would touch are moved apart. */
function nameLines(
  drawing: Drawing,
  series: readonly Series[],
  { right, y }: { right: number; y: LinePlace['y'] },
): void {
  const ends = series.map(({ name, rows }, index) => {
    const last = rows.at(-1);
    return { name, index, countText: last?.countText ?? '', at: y(last?.count ?? 0) + 3 };
  });
  let lowest = Number.POSITIVE_INFINITY;
  for (const end of ends.toSorted((a, b) => b.at - a.at)) {
    const place = Math.min(end.at, lowest - LEADING);
    lowest = place;
    const x = right + LABEL_GAP;
    drawing.text(end.countText, 'bar-count', { x, y: place });
    if (series.length < 2) continue;
    const nameX = x + drawing.width(end.countText, 'bar-count') + LABEL_GAP;
    drawing.rect({ x: right - 3, y: place - 5, width: 5, height: 5 }, SERIES_COLOURS[end.index] ?? 'grey');
    drawing.text(end.name, 'small-segment-name', { x: nameX, y: place });
  }
}

/** Sets the year below the first period of each year, or the periods' own labels if they have no months. */
function drawPeriods(drawing: Drawing, periods: readonly FigureRow[], x: LinePlace['x']): void {
  let free = 0;
  for (const [index, { year, month, label }] of periods.entries()) {
    const isFirst = year === undefined || index === 0 || month === 1;
    const text = year === undefined ? label : String(year);
    const start = x(index) - (year === undefined ? drawing.width(text, 'axis-letter') / 2 : 0);
    if (!isFirst || start < free) continue;
    drawing.line({ x: x(index), y: FOOT }, { x: x(index), y: FOOT + 3 }, 'ink');
    drawing.text(text, year === undefined ? 'axis-letter' : 'axis-year', { x: start, y: FOOT + 12 });
    free = start + drawing.width(text, 'axis-year') + 4;
  }
}
