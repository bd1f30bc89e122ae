import * as z from 'zod';
import { chartFigure } from '../blocks/chart-figure.ts';
import { NOTE_TOP, sectionHead } from '../blocks/section-head.ts';
import { TEXT_WIDTH } from '../page/grid.ts';
import type { DrawnPart, PageContext } from '../page/page-context.ts';
import { definePart, headWords, ID, type PlacedEntry } from './part.ts';

/** The part's height, in points, with its head above the chart, or beside a bar whose labels rise next to the head. */
const HEIGHTS = { above: 104, beside: 63 } as const;

const SHAPE = { figure: ID, chart: ID, head: z.enum(['above', 'beside']) };
type Entry = PlacedEntry<typeof SHAPE>;

/**
 * A section whose chart has the full width of the page: a figure month by month below the head, or one bar of a total
 * beside it. The chart's foot is the part's foot.
 */
export const wideChart = definePart({
  name: 'wide-chart',
  shape: SHAPE,
  wording: ({ figure }) => ({ words: headWords(figure) }),
  charts: ({ chart, figure }) => [{ chart, figure }],
  figures: ({ figure }) => [figure],
  draw,
});

function draw(entry: Entry, context: PageContext): DrawnPart {
  const { figure, chart, head, y } = entry;
  const bottom = y + HEIGHTS[head];
  const box = { x: context.grid.left, width: TEXT_WIDTH };
  const height = HEIGHTS[head] - (head === 'above' ? NOTE_TOP : 0);
  const place = { figure, chart, box, height, noteTop: y + NOTE_TOP, top: (drawn: number) => bottom - drawn };
  return {
    nodes: [...sectionHead(context, figure, box, y), chartFigure(context, place)],
    bottom,
  };
}
