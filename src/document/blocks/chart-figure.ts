import type { Box } from '../page/grid.ts';
import { type PageNode, tagged } from '../page/nodes.ts';
import { type PageContext, placeChart } from '../page/page-context.ts';
import { element } from '../page/typeset.ts';

const NOTE_LINES = 3;

/** The height of the note that replaces a withheld figure, in points. */
export const NOTE_HEIGHT = 20;

/** A chart and its place on the page, in points. */
export interface ChartPlace {
  readonly figure: string;
  readonly chart: string;
  readonly box: Box;
  /** The maximum height of the chart. */
  readonly height: number;
  /** Where the note of a withheld figure begins: below the section's head. */
  readonly noteTop: number;
  /** Returns the top of the chart, for its height. */
  readonly top: (height: number) => number;
}

/** Returns a figure's chart, described in words; or, if the entire figure is withheld, the note that replaces it. */
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
