import { splitCrossKey } from '../../domain/cross.ts';
import { Failure } from '../../domain/failure.ts';
import type { FigureRow } from '../figure-rows.ts';
import { labelRoom } from './bars.ts';
import { categoriesOf, Drawing, type DrawingTools, type Series, WIDTH } from './drawing.ts';

/**
 * Divides the rows of a cross into one series for each code of its first dimension, with its cells by the second one. A
 * code without records, whose total is printed as 0, has none.
 */
export function crossSeries(rows: readonly FigureRow[]): Series[] {
  const labels = new Map(cellsOf(rows, '').map(({ key, label }) => [key, label]));
  const totals = rows.filter(({ key, count }) => key.endsWith('/') && count !== 0);
  return totals.map(({ key, label, count, countText }) => ({
    name: label,
    rows: cellsOf(rows, splitCrossKey(key).row).map((cell) => ({ ...cell, label: labels.get(cell.key) ?? cell.label })),
    total: count,
    totalText: countText,
  }));
}

/** The cells of a code of the first dimension, by the code of the second one; those of '' are its totals. */
const cellsOf = (rows: readonly FigureRow[], code: string): FigureRow[] =>
  rows.flatMap((row) => {
    const { row: own, column } = splitCrossKey(row.key);
    return own === code && column !== '' ? [{ ...row, key: column }] : [];
  });

/** Returns the totals of the codes of a cross's second dimension, as one series. */
export const crossTotals = (rows: readonly FigureRow[], total: Omit<Series, 'rows'>): Series => ({
  ...total,
  rows: cellsOf(rows, ''),
});

const ROW = 16;
const HEAD = 15;

/**
 * Draws a cross as a table: a line for each code of the second dimension, a column for each of the first, and the totals
 * of both below and at the right.
 *
 * @param series one for each column; the last has the totals of the lines
 */
export function drawTable(series: readonly Series[], tools: DrawingTools): string {
  const drawing = new Drawing(tools);
  const categories = categoriesOf(series);
  const left = labelRoom(drawing, categories, tools.place);
  const step = (WIDTH - left) / series.length;
  const end = HEAD + categories.length * ROW;
  for (const [at, { name, rows, totalText = '' }] of series.entries()) {
    const x = left + (at + 1) * step;
    if (drawing.width(name, 'small-segment-name') > step - 4)
      throw new Failure('TextTooLong', `${tools.place}: "${name}" has no room in its column; shorten the label`);
    drawing.text(name, 'small-segment-name', { x, y: 9, anchor: 'end' });
    for (const { key, countText } of rows) {
      const line = categories.findIndex((category) => category.key === key);
      drawing.text(countText, 'row-count', { x, y: HEAD + line * ROW + 11, anchor: 'end' });
    }
    drawing.text(totalText, 'row-count', { x, y: end + 12, anchor: 'end' });
  }
  for (const [line, { label }] of categories.entries())
    drawing.text(label, 'row-label', { x: 0, y: HEAD + line * ROW + 11 });
  drawing.text(series.at(-1)?.name ?? '', 'row-label', { x: 0, y: end + 12 });
  drawing.line({ x: 0, y: HEAD }, { x: WIDTH, y: HEAD }, 'ink');
  drawing.line({ x: 0, y: end }, { x: WIDTH, y: end }, 'hair');
  return drawing.svg(end + ROW);
}
