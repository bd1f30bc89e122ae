import { formatDay } from '../../words/dates-and-counts.ts';
import { LEFT, PAGE, TEXT_WIDTH } from '../page/grid.ts';
import { rect, shapes } from '../page/nodes.ts';
import type { DrawnPart, PageContext } from '../page/page-context.ts';
import type { PartOf } from '../page/page-definition.ts';
import { PALETTE } from '../page/palette.ts';
import { element } from '../page/typeset.ts';

const BAND = 8;

/** The thin band and the running head of a later page: title and period, artifacts that repeat the first page. */
export function runningHead(entry: PartOf<'running-head'>, context: PageContext): DrawnPart {
  const y = entry.y + 20;
  const { edition, language } = context;
  const period = `${formatDay(edition.from, language)} – ${formatDay(edition.through, language)}`;
  const right = context.set.set({
    name: 'the period',
    text: period,
    role: 'runningPeriod',
    x: LEFT,
    y,
    width: TEXT_WIDTH,
    lines: 1,
    align: 'right',
  });
  const left = context.set.set({
    name: 'title',
    text: context.word('title'),
    role: 'runningHead',
    x: LEFT,
    y,
    width: TEXT_WIDTH - right.width - 12,
    lines: 1,
  });
  return {
    under: [shapes(rect(0, entry.y, PAGE.width, BAND, PALETTE.pine))],
    nodes: [element(null, left), element(null, right)],
    bottom: left.bottom,
  };
}
