import type { View } from 'vega';
import { Failure } from '../domain/failure.ts';

/** Allowance for kerning at a text's ends and for rounding in Vega's bounds, in points. */
const TOLERANCE = 1;

/**
 * Rejects a chart whose left or right edge cuts a text: a label of a code list or a word of the sheet that grew too
 * long.
 * @throws Failure TextTooLong with the chart and the text (a label or a word; never a number)
 */
export function assertTextFits(view: View, file: string): void {
  const width = view.width();
  for (const { text, bounds } of textsIn(view.scenegraph())) {
    if (bounds.x1 >= -TOLERANCE && bounds.x2 <= width + TOLERANCE) continue;
    const name = /\d/u.test(text) ? 'a number' : `"${text}"`;
    const over = Math.ceil(Math.max(-bounds.x1, bounds.x2 - width));
    throw new Failure('TextTooLong', `${file}: ${name} is ${over} points too long for the chart; shorten it`);
  }
}

interface DrawnText {
  readonly text: string;
  readonly bounds: { readonly x1: number; readonly x2: number };
}

/** Returns every text of a scenegraph, at any depth, with its bounds in the chart. */
function textsIn(node: unknown): DrawnText[] {
  if (typeof node !== 'object' || node === null) return [];
  if ('root' in node) return textsIn(node.root);
  const below = 'items' in node && Array.isArray(node.items) ? node.items : [];
  if ('marktype' in node && node.marktype === 'text') return below.flatMap(drawnText);
  return below.flatMap(textsIn);
}

function drawnText(item: unknown): DrawnText[] {
  if (typeof item !== 'object' || item === null || !('text' in item) || !('bounds' in item)) return [];
  const { text, bounds } = item;
  if (typeof bounds !== 'object' || bounds === null || !('x1' in bounds) || !('x2' in bounds)) return [];
  if (typeof bounds.x1 !== 'number' || typeof bounds.x2 !== 'number' || !text) return [];
  return [{ text: String(text), bounds: { x1: bounds.x1, x2: bounds.x2 } }];
}
