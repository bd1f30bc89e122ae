import * as z from 'zod';
import { unknownKeys } from '../../domain/definition-errors.ts';
import type { Line } from '../../domain/prose.ts';
import { chartFigure } from '../blocks/chart-figure.ts';
import type { Box } from '../page/grid.ts';
import { type PageNode, rule } from '../page/nodes.ts';
import type { DrawnPart, PageContext } from '../page/page-context.ts';
import { besideTop, element } from '../page/typeset.ts';
import { definePart, headWords, ID, type PlacedEntry, TONE } from './part.ts';

const RULE = 2;
const HEAD_TOP = 7;
const CHART_TOP = 24;
const MOST_CHART_HEIGHT = 300;

const LIST = z.strictObject({ figure: ID, chart: ID, tone: TONE }, { error: unknownKeys(['figure', 'chart', 'tone']) });
const SHAPE = { lists: z.array(LIST).min(1).max(2) };
type Entry = PlacedEntry<typeof SHAPE>;
type RankedList = z.infer<typeof LIST>;

/** Two short ranked lists side by side, on one scale, each under a rule in its category's colour. */
export const rankedLists = definePart({
  name: 'ranked-lists',
  shape: SHAPE,
  wording: ({ lists }) => ({ words: ['own-scale', ...lists.flatMap(({ figure }) => headWords(figure))] }),
  charts: ({ lists }) => lists.map(({ chart, figure }) => ({ chart, figure })),
  figures: ({ lists }) => lists.map(({ figure }) => figure),
  draw,
});

function draw(entry: Entry, context: PageContext): DrawnPart {
  const lists = entry.lists.map((list, index) =>
    rankedList(list, context.grid.halves[index] ?? context.grid.halves[1], entry.y, context),
  );
  return { nodes: lists.flatMap((list) => list.nodes), bottom: Math.max(...lists.map((list) => list.bottom)) };
}

function rankedList(
  list: RankedList,
  box: Box,
  y: number,
  context: PageContext,
): { nodes: readonly PageNode[]; bottom: number } {
  const top = y + HEAD_TOP;
  const unit = context.set.set({
    name: `${list.figure}.unit`,
    text: unitOf(list, context),
    role: 'unit',
    ...box,
    y: besideTop(top, 'columnHead', 'unit'),
    lines: 1,
    align: 'right',
  });
  const head = context.set.set({
    name: `${list.figure}.head`,
    text: context.word(`${list.figure}.head`),
    role: 'columnHead',
    x: box.x,
    width: box.width - unit.width - 8,
    y: top,
    lines: 1,
  });
  const chartTop = y + CHART_TOP;
  const room = { width: box.width, height: MOST_CHART_HEIGHT };
  return {
    nodes: [
      rule(box.x, y, box.width, RULE, list.tone),
      element('H3', head, context.text(`${list.figure}.head`)),
      element('P', unit),
      chartFigure(context, { ...list, box, height: room.height, noteTop: chartTop, top: () => chartTop }),
    ],
    bottom: chartTop + context.chart(list.chart, room).height,
  };
}

/** Returns the unit, which also says if the lists had to leave the scale that they share with the type bar. */
function unitOf({ figure, chart }: RankedList, context: PageContext): Line {
  const unit = context.word(`${figure}.unit`);
  return context.hasOwnScale(chart) ? [...unit, { text: ', ' }, ...context.word('own-scale')] : unit;
}
