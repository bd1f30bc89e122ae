import { formatDay } from '../../words/dates-and-counts.ts';
import { paragraphs } from '../blocks/paragraphs.ts';
import { RULE } from '../blocks/section-head.ts';
import { type PageNode, rule, tagged } from '../page/nodes.ts';
import type { DrawnPart, PageContext } from '../page/page-context.ts';
import { element } from '../page/typeset.ts';
import { definePart, type PlacedEntry } from './part.ts';

/** The height of four lines, which the period beside them needs too. */
const LEAST_HEIGHT = 52;

const SHAPE = {};
type Entry = PlacedEntry<typeof SHAPE>;

/** The introduction (who speaks and for which hotlines), and beside it the period that the sheet covers. */
export const introAndPeriod = definePart({
  name: 'intro-and-period',
  shape: SHAPE,
  wording: () => ({ words: ['period'], prose: ['intro'] }),
  charts: () => [],
  figures: () => [],
  draw,
});

function draw(entry: Entry, context: PageContext): DrawnPart {
  const { y } = entry;
  const intro = paragraphs(context, {
    name: 'intro',
    prose: context.prose('intro'),
    role: 'intro',
    box: context.grid.columns(0, 9),
    y,
  });
  return { nodes: [...intro.nodes, ...period(context, y)], bottom: Math.max(y + LEAST_HEIGHT, intro.bottom) };
}

function period(context: PageContext, y: number): readonly PageNode[] {
  const box = context.grid.moduleAt(3);
  const { edition, language } = context;
  const label = context.set.set({
    name: 'period',
    text: context.word('period'),
    role: 'periodLabel',
    ...box,
    y: y + 9,
    lines: 1,
  });
  const days = [`${formatDay(edition.from, language)} –`, formatDay(edition.through, language)];
  // days cannot be shortened: in a wide font they are smaller
  const role = days.every((day) => context.set.lines(day, 'period', box.width).length === 1)
    ? 'period'
    : 'periodSmaller';
  const set = days.map((text, index) =>
    context.set.set({ name: 'the period', text: `${text} `, role, ...box, y: y + 21 + 14 * index, lines: 1 }),
  );
  return [
    rule(box.x, y + 3, box.width, RULE, 'ink'),
    element('P', label),
    tagged(
      'P',
      set.flatMap((line) => line.nodes),
    ),
  ];
}
