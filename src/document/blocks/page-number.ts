import { TEXT_WIDTH } from '../page/grid.ts';
import type { PageNode } from '../page/nodes.ts';
import type { PageContext } from '../page/page-context.ts';
import { fillText } from '../page/placeholders.ts';
import { element } from '../page/typeset.ts';
import type { Role } from '../page/typography.ts';
import { markOf } from './strip.ts';

/**
 * Draws the page's number at the right margin, after the words of the edition's strip if it has one; it is an artifact.
 */
export function pageNumber(context: PageContext, y: number, role: Role): PageNode {
  const { number, of } = context.page;
  const words = fillText(context.text('page'), { page: String(number), pages: String(of) });
  const mark = markOf(context);
  const text = mark === null ? words : `${mark}\u00A0\u00A0|\u00A0 ${words}`;
  const set = context.set.set({
    name: 'page',
    text,
    role,
    x: context.grid.left,
    y,
    width: TEXT_WIDTH,
    lines: 1,
    align: 'right',
  });
  return element(null, set);
}
