import type { PrintedCell, PrintedFigure, PrintedNumber } from '../../domain/figure.ts';
import type { Colour } from '../../domain/palette.ts';
import { formatCellShare, formatTied } from '../../words/dates-and-counts.ts';
import type { Box } from '../page/grid.ts';
import { type GroupNode, type PageNode, type Shape, shapes, tagged } from '../page/nodes.ts';
import type { PageContext } from '../page/page-context.ts';
import type { SetText, TextToSet } from '../page/typeset.ts';
import { type Role, STYLES } from '../page/typography.ts';
import { withSpokenText } from './suppression.ts';

const ROWS_TOP = 16;
const PITCH = 22;
const TRACK: { readonly top: number; readonly height: number } = { top: 13, height: 5 };
/** The right edge of the counts; it moves right if a label needs the room, as far as the shares allow. */
const COUNT_EDGE = 98;
/** For a label of two lines: how far it moves up, and the thinner track below it. */
const TIGHT = { rise: 3.25, track: { top: 16, height: 3 } };
const BESIDE_COUNT = 3;
const BESIDE_SHARE = 4;
/** Rows below which tables keep the same height, so that a sheet's pages look alike from month to month. */
const LEAST_ROWS = 4;
/** Codes whose bars are grey: they say what is not known about people, not what people are. */
const GREY = ['unknown', 'other'];

/** A box and its upper edge, in points from the top of the page. */
type TopOfBox = Box & { readonly y: number };

/**
 * Draws one figure as a table in a module: a row per cell in the figure's own order, with label, count, share and a bar
 * whose full track is the total. A hidden cell has a row too, with the mark printed twice and a dotted line as its
 * track.
 */
export function distribution(context: PageContext, id: string, at: TopOfBox, tone: Colour): readonly PageNode[] {
  const figure = context.figure(id);
  const head = context.set.set({
    name: `${id}.head`,
    text: context.word(`${id}.head`),
    role: 'columnHead',
    ...at,
    lines: 1,
  });
  if (figure.withheld) return sentenceForRows(context, head, at, 'withheld');
  // If the list is empty, only a total of zero proves that there are no cells; otherwise the first one may be hidden.
  const cells = labelledCells(context, figure);
  if (cells.length === 0) return sentenceForRows(context, head, at, figure.total === 0 ? 'column.none' : 'column.few');
  const columns = { box: at, edge: countEdge(context, figure, cells, at), tone };
  const rows = cells.map((cell, index) =>
    row(context, figure, cell, { ...columns, y: at.y + ROWS_TOP + index * PITCH }),
  );
  return [tagged('Table', [tagged('THead', [heading(context, head, figure, at)]), tagged('TBody', rows)])];
}

/** Returns the height of the tables of some figures side by side, in points: that of the longest. */
export function distributionHeight(context: PageContext, figures: readonly string[]): number {
  const rows = figures.map((id) => labelledCells(context, context.figure(id)).length);
  return ROWS_TOP + Math.max(LEAST_ROWS, ...rows) * PITCH;
}

/** A cell and its label on the page. */
type LabelledCell = PrintedCell & { readonly label: string };

/** Returns the cells of a figure; those that share one count at the end of a top list are one row. */
function labelledCells(context: PageContext, figure: PrintedFigure): LabelledCell[] {
  const cells = figure.cells.map((cell) => ({ ...cell, label: context.label(figure, cell.key) }));
  if (!figure.tied) return cells;
  const { cells: count, ...numbers } = figure.tied;
  return [...cells, { key: 'tied', ...numbers, label: formatTied(count, context.language) }];
}

interface Columns {
  readonly box: Box;
  /** Where counts end, from the box's left. */
  readonly edge: number;
  readonly tone: Colour;
}

function countEdge(context: PageContext, figure: PrintedFigure, cells: readonly LabelledCell[], box: Box): number {
  const width = (text: string, role: Role): number => context.set.measure(text, STYLES[role].face, STYLES[role].size);
  const needed = cells.map(
    (cell) => width(cell.label, 'rowLabel') + BESIDE_COUNT + width(countOf(context, cell), 'rowCount'),
  );
  const shares = cells.map((cell) => width(shareOf(cell, figure, context), 'rowShare'));
  const furthest = box.width - BESIDE_SHARE - Math.max(0, ...shares);
  return Math.min(Math.max(COUNT_EDGE, ...needed), Math.max(COUNT_EDGE, furthest));
}

const numberOf = (cell: PrintedCell): PrintedNumber => ({ ...cell, count: cell.count ?? null });

const countOf = (context: PageContext, cell: PrintedCell): string => context.number(numberOf(cell));

const shareOf = (cell: PrintedCell, figure: PrintedFigure, { language }: PageContext): string =>
  printsShare(cell, figure) ? (formatCellShare({ share: null, ...cell }, figure.total, language) ?? '') : '';

/**
 * Whether a cell prints a share. Under a hidden total every share is hidden; under a printed total, a cell without a
 * share belongs to a figure without shares. A rounded total of "fewer than" has no shares.
 */
const printsShare = (cell: PrintedCell, { total, rounded }: PrintedFigure): boolean =>
  cell.share !== undefined || (rounded === undefined && total === null);

