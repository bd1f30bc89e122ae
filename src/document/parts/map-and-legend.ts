import { chartFigure, NOTE_HEIGHT } from '../blocks/chart-figure.ts';
import { legend } from '../blocks/legend.ts';
import { NOTE_TOP, sectionHead } from '../blocks/section-head.ts';
import { TEXT_WIDTH } from '../page/grid.ts';
import type { DrawnPart, PageContext } from '../page/page-context.ts';
import { element } from '../page/typeset.ts';
import { STYLES } from '../page/typography.ts';
import { definePart, headWords, ID, type PlacedEntry } from './part.ts';

const MAP_TOP = 25;
const HEIGHT = 295;
const LEGEND_TOP = 31;
const ABOVE_NOTE = 8;
const NOTE_LINES = 3;

const LEGEND_WORDS = ['legend.all', 'legend.rest', 'legend.many', 'legend.nowhere'];

const SHAPE = { figure: ID, chart: ID };
type Entry = PlacedEntry<typeof SHAPE>;

/** The map, and beside it its legend, which names every place and so is the map's text equivalent. */
export const mapAndLegend = definePart({
  name: 'map-and-legend',
  shape: SHAPE,
  wording: ({ figure }) => ({ words: [...headWords(figure), `${figure}.note`, ...LEGEND_WORDS] }),
  charts: ({ chart, figure }) => [{ chart, figure }],
  figures: ({ figure }) => [figure],
  draw,
});

function draw(entry: Entry, context: PageContext): DrawnPart {
  const { y, figure } = entry;
  const { grid, set } = context;
  const text = context.word(`${figure}.note`);
  const noteHeight = set.lines(text, 'note', grid.narrow.width).length * STYLES.note.leading;
  const isWithheld = context.figure(figure).withheld === true;
  const height = isWithheld ? NOTE_TOP + Math.max(NOTE_HEIGHT, noteHeight) : HEIGHT;
  const noteTop = isWithheld ? y + NOTE_TOP : y + height - noteHeight;
  const note = { name: `${figure}.note`, text, role: 'note', ...grid.narrow, y: noteTop, lines: NOTE_LINES } as const;
  return {
    nodes: [
      ...sectionHead(context, figure, { x: grid.left, width: TEXT_WIDTH }, y),
      chartFigure(context, {
        ...entry,
        box: grid.wide,
        height: HEIGHT - MAP_TOP,
        noteTop: y + NOTE_TOP,
        top: () => y + MAP_TOP,
      }),
      // a withheld map has no places to name, and an empty legend would say that there are none
      ...(isWithheld ? [] : [legend(context, figure, y + LEGEND_TOP, noteTop - ABOVE_NOTE)]),
      element('P', set.set(note)),
    ],
    bottom: y + height,
  };
}
