import { createHash } from 'node:crypto';
import type { OpenPage } from 'pdfmake/js/PDFDocument.js';
import { PdfDocument } from './pdfmake-classes.ts';

/**
 * pdfkit's document, which can write a second file: the same pages with more drawn over them, and another title.
 *
 *     draw the pages ─► endFile() ─► beginCopy(title) ─► draw over each page ─► endCopy()
 *
 * The second file has the objects of the first, so that drawing, compressing and embedding happen once. Only the title
 * and the pages' dictionaries are written again; what is drawn over a page is a content stream after the page's own.
 */
export class MarkedDocument extends PdfDocument {
  /** What was written since the last file. It has no initial value, because pdfkit's constructor writes. */
  declare private chunks: Uint8Array[] | undefined;
  readonly #pages: OpenPage[] = [];
  /** Where each object ends in what was written, by its number less 1. */
  readonly #ends: number[] = [];
  #file: Uint8Array = new Uint8Array();
  /** How many pages the copy has begun; null before there is a copy. */
  #begun: number | null = null;

  override _write(data: string | Uint8Array): void {
    const chunk = typeof data === 'string' ? Buffer.from(`${data}\n`, 'latin1') : data;
    this._offset += chunk.byteLength;
    this.chunks ??= [];
    this.chunks.push(chunk);
  }

  /** Does nothing: nothing reads this document as a stream, and a stream would keep it until the next turn of events. */
  override push(): boolean {
    return true;
  }

  override _refEnd(reference: { readonly id: number; readonly offset: number }): void {
    super._refEnd(reference);
    this.#ends[reference.id - 1] = this._offset;
  }

  /** Adds a page; in a copy, opens the next page again and draws after its own content. */
  override addPage(options: object): this {
    if (this.#begun === null) {
      super.addPage(options);
      this.#pages.push(this.page);
      return this;
    }
    this.flushPages();
    const page = this.#pages[this.#begun++];
    if (!page) throw new Error('a copy has no more pages than its document');
    const own = page.content;
    page.content = this.ref();
    page.dictionary.data.Contents = [own, page.content];
    this._pageBuffer.push(page);
    this.page = page;
    return this;
  }

  /** Ends the document and returns its file. */
  endFile(): Uint8Array {
    this.end();
    this.#file = this.#take();
    return this.#file;
  }

  /** Begins a copy of the ended document. Its fonts are embedded besides those of the document. */
  beginCopy(title: string): void {
    this.#begun = 0;
    this.info.Title = title;
    this._fontFamilies = {};
    this.fontCache = {};
  }

  /** Ends the copy and returns its file, which has no object that only the first file needs. */
  endCopy(): Uint8Array {
    this.flushPages();
    for (const font of Object.values(this._fontFamilies)) font.finalize();
    const title = this._info.data.Title;
    if (title) {
      // pdfkit writes a PDF string only for a String object
      title.data = Object(this.info.Title);
      title.end();
    }
    this.#rewriteMetadata();
    return this.#joinObjects(Buffer.concat([this.#file, this.#take()]));
  }

  #rewriteMetadata(): void {
    this.initMetadata();
    this._addInfo();
    this.metadata.end();
    this.metadataRef.data.length = this.metadata.getLength();
    this.metadataRef.end(Buffer.from(this.metadata.getXML()));
  }

  /** Writes a file of the latest version of each object. */
  #joinObjects(written: Uint8Array): Uint8Array {
    const objects = this._offsets.map((offset, index) => written.subarray(offset, this.#ends[index]));
    this._offset = 0;
    this._write(written.subarray(0, Math.min(...this._offsets)));
    for (const [index, object] of objects.entries()) {
      this._offsets[index] = this._offset;
      this._write(object);
    }
    this._id = createHash('sha256').update(this._id).update(String(this.info.Title)).digest().subarray(0, 16);
    this._finalize();
    return this.#take();
  }

  #take(): Uint8Array {
    const bytes = new Uint8Array(Buffer.concat(this.chunks ?? []));
    this.chunks = [];
    return bytes;
  }
}
