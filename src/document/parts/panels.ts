import { Failure } from '../../domain/failure.ts';
import { type Line, type Prose, plain } from '../../domain/prose.ts';
import { paragraphs } from '../blocks/paragraphs.ts';
import { RULE } from '../blocks/section-head.ts';
import { type GroupNode, type PageNode, rect, rule, shapes, tagged } from '../page/nodes.ts';
import type { DrawnPart, PageContext } from '../page/page-context.ts';
import { element } from '../page/typeset.ts';
import { definePart, ID, type PlacedEntry } from './part.ts';

const LEAST_HEIGHT = 164;
/** Below the text of the case study. */
const FOOT = 11;
/** From the left margin to the right edge of the case study's panel. */
const PANEL_WIDTH = 304;
const TEXT_WIDTH = 286;
const AIMS = 3;
const AIM_PITCH = 46;
const AIM_INDENT = 22;

const SHAPE = { left: ID, right: ID };
type Entry = PlacedEntry<typeof SHAPE>;

/** A case study on a panel that bleeds to the page's edge, and beside it the publisher's aims. */
export const panels = definePart({
  name: 'panels',
  shape: SHAPE,
  wording: ({ left, right }) => ({ words: [`${left}.kicker`, `${left}.mark`], prose: [left, right] }),
  charts: () => [],
  figures: () => [],
  draw,
});

function draw(entry: Entry, context: PageContext): DrawnPart {
  const { y } = entry;
  const study = caseStudy(entry, context);
  const height = Math.max(LEAST_HEIGHT, study.bottom + FOOT - y);
  return {
    under: [shapes(rect(0, y, context.grid.left + PANEL_WIDTH, height, 'paper'))],
    nodes: [...study.nodes, ...aims(entry, context)],
    bottom: y + height,
  };
}

function caseStudy({ left, y }: Entry, context: PageContext): Pick<DrawnPart, 'nodes' | 'bottom'> {
  const { set } = context;
  const box = { x: context.grid.left, width: TEXT_WIDTH };
  const prose = context.prose(left);
  const top = y + 11.5;
  const kicker = set.set({
    name: `${left}.kicker`,
    text: context.word(`${left}.kicker`),
    role: 'caseKicker',
    ...box,
    y: top,
    lines: 1,
  });
  const x = box.x + kicker.width;
  const mark: Line = [{ text: '\u00A0\u00A0|\u00A0 ' }, ...context.word(`${left}.mark`)];
  const beside = set.set({
    name: `${left}.mark`,
    text: mark,
    role: 'caseMark',
    x,
    width: box.x + box.width - x,
    y: top,
    lines: 1,
  });
  const title = set.set({
    name: `${left}, its title`,
    text: titleOf(prose, left, context),
    role: 'caseTitle',
    ...box,
    y: y + 27,
    lines: 1,
  });
  const text = paragraphs(context, { name: left, prose, role: 'caseText', box, y: y + 45 });
  // A reader who jumps from heading to heading must not miss what kind of text this is, so the kicker is read after the
  // heading, although it is above it.
  const nodes = [
    element('H2', title, plain(titleOf(prose, left, context))),
    element('P', { ...kicker, nodes: [...kicker.nodes, ...beside.nodes] }),
    ...text.nodes,
  ];
  return { nodes, bottom: text.bottom };
}

function aims({ right, y }: Entry, context: PageContext): readonly PageNode[] {
  const prose = context.prose(right);
  const title = titleOf(prose, right, context);
  if (prose.items.length > AIMS)
    throw invalid(context, right, `has ${prose.items.length} items; the page has room for ${AIMS}`);
  const head = context.set.set({
    name: `${right}, its title`,
    text: title,
    role: 'sectionHead',
    ...context.grid.narrow,
    y: y + 5,
    lines: 1,
  });
  const items = prose.items.map((item, index) =>
    aim(context, item, { key: right, index, y: y + 26 + index * AIM_PITCH }),
  );
  return [
    rule(context.grid.narrow.x, y, context.grid.narrow.width, RULE, 'ink'),
    element('H2', head, plain(title)),
    tagged('L', items, { ordered: true }),
  ];
}

/** Sets an aim: its numeral, its bold lead on a separate line, and one sentence. */
function aim(
  context: PageContext,
  item: Line,
  { key, index, y }: { readonly key: string; readonly index: number; readonly y: number },
): GroupNode {
  const { set } = context;
  const name = `${key}, item ${index + 1}`;
  const box = { x: context.grid.narrow.x + AIM_INDENT, width: context.grid.narrow.width - AIM_INDENT };
  const lead = item.filter((run) => run.bold);
  const sentence = item
    .filter((run) => !run.bold)
    .map((run, at) => (at === 0 ? { ...run, text: run.text.trimStart() } : run));
  const numeral = set.set({
    name,
    text: `${index + 1}`,
    role: 'aimNumeral',
    x: context.grid.narrow.x,
    width: AIM_INDENT,
    y,
    lines: 1,
  });
  const first = set.set({ name, text: [...lead, { text: ' ' }], role: 'aimLead', ...box, y: y + 2.5, lines: 1 });
  const rest = set.set({ name, text: sentence, role: 'aimText', ...box, y: y + 14.5, lines: 2 });
  return tagged('LI', [tagged('Lbl', numeral.nodes), tagged('LBody', [...first.nodes, ...rest.nodes])]);
}

function titleOf(prose: Prose, key: string, context: PageContext): Line {
  if (prose.title) return prose.title;
  throw invalid(context, key, 'needs a title ("### ...")');
}

const invalid = (context: PageContext, section: string, what: string): Failure =>
  new Failure('DefinitionInvalid', `${context.wording.file}, section "${section}" ${what}.`);
