import type { PrintedNumber } from '../../domain/figure.ts';
import type { Line } from '../../domain/prose.ts';
import { numberInWords } from '../../words/dates-and-counts.ts';
import { type PageNode, tagged } from '../page/nodes.ts';
import type { PageContext } from '../page/page-context.ts';

/** Whether a figure prints the mark anywhere: in its total, in a cell, or by being withheld whole. */
export function printsMark(context: PageContext, id: string): boolean {
  const figure = context.figure(id);
  const hidesTotal = figure.total === null && figure.rounded === undefined;
  return hidesTotal || figure.withheld === true || figure.cells.some((cell) => cell.suppressed);
}

/** A line that sends the reader to the notes when its figure prints the mark. */
export const withMarkNote = (context: PageContext, id: string, line: Line, joint: string): Line =>
  printsMark(context, id) ? [...line, { text: joint }, ...context.word('suppressed.short')] : line;

/** A line that says that its figure's numbers are rounded, when they are. */
export const withRoundedNote = (context: PageContext, id: string, line: Line, joint: string): Line =>
  context.figure(id).rounded === undefined ? line : [...line, { text: joint }, ...context.word('rounded.short')];

/** A number as printed; a hidden one is read as "suppressed" and not as the mark's name, one of few people as "fewer than". */
export function spoken(context: PageContext, nodes: readonly PageNode[], number: PrintedNumber): readonly PageNode[] {
  if (number.count !== null) return nodes;
  const { language, wording } = context;
  const actual =
    number.fewerThan === undefined ? context.text('suppressed') : numberInWords(number, language, wording.locale);
  return [tagged('Span', nodes, { actual })];
}
