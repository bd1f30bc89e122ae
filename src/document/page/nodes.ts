import type { Colour, Palette } from '../../domain/palette.ts';
import type { Role } from './typography.ts';

/** The structure types that this stage writes into a PDF's structure tree. */
export type StructureType =
  | 'Document'
  | 'Sect'
  | 'H1'
  | 'H2'
  | 'H3'
  | 'P'
  | 'L'
  | 'LI'
  | 'Lbl'
  | 'LBody'
  | 'Table'
  | 'THead'
  | 'TBody'
  | 'TR'
  | 'TH'
  | 'TD'
  | 'Figure'
  | 'Caption'
  | 'Note'
  | 'Link'
  | 'Span';

/** The properties of a structure element besides its type. */
export interface StructureOptions {
  /** Alternative text of a figure. */
  readonly alt?: string;
  /**
   * The text that is read in place of the content ("suppressed" for the mark); an element may have this and no content.
   */
  readonly actual?: string;
  readonly scope?: 'Row' | 'Column';
  readonly ordered?: boolean;
  /** The target address of a link. */
  readonly href?: string;
  /** Puts a heading into the PDF's outline under this text. */
  readonly outline?: string;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** A placed run of text on one line: pdfmake neither wraps nor aligns it. */
export interface TextNode {
  text: string;
  readonly style: Role;
  readonly absolutePosition: Place;
  readonly color?: string;
}

/** Colours are names of the palette until the page is laid out, then values (paint.ts). */
export type Shape =
  | {
      readonly type: 'rect';
      readonly x: number;
      readonly y: number;
      readonly w: number;
      readonly h: number;
      readonly color?: string;
      readonly lineColor?: string;
      readonly lineWidth?: number;
    }
  | {
      readonly type: 'line';
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
      readonly lineColor: string;
      readonly lineWidth: number;
      readonly dash?: { length: number; space: number };
    }
  | { readonly type: 'polyline'; readonly points: readonly Place[]; readonly closePath: true; readonly color: string };

/** Decoration: always an artifact. */
export interface CanvasNode {
  readonly canvas: readonly Shape[];
  readonly absolutePosition: Place;
}

/** A chart at its own size. Inside a Figure it is content, anywhere else an artifact. */
export interface SvgNode {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  readonly absolutePosition: Place;
}

/**
 * Nodes in reading order; with a `tag` they are one structure element. Text without a tagged ancestor is an artifact.
 */
export interface GroupNode {
  readonly stack: readonly PageNode[];
  readonly tag?: StructureType;
  readonly options?: StructureOptions;
  readonly pageBreak?: 'before';
}

export type PageNode = TextNode | CanvasNode | SvgNode | GroupNode;

/** Returns an element of the structure tree with its content. */
export const tagged = (tag: StructureType, stack: readonly PageNode[], options?: StructureOptions): GroupNode =>
  options ? { tag, options, stack } : { tag, stack };

const ORIGIN: Place = { x: 0, y: 0 };

/** Returns shapes in page coordinates. */
export const shapes = (...canvas: readonly Shape[]): CanvasNode => ({ canvas, absolutePosition: ORIGIN });

/** Returns a filled rectangle. */
export const rect = (x: number, y: number, w: number, h: number, color: Colour): Shape => ({
  type: 'rect',
  x,
  y,
  w,
  h,
  color,
});

/** Returns a horizontal rule whose upper edge is at y, as a filled bar, so that its thickness is exact. */
export const rule = (x: number, y: number, width: number, thickness: number, color: Colour): CanvasNode =>
  shapes(rect(x, y, width, thickness, color));

/** Returns copies of nodes in which the names of colours are replaced by their values. */
export function paintNodes<Node extends PageNode>(nodes: readonly Node[], palette: Palette): Node[] {
  const values: Readonly<Record<string, string>> = palette;
  const paint = (object: object): object =>
    Object.fromEntries(
      Object.entries(object).map(([key, value]) =>
        key === 'color' || key === 'lineColor' ? [key, values[String(value)] ?? value] : [key, value],
      ),
    );
  return nodes.map((node): Node => {
    if ('stack' in node) return { ...node, stack: paintNodes(node.stack, palette) };
    if ('canvas' in node)
      return { ...node, canvas: node.canvas.map((shape): Shape => ({ ...shape, ...paint(shape) })) };
    return { ...node, ...paint(node) };
  });
}
