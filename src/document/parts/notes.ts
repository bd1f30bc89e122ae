import * as z from 'zod';
import { formatCount } from '../../domain/format.ts';
import { type Line, plain, toLine } from '../../domain/prose.ts';
import { fill } from '../../words/fill.ts';
import { READER_WORDS } from '../../words/reader-words.ts';
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
  const drawn = entry.notes.map((note, index) => oneNote(context, { note, index, y: entry.y, more: [] }));
  const more = undatedLines(context);
  const shortest = drawn.reduce(
    (least, { bottom }, index) => (bottom < (drawn[least]?.bottom ?? 0) ? index : least),
    0,
  );
  const notes = drawn.map((note, index) =>
    more.length > 0 && index === shortest
      ? oneNote(context, { note: entry.notes[index] ?? '', index, y: entry.y, more })
      : note,
  );
  return {
    nodes: [rule(context.grid.left, entry.y, TEXT_WIDTH, HAIR, 'hair'), ...notes.flatMap(({ nodes }) => nodes)],
    bottom: Math.max(entry.y + LEAST_HEIGHT, ...notes.map(({ bottom }) => bottom)),
  };
}

/** A note, its place, and the lines that follow its own. */
interface NoteToDraw {
  readonly note: string;
  readonly index: number;
  readonly y: number;
  readonly more: readonly Line[];
}

function oneNote(context: PageContext, { note, index, y, more }: NoteToDraw): Pick<DrawnPart, 'nodes' | 'bottom'> {
  const key = keyOf(context, note);
  const own = context.prose(key);
  const prose = { ...own, paragraphs: [...own.paragraphs, ...more] };
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

/** Says how many records are left out because of their dates, if there are any; the shortest note has room for it. */
function undatedLines({ edition: { undated = {}, figures, threshold }, language, wording }: PageContext): Line[] {
  return (['signals', 'cases'] as const).flatMap((counts) => {
    const least = undated[counts];
    const isShown = figures.some((figure) => (figure.counts === 'signals') === (counts === 'signals'));
    if (least === undefined || !isShown) return [];
    const count = formatCount(least === 0 ? threshold : least, wording.locale);
    return [toLine(fill(READER_WORDS[language].page.undated[counts][least === 0 ? 'few' : 'least'], { count }))];
  });
}

/** Returns the key of a note; for an incomplete edition, the note's own wording for it if there is one. */
function keyOf(context: PageContext, note: string): string {
  const incomplete = `note.${note}.incomplete`;
  return !context.edition.complete && context.wording.prose[incomplete] ? incomplete : `note.${note}`;
}
