import type { Prose } from '../../domain/prose.ts';
import type { Box } from '../page/grid.ts';
import type { PageNode } from '../page/nodes.ts';
import type { PageContext } from '../page/page-context.ts';
import { element } from '../page/typeset.ts';
import { type Role, STYLES } from '../page/typography.ts';

/** Prose to set: its paragraphs, one below another, in a box and in the number of lines that the page allows. */
export interface ParagraphsToSet {
  readonly name: string;
  readonly prose: Prose;
  readonly role: Role;
  readonly box: Box;
  readonly y: number;
  readonly lines: number;
}

/**
 * Sets the paragraphs of a section, each as a P, one after another; together they may take the given number of lines.
 */
export function paragraphs(
  context: PageContext,
  { name, prose, role, box, y, lines }: ParagraphsToSet,
): { readonly nodes: readonly PageNode[]; readonly bottom: number } {
  const nodes: PageNode[] = [];
  let bottom = y;
  for (const text of prose.paragraphs) {
    const left = lines - Math.round((bottom - y) / STYLES[role].leading);
    const set = context.set.set({ name, text, role, ...box, y: bottom, lines: left });
    nodes.push(element('P', set));
    bottom = set.bottom;
  }
  return { nodes, bottom };
}
