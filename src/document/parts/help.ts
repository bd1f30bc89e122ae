import { Failure } from '../../domain/failure.ts';
import { type Line, plain } from '../../domain/prose.ts';
import { pageNumber } from '../blocks/page-number.ts';
import { type GroupNode, type PageNode, rect, shapes, tagged } from '../page/nodes.ts';
import type { DrawnPart, PageContext } from '../page/page-context.ts';
import { element } from '../page/typeset.ts';
import { definePart, type PlacedEntry } from './part.ts';

const NUMBERS = 3;
const HEIGHT = 76;

const SHAPE = {};
type Entry = PlacedEntry<typeof SHAPE>;

/** The band at the foot of a page with the numbers to call and the page number. */
export const help = definePart({
  name: 'help',
  shape: SHAPE,
  footHeight: HEIGHT,
  wording: () => ({ prose: ['help'] }),
  charts: () => [],
  figures: () => [],
  draw,
});

function draw(entry: Entry, context: PageContext): DrawnPart {
  const { y } = entry;
  return {
    under: [shapes(rect(0, y, context.grid.page.width, context.grid.page.height - y, 'pine'))],
    nodes: [...invitation(context, y), ...numbers(context, y), pageNumber(context, y + 57.5, 'helpPage')],
    bottom: context.grid.page.height,
  };
}

function invitation(context: PageContext, y: number): readonly PageNode[] {
  const prose = context.prose('help');
  const box = context.grid.moduleAt(0);
  const title = context.set.set({
    name: 'help, its title',
    text: prose.title ?? [],
    role: 'helpTitle',
    ...box,
    y: y + 12.5,
    lines: 2,
  });
  const say = context.set.set({
    name: 'help',
    text: prose.paragraphs[0] ?? [],
    role: 'helpSay',
    ...box,
    y: title.bottom + 3.5,
    lines: 1,
  });
  return [element('H2', title, plain(prose.title ?? [])), element('P', say)];
}

function numbers(context: PageContext, y: number): readonly PageNode[] {
  const { items } = context.prose('help');
  if (items.length > NUMBERS) {
    const what = `has ${items.length} numbers; the page has room for ${NUMBERS}`;
    throw new Failure('DefinitionInvalid', `${context.wording.file}, section "help" ${what}.`);
  }
  return items.map((item, index) => oneNumber(context, item, index, y));
}

/** Sets `label: number`; the number is one link, and its string is never broken. */
function oneNumber(context: PageContext, item: Line, index: number, y: number): GroupNode {
  const box = context.grid.moduleAt(index + 1);
  const [first, ...rest] = item;
  const match = /^(.*?):\s*(.*)$/su.exec(first?.text ?? '');
  const label = `${match?.[1] ?? ''} `;
  const number: Line = first && match?.[2] ? [{ ...first, text: match[2] }, ...rest] : rest;
  const name = `help, item ${index + 1}`;
  const above = context.set.set({ name, text: label, role: 'helpLabel', ...box, y: y + 14, lines: 1 });
  const below = context.set.set({ name, text: number, role: 'helpNumber', ...box, y: y + 25.5, lines: 1 });
  return tagged('P', [...above.nodes, ...below.nodes]);
}
