import * as z from 'zod';
import { printedTotal } from '../../domain/figure.ts';
import { READER_WORDS } from '../../words/reader-words.ts';
import { displayRole } from '../blocks/display-number.ts';
import { withMarkNote } from '../blocks/suppression.ts';
import { totalAndNoun } from '../blocks/total-and-noun.ts';
import type { Box } from '../page/grid.ts';
import { type GroupNode, rect, shapes, tagged } from '../page/nodes.ts';
import type { DrawnPart, PageContext } from '../page/page-context.ts';
import type { Role } from '../page/typography.ts';
import { definePart, ID, type PlacedEntry } from './part.ts';

const HEIGHT = 93;
const INSET = 12;
/** Space between a gloss and the line that separates its tile from the next. */
const GLOSS_INSET = 6;

const SHAPE = { figures: z.array(ID).min(1).max(4) };
type Entry = PlacedEntry<typeof SHAPE>;

/** The band of tiles: a figure's total, what it counts, and a gloss. All tiles look alike, whatever they count. */
export const tiles = definePart({
  name: 'tiles',
  shape: SHAPE,
  wording: ({ figures }) => ({ words: figures.flatMap((figure) => [`${figure}.noun`, `${figure}.gloss`]) }),
  charts: () => [],
  figures: ({ figures }) => figures,
  draw,
});

function draw(entry: Entry, context: PageContext): DrawnPart {
  const { y, figures } = entry;
  const separators = figures.slice(1).map((_, index) => {
    const x = boxOf(context, index + 1, figures.length).x - INSET;
    return rect(x - 0.3, y + INSET, 0.6, HEIGHT - 2 * INSET, 'hair');
  });
  const totals = figures.map((id) => context.number(printedTotal(context.figure(id))));
  const role = displayRole(context, totals, 'tileNumber', boxOf(context, 0, figures.length).width);
  return {
    under: [shapes(rect(0, y, context.grid.page.width, HEIGHT, 'paper'), ...separators)],
    nodes: figures.map((id, index) => tile(context, id, { ...boxOf(context, index, figures.length), y }, role)),
    bottom: y + HEIGHT,
  };
}

/** Returns the box of a tile: four tiles use the modules; fewer share the twelve columns evenly. */
const boxOf = (context: PageContext, index: number, count: number): Box =>
  context.grid.columns((index * 12) / count, 12 / count);

function tile(context: PageContext, id: string, { y, ...box }: Box & { readonly y: number }, role: Role): GroupNode {
  const total = totalAndNoun(context, id, { box, role, numberTop: y + 7, nounTop: y + 46 });
  const gloss = context.set.set({
    name: `${id}.gloss`,
    text: withMarkNote(context, id, context.word(`${id}.gloss`), READER_WORDS[context.language].page.semicolon),
    role: 'gloss',
    x: box.x,
    width: box.width - GLOSS_INSET,
    y: y + 58,
    lines: 3,
  });
  return tagged('P', [...total, ...gloss.nodes]);
}
