import { LEFT, TEXT_WIDTH } from '../page/grid.ts';
import type { DrawnPart, PageContext } from '../page/page-context.ts';
import type { PartOf } from '../page/page-definition.ts';
import { chartFigure } from './chart-figure.ts';
import { NOTE_TOP, sectionHead } from './section-head.ts';

const HEIGHTS = { 'type-bar': 63, trend: 104 } as const;
/** What the chart may take of it: the labels of a bar rise beside the head, a trend stands below it. */
const CHART_HEIGHTS = { 'type-bar': HEIGHTS['type-bar'], trend: HEIGHTS.trend - NOTE_TOP } as const;

/**
 * A section whose chart has the page's whole width: one bar of a whole, whose labels rise beside the head, or a figure
 * month by month. The chart's foot (of a trend, its axis) is the part's foot.
 */
export function wideChart(entry: PartOf<'trend' | 'type-bar'>, context: PageContext): DrawnPart {
  const { figure, chart, y } = entry;
  const bottom = y + HEIGHTS[entry.part];
  const box = { x: LEFT, width: TEXT_WIDTH };
  const height = CHART_HEIGHTS[entry.part];
  const place = { figure, chart, box, height, noteTop: y + NOTE_TOP, top: (drawn: number) => bottom - drawn };
  return {
    nodes: [...sectionHead(context, figure, box, y), chartFigure(context, place)],
    bottom,
  };
}
