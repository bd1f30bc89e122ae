import { LEFT, TEXT_WIDTH } from '../grid.ts';
import { tagged } from '../nodes.ts';
import { type DrawnPart, type PageContext, placeChart } from '../page-context.ts';
import type { PartOf } from '../page-definition.ts';
import { sectionHead } from './section-head.ts';

const HEIGHT = 104;

/** A figure month by month; the chart's foot, its axis, is the part's foot. */
export function trend(entry: PartOf<'trend'>, context: PageContext): DrawnPart {
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
