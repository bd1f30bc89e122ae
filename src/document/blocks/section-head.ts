import { READER_WORDS } from '../../words/reader-words.ts';
import type { Box } from '../page/grid.ts';
import { type PageNode, rule } from '../page/nodes.ts';
import type { PageContext } from '../page/page-context.ts';
import { besideTop, element } from '../page/typeset.ts';
import { printsMark, withMarkNote, withRoundedNote } from './suppression.ts';

/** The thickness of a section's rule, in points. */
export const RULE = 1.25;
/** Where a note may begin below a section's head, in points from its rule. */
export const NOTE_TOP = 26;

const HEAD_GAP = 6;
const UNIT_GAP = 5;

/**
 * Draws a section's rule and head (`<key>.head`), with its unit (`<key>.unit`) on the head's baseline. The key is the
 * first of the figures that the section shows; a mark in any of them is explained.
 */
export function sectionHead(
  context: PageContext,
  figures: string | readonly string[],
  box: Box,
  y: number,
): readonly PageNode[] {
  const shown = typeof figures === 'string' ? [figures] : figures;
  const [key = ''] = shown;
  const marked = shown.find((figure) => printsMark(context, figure)) ?? key;
  const { set } = context;
  const { semicolon } = READER_WORDS[context.language].page;
  const top = y + HEAD_GAP;
  const text = context.word(`${key}.head`);
  const head = set.set({ name: `${key}.head`, text, role: 'sectionHead', ...box, y: top, lines: 1 });
  const start = head.width + UNIT_GAP;
  const unit = set.set({
    name: `${key}.unit`,
    text: withMarkNote(
      context,
      marked,
      withRoundedNote(context, key, context.word(`${key}.unit`), semicolon),
      semicolon,
    ),
    role: 'unit',
    x: box.x + start,
    y: besideTop(top, 'sectionHead', 'unit'),
    width: box.width - start,
    lines: 1,
  });
  return [rule(box.x, y, box.width, RULE, 'ink'), element('H2', head, context.text(`${key}.head`)), element('P', unit)];
}
