import type { Line } from '../../domain/prose.ts';
import { LEFT, PAGE } from '../page/grid.ts';
import { rect, shapes } from '../page/nodes.ts';
import { type DrawnPart, type PageContext, placeChart } from '../page/page-context.ts';
import { PALETTE } from '../page/palette.ts';
import { element, type SetText } from '../page/typeset.ts';
import type { Role } from '../page/typography.ts';
import { definePart, ID, type PlacedEntry } from './part.ts';

const HEIGHT = 116;
const CHART_LEFT = 380;
const TITLE_WIDTH = 410;
const TITLE_ROLES: readonly Role[] = ['title', 'titleSmaller', 'titleSmallest'];

const SHAPE = { chart: ID };
type Entry = PlacedEntry<typeof SHAPE>;

/** The band with the sheet's kicker and title, and behind them the land and its line. */
export const masthead = definePart({
  name: 'masthead',
  shape: SHAPE,
  wording: () => ({ words: ['kicker', 'partners'] }),
  charts: ({ chart }) => [{ chart, figure: null }],
  figures: () => [],
  draw,
});

function draw(entry: Entry, context: PageContext): DrawnPart {
  const { y } = entry;
  const chart = context.chart(entry.chart, { width: PAGE.width - CHART_LEFT, height: HEIGHT });
  return {
    under: [shapes(rect(0, y, PAGE.width, HEIGHT, PALETTE.pine)), placeChart(chart, CHART_LEFT, y)],
    nodes: [element('P', kicker(context, y + 22)), element('H1', title(context, y + 36), context.text('title'))],
    bottom: y + HEIGHT,
  };
}

function kicker(context: PageContext, y: number): SetText {
  const line = { y, lines: 1 };
  const first = context.set.set({
    ...line,
    name: 'kicker',
    text: context.word('kicker'),
    role: 'kicker',
    x: LEFT,
    width: TITLE_WIDTH,
  });
  const partners: Line = [{ text: '\u00A0\u00A0|\u00A0 ' }, ...context.word('partners')];
  const x = LEFT + first.width;
  const rest = context.set.set({
    ...line,
    name: 'partners',
    text: partners,
    role: 'kickerPartners',
    x,
    width: LEFT + TITLE_WIDTH - x,
  });
  return { ...rest, nodes: [...first.nodes, ...rest.nodes] };
}

/**
 * Sets the title in two lines of nearly equal width, in the largest of three sizes that fits. It is the only text that
 * may shrink.
 */
function title(context: PageContext, y: number): SetText {
  const text = context.word('title');
  const fits = (role: Role): boolean => {
    const lines = context.set.lines(text, role, TITLE_WIDTH);
    return lines.length <= 2 && lines.every((line) => line.width <= TITLE_WIDTH);
  };
  const role = TITLE_ROLES.find(fits) ?? 'titleSmallest';
  return context.set.set({
    name: 'title',
    text,
    role,
    x: LEFT,
    y,
    width: balancedWidth(context, text, role),
    lines: 2,
  });
}

/** Returns the narrowest width in which the title takes no more lines than in the full width. */
function balancedWidth(context: PageContext, text: Line, role: Role): number {
  const lines = context.set.lines(text, role, TITLE_WIDTH).length;
  let width = TITLE_WIDTH;
  while (width > 1 && context.set.lines(text, role, width - 1).length === lines) width -= 1;
  const widest = Math.max(...context.set.lines(text, role, width).map((line) => line.width));
  return Math.min(TITLE_WIDTH, Math.max(width, widest));
}
