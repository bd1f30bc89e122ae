import * as z from 'zod';
import { chartFigure, NOTE_HEIGHT } from '../blocks/chart-figure.ts';
import { NOTE_TOP, sectionHead } from '../blocks/section-head.ts';
import { TEXT_WIDTH } from '../page/grid.ts';
import type { DrawnPart, PageContext } from '../page/page-context.ts';
import { definePart, headWords, ID, type PlacedEntry, READY_KINDS } from './part.ts';

const MOST_HEIGHT = 600;

const SHAPE = {
  draw: z.enum(READY_KINDS).describe('How the figures are drawn.'),
  figures: z
    .array(ID)
    .min(1)
    .max(4)
    .describe('Figures by the same dimension; the head and unit are those of the first.'),
};
type Entry = PlacedEntry<typeof SHAPE>;

/** A section with a chart that needs no spec: lines, bars, dots or a pyramid of one to four figures. */
export const readyChart = definePart({
  name: 'ready-chart',
  shape: SHAPE,
  wording: ({ figures }) => ({ words: headWords(figures[0] ?? '') }),
  charts: ({ draw: kind, figures }) => [
    { chart: nameOf(kind, figures), figure: figures[0] ?? null, ready: { kind, figures } },
  ],
  figures: ({ figures }) => figures,
  draw,
});

const nameOf = (kind: string, figures: readonly string[]): string => `${kind}-${figures.join('-')}`;

function draw({ y, draw: kind, figures }: Entry, context: PageContext): DrawnPart {
  const [first = ''] = figures;
  const chart = nameOf(kind, figures);
  const box = { x: context.grid.left, width: TEXT_WIDTH };
  const top = y + NOTE_TOP;
  const place = { figure: first, chart, box, height: MOST_HEIGHT, noteTop: top, top: () => top };
  const height = context.figure(first).withheld
    ? NOTE_HEIGHT
    : context.chart(chart, { width: TEXT_WIDTH, height: MOST_HEIGHT }).height;
  return { nodes: [...sectionHead(context, figures, box, y), chartFigure(context, place)], bottom: top + height };
}
