import { type PageNode, tagged } from '../nodes.ts';
import type { PageContext } from '../page-context.ts';
import type { Line } from '../prose.ts';

/** Whether a figure prints the mark anywhere: in its total, in a cell, or by being withheld whole. */
export function printsMark(context: PageContext, id: string): boolean {
  const figure = context.figure(id);
  return figure.total === null || figure.withheld === true || figure.cells.some((cell) => cell.suppressed);
}

/** A line that sends the reader to the notes when its figure prints the mark. */
export const withMarkNote = (context: PageContext, id: string, line: Line, joint: string): Line =>
  printsMark(context, id) ? [...line, { text: joint }, ...context.word('suppressed.short')] : line;

/** A number as printed; a hidden one is read as "suppressed" and not as the mark's name. */
export const spoken = (context: PageContext, nodes: readonly PageNode[], value: number | null): readonly PageNode[] =>
  value === null ? [tagged('Span', nodes, { actual: context.text('suppressed') })] : nodes;