/**
 * Draws the heading row. The heads of the number columns are read, not drawn: a shape of zero size marks their place.
 */
function heading(context: PageContext, head: SetText, figure: PrintedFigure, { x, y }: TopOfBox): GroupNode {
  const withShares = labelledCells(context, figure).some((cell) => printsShare(cell, figure));
  const place = (): PageNode => shapes({ type: 'rect', x, y, w: 0, h: 0, color: 'white' });
  const unseen = (key: string): GroupNode => tagged('TH', [place()], { scope: 'Column', actual: context.text(key) });
  return tagged('TR', [
    tagged('TH', head.nodes, { scope: 'Column' }),
    unseen('column.count'),
    ...(withShares ? [unseen('column.share')] : []),
  ]);
}

function row(
  context: PageContext,
  figure: PrintedFigure,
  cell: LabelledCell,
  { box, edge: right, tone, y }: Columns & { readonly y: number },
): GroupNode {
  const edge = { name: `a number of ${figure.id}`, x: box.x, y, lines: 1, align: 'right' } as const;
  const count = context.set.set({
    ...edge,
    text: countOf(context, cell),
    role: 'rowCount',
    width: right,
  });
  const share = context.set.set({
    ...edge,
    text: shareOf(cell, figure, context),
    role: 'rowShare',
    width: box.width,
  });
  const name = `the label ${cell.key} of ${figure.id}`;
  const label = rowLabel(context, {
    name,
    text: cell.label,
    width: right - count.width - BESIDE_COUNT,
    x: box.x,
    y,
  });
  return tagged('TR', [
    tagged('TH', label.set.nodes, { scope: 'Row' }),
    numberCell(context, count, numberOf(cell)),
    ...(printsShare(cell, figure) ? [shareCell(context, share, cell)] : []),
    bar(withShare(cell, figure), { ...box, y: y + label.track.top, height: label.track.height }, tone),
  ]);
}

/** Sets a label on one line, or a long label on two tight lines, with a thinner track in the gap below them. */
function rowLabel(
  context: PageContext,
  { name, text, x, y, width }: Pick<TextToSet, 'name' | 'text' | 'x' | 'y' | 'width'>,
): { readonly set: SetText; readonly track: typeof TRACK } {
  const long = context.set.lines(text, 'rowLabel', width).length > 1;
  if (!long) return { set: context.set.set({ name, text, role: 'rowLabel', x, y, width, lines: 1 }), track: TRACK };
  const set = context.set.set({ name, text, role: 'rowLabelTight', x, y: y - TIGHT.rise, width, lines: 2 });
  return { set, track: TIGHT.track };
}

const numberCell = (context: PageContext, number: SetText, value: PrintedNumber): GroupNode =>
  tagged('TD', withSpokenText(context, number.nodes, value));

/** A share of "fewer than" is read as it is printed: `<1%`. */
const shareCell = (context: PageContext, share: SetText, { share: value = null, fewerThan }: PrintedCell): GroupNode =>
  fewerThan === undefined ? numberCell(context, share, { count: value }) : tagged('TD', share.nodes);

interface Track extends Box {
  readonly y: number;
  readonly height: number;
}

/** Adds the share of a cell whose figure prints none, for its bar: periods and places of work have bars too. */
function withShare(cell: LabelledCell, { total }: PrintedFigure): PrintedCell {
  if (cell.share !== undefined || typeof cell.count !== 'number' || !total) return cell;
  return { ...cell, share: (100 * cell.count) / total };
}

function bar(cell: PrintedCell, at: Track, tone: Colour): PageNode {
  const fewer = cell.fewerThan !== undefined;
  if (!fewer && typeof cell.count !== 'number') return dotted(at);
  const fill = GREY.includes(cell.key) ? 'grey' : tone;
  const track: Shape = { type: 'rect', x: at.x, y: at.y, w: at.width, h: at.height, color: 'track' };
  const share = cell.share ?? 0;
  // A positive count never looks like zero: its bar is at least as wide as a hairline.
  const positive = fewer || (cell.count ?? 0) > 0;
  const width = positive ? Math.max(0.75, (Math.min(share, 100) / 100) * at.width) : 0;
  return width === 0 ? shapes(track) : shapes(track, { ...track, w: width, color: fill });
}

function dotted({ x, y, width, height }: Track): PageNode {
  const middle = y + height / 2;
  const line = { type: 'line', x1: x, x2: x + width, y1: middle, y2: middle } as const;
  return shapes({ ...line, lineColor: 'grey', lineWidth: 1, dash: { length: 1, space: 2.5 } });
}

/** Sets a sentence in place of a table's rows: a table without rows is not a table, least of all to a screen reader. */
function sentenceForRows(context: PageContext, head: SetText, at: TopOfBox, word: string): readonly PageNode[] {
  const note = context.set.set({
    name: word,
    text: context.word(word),
    role: 'peopleSay',
    ...at,
    y: at.y + ROWS_TOP,
    lines: 7,
  });
  return [tagged('H3', head.nodes), tagged('P', note.nodes)];
}
