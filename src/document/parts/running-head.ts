import { formatDay } from '../../words/dates-and-counts.ts';
import { TEXT_WIDTH } from '../page/grid.ts';
import { rect, shapes } from '../page/nodes.ts';
import type { DrawnPart, PageContext } from '../page/page-context.ts';
import { element } from '../page/typeset.ts';
import { definePart, type PlacedEntry } from './part.ts';

const BAND = 8;

const SHAPE = {};
type Entry = PlacedEntry<typeof SHAPE>;

/**
 * The thin band and the running head of a later page: title and period, which are artifacts because they repeat the
 * first page.
 */
export const runningHead = definePart({
  name: 'running-head',
  shape: SHAPE,
  wording: () => ({}),
  charts: () => [],
  figures: () => [],
  draw,
});

function draw(entry: Entry, context: PageContext): DrawnPart {
  const y = entry.y + 20;
  const { edition, language } = context;
  const period = `${formatDay(edition.from, language)} – ${formatDay(edition.through, language)}`;
  const right = context.set.set({
    name: 'the period',
    text: period,
    role: 'runningPeriod',
    x: context.grid.left,
    y,
    width: TEXT_WIDTH,
    lines: 1,
    align: 'right',
  });
  const left = context.set.set({
    name: 'title',
    text: context.word('title'),
    role: 'runningHead',
    x: context.grid.left,
    y,
    width: TEXT_WIDTH - right.width - 12,
    lines: 1,
  });
  return {
    under: [shapes(rect(0, entry.y, context.grid.page.width, BAND, 'pine'))],
    nodes: [element(null, left), element(null, right)],
    bottom: left.bottom,
  };
}
