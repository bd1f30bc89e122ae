import { printedTotal } from '../../domain/figure.ts';
import type { Line } from '../../domain/prose.ts';
import { LEFT, moduleAt, RIGHT, TEXT_WIDTH } from '../page/grid.ts';
import { type PageNode, rule, tagged } from '../page/nodes.ts';
import type { DrawnPart, PageContext } from '../page/page-context.ts';
import type { PartOf } from '../page/page-definition.ts';
import { PALETTE } from '../page/palette.ts';
import { element } from '../page/typeset.ts';
import { displayRole } from './display-number.ts';
import { distribution } from './distribution.ts';
import { RULE } from './section-head.ts';
import { printsMark } from './suppression.ts';
import { totalAndNoun } from './total-and-noun.ts';

const BLOCK_TOP = 8;
const NOTE_TOP = 116;
const HEIGHT = 128;

/** The people of a sheet: how many, and how they are distributed in up to three ways. */
export function demographics(entry: PartOf<'demographics'>, context: PageContext): DrawnPart {
  const { y, figures, tone } = entry;
  const tables = figures.flatMap((id, index) => distribution(context, id, moduleAt(index + 1), y + BLOCK_TOP, tone));
  return {
    nodes: [rule(LEFT, y, TEXT_WIDTH, RULE, PALETTE.ink), ...people(entry, context), ...tables, notes(entry, context)],
    bottom: y + HEIGHT,
  };
}

function people({ people: id, tone, y }: PartOf<'demographics'>, context: PageContext): readonly PageNode[] {
  const { set } = context;
  const box = moduleAt(0);
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

/** The footnotes, and the mark's own as the block's last where a cell is hidden: on one line if it holds both. */
function notes({ people: id, figures, y }: PartOf<'demographics'>, context: PageContext): PageNode {
  const box = { x: moduleAt(1).x, width: RIGHT - moduleAt(1).x };
  const hidden = [id, ...figures].some((figure) => printsMark(context, figure));
  const rounded = context.figure(id).rounded !== undefined;
  const words = [`${id}.note`, ...(rounded ? ['rounded.note'] : []), ...(hidden ? ['suppressed.note'] : [])];
  const text: Line = words.flatMap((word, at) => [...(at === 0 ? [] : [{ text: '  ' }]), ...context.word(word)]);
  const lines = context.set.lines(text, 'note', box.width).length;
  // A second line grows upwards as far as the rows leave room, so that the next section keeps its distance.
  const top = y + NOTE_TOP - (lines > 1 ? 4 : 0);
  const set = context.set.set({ name: `${id}.note`, text, role: 'note', ...box, y: top, lines: 2 });
  return { stack: [element('P', set)] };
}
