import type { DraftMark } from '../page/draft-mark.ts';
import { FACES, type FontBytes } from '../page/fonts.ts';
import type { GroupNode } from '../page/nodes.ts';
import type { PageDocument } from '../page/page-document.ts';
import { DrawnSize } from './draw-svg.ts';
import { SettingDocument } from './setting-document.ts';
import { StructureTree } from './structure-tree.ts';
import { TaggedRenderer, TracedLayout } from './tagged-pdf.ts';

const NO_MARGINS = { left: 0, top: 0, right: 0, bottom: 0 };

/**
 * Renders a document into a tagged PDF 1.7. It is a pure function of its arguments: equal arguments give equal bytes in
 * any process, time zone and language. It copies the definition, because pdfmake writes into the one it lays out, so a
 * definition may be rendered again.
 */
export async function renderPdf(definition: PageDocument, fonts: FontBytes): Promise<Uint8Array> {
  const document = openDocument(definition, fonts);
  drawPages(document, definition, definition.content);
  return document.endFile();
}

/** A document's PDF, and the same pages with the mark of a draft. */
export interface PdfAndDraft {
  readonly pdf: Uint8Array;
  readonly draft: Uint8Array;
}

/** Renders a document as `renderPdf` does, and its draft copy, which shares what is drawn. */
export async function renderWithDraft(
  definition: PageDocument,
  mark: DraftMark,
  fonts: FontBytes,
): Promise<PdfAndDraft> {
  const document = openDocument(definition, fonts);
  drawPages(document, definition, definition.content);
  const pdf = document.endFile();
  document.beginCopy(mark.title);
  drawPages(document, definition, mark.pages);
  return { pdf, draft: document.endCopy() };
}

/** Draws one group of nodes on each page. */
function drawPages(document: SettingDocument, definition: PageDocument, groups: readonly GroupNode[]): void {
  const content = structuredClone([...groups]);
  const tree = new StructureTree(content);
  const layout = new TracedLayout(definition.pageSize, NO_MARGINS, new DrawnSize());
  const pages = layout.layoutDocument({ stack: content }, document, definition.styles, definition.defaultStyle);
  new TaggedRenderer(document, layout, tree).renderPages(pages);
}

function openDocument(definition: PageDocument, fonts: FontBytes): SettingDocument {
  const families = Object.fromEntries(FACES.map((face) => [face, { normal: face, bold: face }]));
  const { title, author, creationDate } = definition.info;
  const program = { Creator: 'hotline-factsheets', Producer: 'pdfmake' };
  const document = new SettingDocument(
    families,
    {},
    {},
    {},
    {
      size: [definition.pageSize.width, definition.pageSize.height],
      pdfVersion: '1.7',
      tagged: true,
      displayTitle: true,
      lang: definition.language,
      autoFirstPage: false,
      font: null,
      info: { ...program, Title: title, Author: author, CreationDate: creationDate },
    },
  );
  document.registerFaces(fonts);
  return document;
}
