import { z } from 'zod';
import { plain } from '../../domain/prose.ts';
import { paragraphs } from '../blocks/paragraphs.ts';
import { TEXT_WIDTH } from '../page/grid.ts';
import { rule } from '../page/nodes.ts';
import type { DrawnPart, PageContext } from '../page/page-context.ts';
import { element } from '../page/typeset.ts';
import { definePart, ID, type PlacedEntry } from './part.ts';

const HAIR = 0.75;
const HEAD_TOP = 7;
const TEXT_TOP = 21;
/** The height of seven lines; longer notes make the part higher. */
const LEAST_HEIGHT = 91;

const SHAPE = { notes: z.array(ID).min(1).max(4) };
type Entry = PlacedEntry<typeof SHAPE>;

/**
 * The notes on the four modules: how things are counted, what the mark means, the date of the data, and their owner.
 */
export const notes = definePart({
  name: 'notes',
  shape: SHAPE,
  wording: ({ notes }) => ({
    prose: notes.map((note) => `note.${note}`),
    mayHave: notes.map((note) => `note.${note}.incomplete`),
  }),
  charts: () => [],
  figures: () => [],
  draw,
});

function draw(entry: Entry, context: PageContext): DrawnPart {
  const notes = entry.notes.map((note, index) => oneNote(context, note, index, entry.y));
  return {
    nodes: [rule(context.grid.left, entry.y, TEXT_WIDTH, HAIR, 'hair'), ...notes.flatMap(({ nodes }) => nodes)],
    bottom: Math.max(entry.y + LEAST_HEIGHT, ...notes.map(({ bottom }) => bottom)),
  };
}

function oneNote(context: PageContext, note: string, index: number, y: number): Pick<DrawnPart, 'nodes' | 'bottom'> {
  const key = keyOf(context, note);
  const prose = context.prose(key);
  const box = context.grid.moduleAt(index);
  const text = paragraphs(context, { name: key, prose, role: 'note', box, y: y + TEXT_TOP });
  if (!prose.title) return text;
  const head = context.set.set({
    name: `${key}, its title`,
    text: prose.title,
    role: 'columnHead',
    ...box,
    y: y + HEAD_TOP,
    lines: 1,
  });
  return { ...text, nodes: [element('H2', head, plain(prose.title)), ...text.nodes] };
}

/** Returns the key of a note; for an incomplete edition, the note's own wording for it if there is one. */
function keyOf(context: PageContext, note: string): string {
  const incomplete = `note.${note}.incomplete`;
  return !context.edition.complete && context.wording.prose[incomplete] ? incomplete : `note.${note}`;
}
