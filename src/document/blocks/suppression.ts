import type { PrintedNumber } from '../../domain/figure.ts';
import type { Line } from '../../domain/prose.ts';
import { numberInWords } from '../../words/dates-and-counts.ts';
import { type PageNode, tagged } from '../page/nodes.ts';
import type { PageContext } from '../page/page-context.ts';

/** Whether a figure prints the mark anywhere: in its total, in a cell, or because all of it is withheld. */
export function printsMark(context: PageContext, id: string): boolean {
  const figure = context.figure(id);
  const hidesTotal = figure.total === null && figure.rounded === undefined;
  return hidesTotal || figure.withheld === true || figure.cells.some((cell) => cell.suppressed);
}

/** Returns a line, with a reference to the notes if its figure prints the mark. */
export const withMarkNote = (context: PageContext, id: string, line: Line, joint: string): Line =>
  printsMark(context, id) ? [...line, { text: joint }, ...context.word('suppressed.short')] : line;

/** Returns a line, with a note about rounding if its figure's numbers are rounded. */
export const withRoundedNote = (context: PageContext, id: string, line: Line, joint: string): Line =>
  context.figure(id).rounded === undefined ? line : [...line, { text: joint }, ...context.word('rounded.short')];

/**
 * Returns the nodes of a number as printed. A hidden number is read as "suppressed", not as the mark's name; a number
 * of few people is read as "fewer than".
 */
export function withSpokenText(
  context: PageContext,
  nodes: readonly PageNode[],
  number: PrintedNumber,
): readonly PageNode[] {
  if (number.count !== null) return nodes;
  const { language, wording } = context;
  const actual =
    number.fewerThan === undefined ? context.text('suppressed') : numberInWords(number, language, wording.locale);
  return [tagged('Span', nodes, { actual })];
}
