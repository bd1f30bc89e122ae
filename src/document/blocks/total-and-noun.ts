import { printedTotal } from '../../domain/figure.ts';
import type { Box } from '../page/grid.ts';
import type { PageNode } from '../page/nodes.ts';
import type { PageContext } from '../page/page-context.ts';
import type { Role } from '../page/typography.ts';
import { displayRise } from './display-number.ts';
import { withSpokenText } from './suppression.ts';

/** The places of a figure's total and of the noun below it, and the role of the number. */
export interface TotalPlace {
  readonly box: Box;
  readonly role: Role;
  readonly numberTop: number;
  readonly nounTop: number;
}

/** Sets a figure's total as a large number with what it counts, read together: "1,257 victims". */
export function totalAndNoun(context: PageContext, id: string, place: TotalPlace): PageNode[] {
  const { set } = context;
  const total = printedTotal(context.figure(id));
  const text = context.number(total);
  const number = set.set({
    name: `the total of ${id}`,
    text: `${text} `,
    role: place.role,
    ...place.box,
    y: place.numberTop - displayRise(text),
    lines: 1,
  });
  const noun = set.set({
    name: `${id}.noun`,
    text: [...context.word(`${id}.noun`), { text: ' ' }],
    role: 'noun',
    ...place.box,
    y: place.nounTop,
    lines: 1,
  });
  return [...withSpokenText(context, number.nodes, total), ...noun.nodes];
}
