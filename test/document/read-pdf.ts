import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { loadPdfJs } from './pdf-js.ts';

const { getDocument, OPS } = await loadPdfJs();

export { OPS };

/** One element of a PDF's structure tree as a screen reader sees it: its role, its text in order, its children. */
export interface ReadElement {
  readonly role: string;
  readonly alt: string | undefined;
  readonly bbox: readonly number[] | undefined;
  /** The text of the element's own content. */
  readonly text: string;
  readonly children: readonly ReadElement[];
  /** Whether the element has an annotation (a link). */
  readonly annotated: boolean;
}

interface TreeNode {
  readonly role?: string;
  readonly type?: string;
  readonly id?: string;
  readonly alt?: string;
  readonly bbox?: readonly number[];
  readonly children?: readonly TreeNode[];
}

/** Opens a PDF with pdf.js, without warnings. */
export const openPdf = (bytes: Uint8Array): Promise<PDFDocumentProxy> =>
  getDocument({ data: bytes.slice(), verbosity: 0 }).promise;

/** Reads a page: the tree of its tagged content, and the text of its artifacts. */
export async function readPage(
  pdf: PDFDocumentProxy,
  number: number,
): Promise<{ root: ReadElement; artifacts: string }> {
  const page = await pdf.getPage(number);
  const { byId, artifacts } = markedTexts((await page.getTextContent({ includeMarkedContent: true })).items);
  return { root: element((await page.getStructTree()) as TreeNode, byId), artifacts };
}

function markedTexts(items: readonly unknown[]): { byId: Map<string, string>; artifacts: string } {
  const byId = new Map<string, string>();
  const open: (string | null)[] = [];
  let artifacts = '';
  for (const item of items as { type?: string; id?: string; str?: string }[]) {
    if (item.type?.startsWith('beginMarkedContent')) open.push(item.id ?? null);
    else if (item.type === 'endMarkedContent') open.pop();
    else {
      const id = open.at(-1);
      if (id) byId.set(id, (byId.get(id) ?? '') + (item.str ?? ''));
      else artifacts += item.str ?? '';
    }
  }
  return { byId, artifacts };
}

function element(node: TreeNode, texts: ReadonlyMap<string, string>): ReadElement {
  const children = node.children ?? [];
  return {
    role: node.role ?? '',
    alt: node.alt,
    bbox: node.bbox,
    text: children.map((child) => (child.type === 'content' ? (texts.get(child.id ?? '') ?? '') : '')).join(' '),
    children: children.filter((child) => child.role !== undefined).map((child) => element(child, texts)),
    annotated: children.some((child) => child.type === 'annotation' || child.type === 'object'),
  };
}

/** Returns every element below one, including itself, in reading order. */
export const everyElement = (root: ReadElement): ReadElement[] => [root, ...root.children.flatMap(everyElement)];

/** Returns the complete text of an element, including its children's. */
export const wholeText = (one: ReadElement): string =>
  [one.text, ...one.children.map(wholeText)].join(' ').replace(/\s+/gu, ' ').trim();
