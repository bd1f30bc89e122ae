import { LEFT, TEXT_WIDTH } from '../grid.ts';
import { tagged } from '../nodes.ts';
import { type DrawnPart, type PageContext, placeChart } from '../page-context.ts';
import type { PartOf } from '../page-definition.ts';
import { sectionHead } from './section-head.ts';

const HEIGHT = 63;

/** One bar of a whole, its labels above it: the chart's foot is the part's foot, its labels rise beside the head. */
export function typeBar(entry: PartOf<'type-bar'>, context: PageContext): DrawnPart {
  const chart = context.chart(entry.chart);
  const bottom = entry.y + HEIGHT;
  return {
    nodes: [
      ...sectionHead(context, entry.figure, { x: LEFT, width: TEXT_WIDTH }, entry.y),
      tagged('Figure', [placeChart(chart, LEFT, bottom - chart.height)], { alt: chart.text }),
    ],
    bottom,
  };
}
