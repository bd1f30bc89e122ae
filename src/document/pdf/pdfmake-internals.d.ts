/**
 * The internals of pdfmake 0.3.11 (pinned exactly) and its pdfkit on which this folder depends, as far as they are used
 * (see pdfmake-classes.ts); coordinates are points from the page's top left.
 */
declare module 'pdfmake/js/LayoutBuilder.js' {
  export interface LaidLine {
    readonly inlines: readonly { readonly text: string }[];
    getWidth(): number;
    getHeight(): number;
  }
  export interface LaidPage {
    readonly items: readonly unknown[];
  }
  class LayoutBuilder {
    constructor(pageSize: object, pageMargins: object, svgMeasure: object);
    layoutDocument(content: object, document: object, styles: object, defaultStyle: object): LaidPage[];
    buildNextLine(node: object): LaidLine | null;
  }
  const exported: typeof LayoutBuilder | { readonly default: typeof LayoutBuilder };
  export default exported;
}

declare module 'pdfmake/js/Renderer.js' {
  import type { LaidLine, LaidPage } from 'pdfmake/js/LayoutBuilder.js';
  import type { PdfmakeDocument } from 'pdfmake/js/PDFDocument.js';
  export interface LaidSvg {
    readonly x: number;
    readonly y: number;
    readonly _width: number;
    readonly _height: number;
    readonly svg: string;
  }
  class Renderer {
    constructor(document: PdfmakeDocument);
    readonly pdfDocument: PdfmakeDocument;
    renderPages(pages: readonly LaidPage[]): void;
    renderLine(line: LaidLine, x: number, y: number): void;
    renderVector(vector: object): void;
    renderSVG(svg: LaidSvg): void;
  }
  const exported: typeof Renderer | { readonly default: typeof Renderer };
  export default exported;
}

declare module 'pdfmake/js/PDFDocument.js' {
  import type { LaidRun } from 'fontkit';
  /** A section of marked content, to be added to a structure element. */
  export interface StructureContent {
    readonly refs: readonly object[];
  }
  export interface StructureElement {
    readonly dictionary: { readonly data: Record<string, unknown> };
    add(child: StructureElement | StructureContent): this;
    end(): void;
  }
  /** An object of the file; `end` writes it, and again with what changed. */
  export interface Reference {
    data: Record<string, unknown>;
    end(chunk?: Uint8Array): void;
  }
  export interface OpenPage {
    readonly dictionary: Reference;
    /** The stream that the page's operators are written to. */
    content: Reference;
  }
  export interface OutlineItem {
    addItem(title: string, options?: { readonly expanded?: boolean }): OutlineItem;
  }
  export interface ElementOptions {
    readonly alt?: string;
    readonly actual?: string;
    readonly scope?: string;
    /** Left, top, right, bottom. */
    readonly bbox?: readonly [number, number, number, number];
  }
  /** pdfkit's font in one document: it lays out a text in thousandths of an em. */
  export interface EmbeddedFont {
    /** From the baseline to the top, in thousandths of an em: where pdfmake puts the baseline of a line. */
    ascender: number;
    layoutRun(text: string, features?: readonly string[]): LaidRun;
    /** Returns a width in points of a text in a size in points. */
    widthOfString(text: string, size: number): number;
    /** The PostScript name. */
    readonly name: string;
    /** fontkit's font. */
    readonly font: object;
    readonly constructor: new (document: PdfmakeDocument, font: object, id: string) => EmbeddedFont;
    /** Writes the font's objects. */
    finalize(): void;
  }
  /** pdfkit's document as pdfmake extends it. */
  export class PdfmakeDocument {
    constructor(
      fonts: Readonly<Record<string, { readonly normal: string; readonly bold: string }>>,
      images: object,
      patterns: object,
      attachments: object,
      options: object,
    );
    readonly info: Record<string, unknown>;
    readonly outline: OutlineItem;
    /** The current page. */
    page: OpenPage;
    registerFont(name: string, bytes: Uint8Array): this;
    /** The current font; `font` opens it on first use. */
    _font: EmbeddedFont;
    font(name: string, ...rest: unknown[]): this;
    markContent(tag: 'Artifact', options: { readonly type: string }): this;
    markStructureContent(tag: string): StructureContent;
    endMarkedContent(): this;
    struct(type: string, options?: ElementOptions): StructureElement;
    addStructure(element: StructureElement): this;
    link(x: number, y: number, w: number, h: number, url: string, options: object): this;
    save(): this;
    restore(): this;
    translate(x: number, y: number): this;
    rotate(degrees: number): this;
    /** Changes the axes by the six numbers of an SVG matrix. */
    transform(...matrix: readonly number[]): this;
    /** Adds operators to the page's content. */
    addContent(operators: string): this;
    path(d: string): this;
    rect(x: number, y: number, w: number, h: number): this;
    moveTo(x: number, y: number): this;
    lineTo(x: number, y: number): this;
    fillColor(hex: string): this;
    strokeColor(hex: string): this;
    lineWidth(points: number): this;
    lineCap(cap: string): this;
    lineJoin(join: string): this;
    miterLimit(limit: number): this;
    dash(lengths: readonly number[]): this;
    undash(): this;
    clip(): this;
    fill(rule?: 'even-odd'): this;
    stroke(): this;
    fillAndStroke(rule?: 'even-odd'): this;
    fontSize(points: number): this;
    widthOfString(text: string, options: object): number;
    text(text: string, x: number, y: number, options: object): this;
    addPage(options: object): this;
    /** Pages that are not written yet; `flushPages` writes them. */
    readonly _pageBuffer: OpenPage[];
    flushPages(): void;
    /** Creates an object. */
    ref(): Reference;
    /** Called when an object is written. */
    _refEnd(reference: { readonly id: number; readonly offset: number }): void;
    /** Emits bytes to readers of the document as a stream. */
    push(chunk: Uint8Array | null): boolean;
    /** Writes bytes, or a line of text. */
    _write(data: string | Uint8Array): void;
    /** How many bytes are written. */
    _offset: number;
    /** Where each object begins, by its number less 1. */
    readonly _offsets: number[];
    /** Writes every object that is not written yet, and the end of the file. */
    end(): void;
    /** Writes the cross-reference table and the trailer. */
    _finalize(): void;
    /** The opened fonts by name, as pdfkit and as pdfmake know them. */
    _fontFamilies: Record<string, EmbeddedFont>;
    /** How many fonts were opened: the number of the last one. */
    _fontCount: number;
    fontCache: object;
    /** The file's identifier. */
    _id: Uint8Array;
    readonly _info: { readonly data: Readonly<Record<string, { data: unknown; end(): void }>> };
    readonly metadata: { end(): void; getLength(): number; getXML(): string };
    readonly metadataRef: Reference;
    initMetadata(): void;
    _addInfo(): void;
    /** Adds to the XMP metadata. */
    appendXML(xml: string): void;
  }
  const exported: typeof PdfmakeDocument | { readonly default: typeof PdfmakeDocument };
  export default exported;
}

declare module 'pdfmake/js/SVGMeasure.js' {
  class SvgMeasure {
    measureSVG(svg: string): { readonly width: number; readonly height: number };
    /** Returns the SVG with its size as laid out. */
    writeDimensions(svg: string, size: object): string;
  }
  const exported: typeof SvgMeasure | { readonly default: typeof SvgMeasure };
  export default exported;
}
