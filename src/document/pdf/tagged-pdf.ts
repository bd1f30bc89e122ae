/**
 * Tagging: pdfmake 0.3 does not write a structure tree, so this file builds on its layout builder and its renderer
 * (pinned exactly) and wraps every item they draw in marked content. It does not patch pdfmake: the classes are
 * extended, and used here alone. Three things happen, in this order:
 *
 *     definition ─► StructureTree (elements and empty leaves, in reading order)
 *     LayoutBuilder remembers which node a line came from
 *     Renderer draws each item as marked content ─► its leaf, or as an artifact ─► the tree is written
 */
import type { LaidLine, LaidPage } from 'pdfmake/js/LayoutBuilder.js';
import type { OutlineItem, PdfmakeDocument } from 'pdfmake/js/PDFDocument.js';
import type { LaidSvg } from 'pdfmake/js/Renderer.js';
import { drawSvg } from './draw-svg.ts';
import { LayoutBuilder, Renderer } from './pdfmake-classes.ts';
import type { Element, Leaf, StructureTree } from './structure-tree.ts';

/** pdfmake's layout, which also stores the node of each line it made. */
export class TracedLayout extends LayoutBuilder {
  readonly #nodes = new WeakMap<LaidLine, object>();

  /** Returns the definition's node that a line was made from. */
  nodeOf(line: LaidLine): object | undefined {
    return this.#nodes.get(line);
  }

  override buildNextLine(node: object): LaidLine | null {
    const line = super.buildNextLine(node);
    if (line) this.#nodes.set(line, node);
    return line;
  }
}

/** pdfmake's renderer, which draws every item as content of the tree or as an artifact, and then writes the tree. */
export class TaggedRenderer extends Renderer {
  readonly #layout: TracedLayout;
  readonly #tree: StructureTree;
  readonly #outline: Outline;

  constructor(document: PdfmakeDocument, layout: TracedLayout, tree: StructureTree) {
    super(document);
    this.#layout = layout;
    this.#tree = tree;
    this.#outline = new Outline(document.outline);
  }

  override renderPages(pages: readonly LaidPage[]): void {
    super.renderPages(pages);
    this.#tree.write(this.pdfDocument);
  }

  override renderVector(vector: object): void {
    this.#draw(this.#tree.leafOf(vector), () => super.renderVector(vector));
  }

  override renderSVG(svg: LaidSvg): void {
    const leaf = this.#tree.leafOf(svg);
    if (leaf) leaf.element.bbox = [svg.x, svg.y, svg.x + svg._width, svg.y + svg._height];
    this.#draw(leaf, () => drawSvg(this.pdfDocument, svg));
  }

  override renderLine(line: LaidLine, x: number, y: number): void {
    const leaf = this.#tree.leafOf(this.#layout.nodeOf(line) ?? line);
    if (leaf) this.#outline.enter(leaf.element);
    this.#draw(leaf, () => super.renderLine(line, x, y));
    const href = leaf?.element.options.href;
    if (leaf && href !== undefined) this.#writeLink(leaf, line, [x, y], href);
  }

  #draw(leaf: Leaf | undefined, draw: () => void): void {
    const content = leaf ? this.pdfDocument.markStructureContent(leaf.element.type) : null;
    if (!content) this.pdfDocument.markContent('Artifact', { type: 'Layout' });
    draw();
    this.pdfDocument.endMarkedContent();
    if (content) leaf?.contents.push(content);
  }

  /**
   * Writes a link as its text and its annotation under one element; the annotation says in words where the link leads.
   */
  #writeLink(leaf: Leaf, line: LaidLine, [x, y]: [number, number], href: string): void {
    const written = this.pdfDocument.struct('Link');
    for (const content of leaf.contents) written.add(content);
    const text = line.inlines
      .map((inline) => inline.text)
      .join('')
      .trim();
    this.pdfDocument.link(x, y, line.getWidth(), line.getHeight(), href, {
      structParent: written,
      // pdfkit writes a PDF string only for a String object; a primitive becomes a PDF name.
      Contents: Object(text),
    });
    written.end();
    leaf.element.link = { written, page: this.pdfDocument.page };
  }
}

/** The document's outline: headings by their level, each under the last heading of a higher level. */
class Outline {
  readonly #open: { readonly level: number; readonly item: OutlineItem }[];
  readonly #seen = new Set<Element>();

  constructor(root: OutlineItem) {
    this.#open = [{ level: 0, item: root }];
  }

  enter(element: Element): void {
    const { outline } = element.options;
    if (outline === undefined || this.#seen.has(element)) return;
    this.#seen.add(element);
    const level = Number(element.type.slice(1));
    while ((this.#open.at(-1)?.level ?? 0) >= level) this.#open.pop();
    const item = this.#open.at(-1)?.item.addItem(outline, { expanded: true });
    if (item) this.#open.push({ level, item });
  }
}
