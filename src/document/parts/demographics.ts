import * as z from 'zod';
import { printedTotal } from '../../domain/figure.ts';
import type { Line } from '../../domain/prose.ts';
import { displayRole } from '../blocks/display-number.ts';
import { distribution, distributionHeight } from '../blocks/distribution.ts';
import { RULE } from '../blocks/section-head.ts';
import { printsMark } from '../blocks/suppression.ts';
import { totalAndNoun } from '../blocks/total-and-noun.ts';
import { TEXT_WIDTH } from '../page/grid.ts';
import { type PageNode, rule, tagged } from '../page/nodes.ts';
import type { DrawnPart, PageContext } from '../page/page-context.ts';
import { element } from '../page/typeset.ts';
import { definePart, type EntryOf, ID, type PlacedEntry, TONE } from './part.ts';

const BLOCK_TOP = 8;
const ABOVE_NOTE = 4;
const NOTE_HEIGHT = 12;
/** How far a note of two lines moves up: as far as the rows allow, so that the next part keeps its distance. */
const NOTE_RISE = 4;

const SHAPE = { people: ID, tone: TONE, figures: z.array(ID).min(1).max(3) };
type Entry = PlacedEntry<typeof SHAPE>;

/** The people of a sheet: how many, and how they are distributed in up to three ways. */
export const demographics = definePart({
  name: 'demographics',
  shape: SHAPE,
  wording: wordingOf,
  charts: () => [],
  figures: ({ people, figures }) => [people, ...figures],
  draw,
});

/** Returns the keys of the texts for the people, for each table and for the tables' columns. */
function wordingOf({ people, figures }: EntryOf<typeof SHAPE>) {
  const ofPeople = ['head', 'noun', 'say', 'note'].map((key) => `${people}.${key}`);
  const ofColumns = ['count', 'share', 'none', 'few'].map((key) => `column.${key}`);
  return { words: [...ofPeople, ...figures.map((figure) => `${figure}.head`), ...ofColumns] };
}

function draw(entry: Entry, context: PageContext): DrawnPart {
  const { y, figures, tone } = entry;
  const noteTop = y + BLOCK_TOP + distributionHeight(context, figures) + ABOVE_NOTE;
  const tables = figures.flatMap((id, index) =>
    distribution(context, id, { ...context.grid.moduleAt(index + 1), y: y + BLOCK_TOP }, tone),
  );
  return {
    nodes: [
      rule(context.grid.left, y, TEXT_WIDTH, RULE, 'ink'),
      ...people(entry, context),
      ...tables,
      notes(entry, context, noteTop),
    ],
    bottom: noteTop + NOTE_HEIGHT,
  };
}

function people({ people: id, tone, y }: Entry, context: PageContext): readonly PageNode[] {
  const { set } = context;
  const box = context.grid.moduleAt(0);
  const top = y + BLOCK_TOP;
  const shown = context.number(printedTotal(context.figure(id)));
  const role = displayRole(context, [shown], tone === 'slate' ? 'traffickerNumber' : 'victimNumber', box.width);
  const head = set.set({
    name: `${id}.head`,
    text: context.word(`${id}.head`),
    role: 'columnHead',
    ...box,
    y: top,
    lines: 1,
  });
  const total = totalAndNoun(context, id, { box, role, numberTop: top + 13.5, nounTop: top + 53 });
  const say = set.set({
    name: `${id}.say`,
    text: context.word(`${id}.say`),
    role: 'peopleSay',
    ...box,
    y: top + 68,
    lines: 4,
  });
  return [element('H2', head, context.text(`${id}.head`)), tagged('P', total), element('P', say)];
}

/** Sets the footnotes, with the mark's own note last if a cell is hidden; on one line if they fit. */
function notes({ people: id, figures }: Entry, context: PageContext, noteTop: number): PageNode {
  const box = { x: context.grid.moduleAt(1).x, width: context.grid.right - context.grid.moduleAt(1).x };
  const hidden = [id, ...figures].some((figure) => printsMark(context, figure));
  const rounded = context.figure(id).rounded !== undefined;
  const words = [`${id}.note`, ...(rounded ? ['rounded.note'] : []), ...(hidden ? ['suppressed.note'] : [])];
  const text: Line = words.flatMap((word, at) => [...(at === 0 ? [] : [{ text: '  ' }]), ...context.word(word)]);
  const lines = context.set.lines(text, 'note', box.width).length;
  const top = noteTop - (lines > 1 ? NOTE_RISE : 0);
  const set = context.set.set({ name: `${id}.note`, text, role: 'note', ...box, y: top, lines: 2 });
  return { stack: [element('P', set)] };
}
