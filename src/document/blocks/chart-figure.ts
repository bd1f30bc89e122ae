import type { Box } from '../page/grid.ts';
import { type PageNode, tagged } from '../page/nodes.ts';
import { type PageContext, placeChart } from '../page/page-context.ts';
import { element } from '../page/typeset.ts';

const NOTE_LINES = 3;

/** A chart and the room it stands in. */
export interface ChartPlace {
  readonly figure: string;
  readonly chart: string;
  readonly box: Box;
  /** The most the chart may be high. */
  readonly height: number;
  /** Where the note of a withheld figure begins: below the section's head. */
  readonly noteTop: number;
  /** Where the chart begins, given its height. */
  readonly top: (height: number) => number;
}

/** A figure's chart, told in words; or the note that stands in its place when the figure is withheld whole. */
export function chartFigure(context: PageContext, place: ChartPlace): PageNode {
  const { figure, chart, box, noteTop, top } = place;
  if (context.figure(figure).withheld) {
    const text = context.word('withheld');
    return element(
      'P',
      context.set.set({ name: 'withheld', text, role: 'peopleSay', ...box, y: noteTop, lines: NOTE_LINES }),
    );
  }
  const drawn = context.chart(chart, { width: box.width, height: place.height });
  return tagged('Figure', [placeChart(drawn, box.x, top(drawn.height))], { alt: drawn.text });
}
