import { LEFT, TEXT_WIDTH } from '../grid.ts';
import type { DrawnPart, PageContext } from '../page-context.ts';
import type { PartOf } from '../page-definition.ts';
import { chartFigure } from './chart-figure.ts';
import { NOTE_TOP, sectionHead } from './section-head.ts';

const HEIGHTS = { 'type-bar': 63, trend: 104 } as const;

/**
 * A section whose chart has the page's whole width: one bar of a whole, whose labels rise beside the head, or a figure
 * month by month. The chart's foot (of a trend, its axis) is the part's foot.
 */
export function wideChart(entry: PartOf<'trend' | 'type-bar'>, context: PageContext): DrawnPart {
  const { figure, chart, y } = entry;
  const bottom = y + HEIGHTS[entry.part];
  const box = { x: LEFT, width: TEXT_WIDTH };
  const place = { figure, chart, box, noteTop: y + NOTE_TOP, top: (height: number) => bottom - height };
  return {
    nodes: [...sectionHead(context, figure, box, y), chartFigure(context, place)],
    bottom,
  };
}
