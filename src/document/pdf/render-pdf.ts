import type { EmbeddedFont } from 'pdfmake/js/PDFDocument.js';
import { escapeMarkup } from '../../domain/text/escape.ts';
import type { DraftMark } from '../page/draft-mark.ts';
import { FACES, type FontBytes } from '../page/fonts.ts';
import type { GroupNode } from '../page/nodes.ts';
import type { PageDocument } from '../page/page-document.ts';
import { DrawnSize } from './draw-svg.ts';
import { MarkedDocument } from './marked-document.ts';
import { openFace } from './opened-faces.ts';
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

/**
 * The claim to be PDF/UA-1, verified by `npm run conformance`. pdfkit's own option for it writes a CIDSet that violates
 * PDF/UA-1.
 */
const PDF_UA = `
        <rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">
            <pdfuaid:part>1</pdfuaid:part>
        </rdf:Description>`;

/**
 * A document whose XMP metadata is well-formed whatever its title contains (pdfkit writes the title there unescaped)
 * and says that the document is PDF/UA-1.
 */
class ClaimingDocument extends MarkedDocument {
  override _addInfo(): void {
    const plain = { ...this.info };
    for (const [key, value] of Object.entries(plain)) {
      if (typeof value === 'string') this.info[key] = escapeMarkup(value);
    }
    super._addInfo();
    this.appendXML(PDF_UA);
    Object.assign(this.info, plain);
  }
}

/** A document that lays out its texts in the faces that measured them. */
class SettingDocument extends ClaimingDocument {
  readonly #laidOut = new WeakSet<EmbeddedFont>();
  #fonts: FontBytes | null = null;

  /** Registers the fonts by name from bytes: pdfmake itself accepts only paths, and a stage does not read the disk. */
  registerFaces(fonts: FontBytes): void {
    this.#fonts = fonts;
    for (const face of FACES) this.registerFont(face, fonts[face]);
  }

  override font(name: string, ...rest: unknown[]): this {
    super.font(name, ...rest);
    const face = FACES.find((one) => one === name);
    if (!face || !this.#fonts || this.#laidOut.has(this._font)) return this;
    const opened = openFace(face, this.#fonts[face]);
    // Texts are placed by their baselines, one em below the top of their line as in Barlow, whatever a theme's font has.
    this._font.ascender = 1000;
    this._font.layoutRun = (text, features) => opened.run(text, features);
    this.#laidOut.add(this._font);
    return this;
  }
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
