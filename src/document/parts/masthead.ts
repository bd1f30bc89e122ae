import type { Line } from '../../domain/prose.ts';
import { type PageNode, rect, shapes, tagged } from '../page/nodes.ts';
import { type DrawnPart, type PageContext, placeChart } from '../page/page-context.ts';
import { element, round, type SetText } from '../page/typeset.ts';
import type { Role } from '../page/typography.ts';
import { definePart, ID, type PlacedEntry } from './part.ts';

const HEIGHT = 116;
const CHART_WIDTH = 232;
const TITLE_WIDTH = 410;
const TITLE_ROLES: readonly Role[] = ['title', 'titleSmaller', 'titleSmallest'];

const SHAPE = {
  chart: ID.optional().describe('A chart without a figure, behind the title.'),
  land: ID.optional().describe('Boundaries whose land is drawn behind the title, for example ar; not with a chart.'),
};
type Entry = PlacedEntry<typeof SHAPE>;

/** The band with the sheet's kicker and title, and behind them the land and its line. */
export const masthead = definePart({
  name: 'masthead',
  shape: SHAPE,
  wording: () => ({ words: ['kicker', 'partners'] }),
  charts: ({ chart, land }) => {
    if (land !== undefined) return [{ chart: landChart(land), figure: null, spec: landSpec(land) }];
    return chart === undefined ? [] : [{ chart, figure: null }];
  },
  figures: () => [],
  draw,
});

function draw(entry: Entry, context: PageContext): DrawnPart {
  const { y, land, chart: named } = entry;
  const name = land === undefined ? named : landChart(land);
  const room = { width: CHART_WIDTH, height: HEIGHT };
  const left = round(context.grid.page.width - CHART_WIDTH);
  // a logo is in the place of the picture
  const picture = name === undefined || context.logo ? [] : [placeChart(context.chart(name, room), left, y)];
  const logo = logoOf(context, y);
  return {
    under: [shapes(rect(0, y, context.grid.page.width, HEIGHT, 'pine')), ...picture, ...logo.under],
    nodes: [
      element('P', kicker(context, y + 22)),
      element('H1', title(context, y + 36), context.text('title')),
      ...logo.nodes,
    ],
    bottom: y + HEIGHT,
  };
}

/** The white plate of a logo: its distance from the top of the band, and the space around the logo. */
const PLATE = { top: 20, padding: 7 };

/** Draws the theme's logo at the right margin, on white, because a logo's colours are not ours to change. */
function logoOf(context: PageContext, y: number): { readonly under: PageNode[]; readonly nodes: PageNode[] } {
  const { logo, grid } = context;
  if (!logo) return { under: [], nodes: [] };
  const { top, padding } = PLATE;
  const x = round(grid.right - logo.width - 2 * padding);
  const plate = rect(x, y + top, round(logo.width + 2 * padding), round(logo.height + 2 * padding), 'white');
  const place = placeChart({ ...logo, text: '' }, round(x + padding), y + top + padding);
  return { under: [shapes(plate)], nodes: [tagged('Figure', [place], { alt: context.text('logo') })] };
}

const landChart = (boundaries: string): string => `land-${boundaries}`;

/** The land of boundaries and its line, fitted into the masthead. */
const landSpec = (boundaries: string): object => ({
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  width: CHART_WIDTH,
  height: HEIGHT,
  data: { name: `boundaries:${boundaries}/land` },
  layer: [
    { mark: { type: 'geoshape', style: 'masthead-land', clip: false } },
    { mark: { type: 'geoshape', style: 'masthead-line', clip: false, filled: false } },
  ],
});

function kicker(context: PageContext, y: number): SetText {
  const line = { y, lines: 1 };
  const first = context.set.set({
    ...line,
    name: 'kicker',
    text: context.word('kicker'),
    role: 'kicker',
    x: context.grid.left,
    width: TITLE_WIDTH,
  });
  const partners: Line = [{ text: '\u00A0\u00A0|\u00A0 ' }, ...context.word('partners')];
  const x = context.grid.left + first.width;
  const rest = context.set.set({
    ...line,
    name: 'partners',
    text: partners,
    role: 'kickerPartners',
    x,
    width: context.grid.left + TITLE_WIDTH - x,
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
    x: context.grid.left,
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
