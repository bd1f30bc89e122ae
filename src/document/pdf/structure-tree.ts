import type {
  ElementOptions,
  OpenPage,
  PdfmakeDocument,
  StructureContent,
  StructureElement,
} from 'pdfmake/js/PDFDocument.js';
import type { GroupNode, PageNode, StructureOptions, StructureType } from '../page/nodes.ts';

/** Content of an element; filled when the renderer draws it. */
export interface Leaf {
  readonly element: Element;
  readonly contents: StructureContent[];
}

/** One element of the logical tree, with its children in reading order. */
export interface Element {
  readonly type: StructureType;
  readonly options: StructureOptions;
  readonly children: (Element | Leaf)[];
  /** A figure's box: left, top, right, bottom. */
  bbox?: [number, number, number, number];
  /** A link's written element, which must exist while its annotation is written, and the page of both. */
  link?: { readonly written: StructureElement; readonly page: OpenPage };
}

/**
 * The logical tree of a definition: groups with a tag become elements, and texts and charts in them become leaves. A
 * node without a tagged ancestor has no leaf, and is an artifact.
 */
export class StructureTree {
  readonly root: Element = { type: 'Document', options: {}, children: [] };
  readonly #leaves = new WeakMap<object, Leaf>();

  constructor(content: readonly GroupNode[]) {
    for (const group of content) this.#grow(group, null);
  }

  /** Returns the leaf that a definition's node (or a shape of it) fills; undefined for artifacts. */
  leafOf(node: object): Leaf | undefined {
    return this.#leaves.get(node);
  }

  /**
   * Writes the tree into the document. Elements that were never drawn are omitted, except empty table cells, which keep
   * their places.
   */
  write(document: PdfmakeDocument): void {
    const root = writeElement(this.root, document);
    if (root) document.addStructure(root);
  }

  #grow(node: PageNode, parent: Element | null): void {
    if ('stack' in node) {
      const inner = node.tag ? { type: node.tag, options: node.options ?? {}, children: [] } : parent;
      if (node.tag && inner) (parent ?? this.root).children.push(inner);
      for (const child of node.stack) this.#grow(child, inner);
      return;
    }
    if (!parent) return;
    if (!('canvas' in node)) this.#sprout(node, parent);
    // Shapes are decoration, but if an element is read and not drawn, a shape of zero size marks its place on the page.
    else if (parent.options.actual !== undefined && node.canvas[0]) this.#sprout(node.canvas[0], parent);
  }

  #sprout(node: object, element: Element): void {
    const leaf: Leaf = { element, contents: [] };
    element.children.push(leaf);
    this.#leaves.set(node, leaf);
  }
}

function writeElement(element: Element, document: PdfmakeDocument): StructureElement | null {
  if (element.link) return element.link.written;
  const children = element.children.flatMap((child): Written[] => {
    if ('contents' in child) return child.contents.map((content) => ({ content }));
    const written = writeElement(child, document);
    return written ? [{ content: written, ...(child.link ? { page: child.link.page } : {}) }] : [];
  });
  if (children.length === 0 && element.type !== 'TD' && element.type !== 'TH') return null;
  const written = document.struct(element.type, elementOptions(element));
  if (element.type === 'L') {
    written.dictionary.data.A = { O: 'List', ListNumbering: element.options.ordered ? 'Decimal' : 'None' };
  }
  for (const child of children) addOnPage(written, child, document);
  written.end();
  return written;
}

interface Written {
  readonly content: StructureElement | StructureContent;
  readonly page?: OpenPage;
}

/**
 * Adds an element to its parent while its own page is open: pdfkit writes an element when it gets its parent, and gives
 * its annotation the page that is open at that time.
 */
function addOnPage(parent: StructureElement, { content, page }: Written, document: PdfmakeDocument): void {
  const open = document.page;
  if (page) document.page = page;
  parent.add(content);
  document.page = open;
}

function elementOptions({ options, bbox }: Element): ElementOptions {
  const { alt, actual, scope } = options;
  return {
    ...(alt === undefined ? {} : { alt }),
    ...(actual === undefined ? {} : { actual }),
    ...(scope === undefined ? {} : { scope }),
    ...(bbox === undefined ? {} : { bbox }),
  };
}
