import { mapLine } from '../../domain/prose.ts';
import { pageNumber } from '../blocks/page-number.ts';
import { TEXT_WIDTH } from '../page/grid.ts';
import { rule } from '../page/nodes.ts';
import type { DrawnPart, PageContext } from '../page/page-context.ts';
import { element } from '../page/typeset.ts';
import { definePart, type PlacedEntry } from './part.ts';

const HAIR = 0.6;
const NUMBER_ROOM = 150;
/** From the hairline to the edge of the page. */
const HEIGHT = 34;

const SHAPE = {};
type Entry = PlacedEntry<typeof SHAPE>;

/** The foot of a page without the help band: the numbers to call on one line, and the page number. */
export const footer = definePart({
  name: 'footer',
  shape: SHAPE,
  footHeight: HEIGHT,
  wording: () => ({ words: ['footer.help'] }),
  charts: () => [],
  figures: () => [],
  draw,
});

function draw(entry: Entry, context: PageContext): DrawnPart {
  const y = entry.y + 4;
  const help = context.set.set({
    name: 'footer.help',
    text: mapLine(context.word('footer.help'), (text) => text.replaceAll(' | ', '\u00A0\u00A0|\u00A0 ')),
    role: 'note',
    x: context.grid.left,
    y,
    width: TEXT_WIDTH - NUMBER_ROOM,
    lines: 1,
  });
  return {
    nodes: [
      rule(context.grid.left, entry.y, TEXT_WIDTH, HAIR, 'hair'),
      element('P', help),
      pageNumber(context, y, 'note'),
    ],
    bottom: help.bottom,
  };
}
