import type { Palette } from '../../domain/palette.ts';
import type { PageNode, Shape } from './nodes.ts';

/** Returns copies of nodes in which the names of colours are replaced by their values. */
export function painted<Node extends PageNode>(nodes: readonly Node[], palette: Palette): Node[] {
  const values: Readonly<Record<string, string>> = palette;
  const paint = (object: object): object =>
    Object.fromEntries(
      Object.entries(object).map(([key, value]) =>
        key === 'color' || key === 'lineColor' ? [key, values[String(value)] ?? value] : [key, value],
      ),
    );
  return nodes.map((node): Node => {
    if ('stack' in node) return { ...node, stack: painted(node.stack, palette) };
    if ('canvas' in node)
      return { ...node, canvas: node.canvas.map((shape): Shape => ({ ...shape, ...paint(shape) })) };
    return { ...node, ...paint(node) };
  });
}
