import { LEFT, TEXT_WIDTH } from '../grid.ts';
import type { DrawnPart, PageContext } from '../page-context.ts';
import type { PartOf } from '../page-definition.ts';
import { chartFigure } from './chart-figure.ts';
import { NOTE_TOP, sectionHead } from './section-head.ts';

const HEIGHT = 63;

/** One bar of a whole, its labels above it: the chart's foot is the part's foot, its labels rise beside the head. */
export function typeBar(entry: PartOf<'type-bar'>, context: PageContext): DrawnPart {
  const bottom = entry.y + HEIGHT;
  const { figure, chart, y } = entry;
  const box = { x: LEFT, width: TEXT_WIDTH };
  const place = { figure, chart, box, noteTop: y + NOTE_TOP, top: (height: number) => bottom - height };
  return {
    nodes: [...sectionHead(context, figure, box, y), chartFigure(context, place)],
    bottom,
  };
}
