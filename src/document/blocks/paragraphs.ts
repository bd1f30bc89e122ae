import type { Prose } from '../../domain/prose.ts';
import type { Box } from '../page/grid.ts';
import type { PageNode } from '../page/nodes.ts';
import type { PageContext } from '../page/page-context.ts';
import { element } from '../page/typeset.ts';
import type { Role } from '../page/typography.ts';

/** Prose to set: its paragraphs, one below another, in a box. */
export interface ParagraphsToSet {
  readonly name: string;
  readonly prose: Prose;
  readonly role: Role;
  readonly box: Box;
  readonly y: number;
}

/**
 * Sets the paragraphs of a section, each as a P, one after another, in as many lines as they need. A page that lacks
 * the room for them is refused where parts are placed.
 */
export function paragraphs(
  context: PageContext,
  { name, prose, role, box, y }: ParagraphsToSet,
): { readonly nodes: readonly PageNode[]; readonly bottom: number } {
  const nodes: PageNode[] = [];
  let bottom = y;
  for (const text of prose.paragraphs) {
    const set = context.set.set({ name, text, role, ...box, y: bottom, lines: Infinity });
    nodes.push(element('P', set));
    bottom = set.bottom;
  }
  return { nodes, bottom };
}
