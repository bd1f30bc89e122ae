import type { EmbeddedFont } from 'pdfmake/js/PDFDocument.js';
import { escapeMarkup } from '../../domain/text/escape.ts';
import { FACES, type Face, type FontBytes } from '../page/fonts.ts';
import { MarkedDocument } from './marked-document.ts';
import { openFace } from './opened-faces.ts';

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

/** The opened font of a file, and pdfkit's class of embedded fonts, which it does not export. */
interface Embeddable {
  readonly font: object;
  readonly Embedded: EmbeddedFont['constructor'];
}

/** The fonts that documents embed, opened once for as long as the bytes of their files are in memory. */
const EMBEDDABLE = new WeakMap<Uint8Array, Embeddable>();

/** A document that lays out its texts in the faces that measured them. */
export class SettingDocument extends ClaimingDocument {
  readonly #laidOut = new WeakSet<EmbeddedFont>();
  #fonts: FontBytes | null = null;

  /** Registers the fonts by name from bytes: pdfmake itself accepts only paths, and a stage does not read the disk. */
  registerFaces(fonts: FontBytes): void {
    this.#fonts = fonts;
    for (const face of FACES) this.registerFont(face, fonts[face]);
  }

  override font(name: string, ...rest: unknown[]): this {
    const face = FACES.find((one) => one === name);
    if (!face || !this.#fonts) return super.font(name, ...rest);
    const bytes = this.#fonts[face];
    const embeddable = EMBEDDABLE.get(bytes);
    if (this._fontFamilies[face] || !embeddable) super.font(face);
    else this.#embed(face, embeddable);
    if (!embeddable) EMBEDDABLE.set(bytes, { font: this._font.font, Embedded: this._font.constructor });
    this.#layOutIn(face, bytes);
    return this;
  }

  /** Opens a face as pdfkit does, which would parse the file and its glyphs again in each document. */
  #embed(face: Face, { font, Embedded }: Embeddable): void {
    this._fontCount++;
    const own = new Embedded(this, font, `F${this._fontCount}`);
    const same = this._fontFamilies[own.name];
    // faces of one file are one font
    this._font = same?.font === font ? same : own;
    if (this._font !== own) return;
    this._fontFamilies[face] = own;
    this._fontFamilies[own.name] ??= own;
  }

  #layOutIn(face: Face, bytes: Uint8Array): void {
    if (this.#laidOut.has(this._font)) return;
    const opened = openFace(face, bytes);
    // Texts are placed by their baselines, one em below the top of their line as in Barlow, whatever a theme's font has.
    this._font.ascender = 1000;
    this._font.layoutRun = (text, features) => opened.run(text, features);
    this._font.widthOfString = (text, size) => opened.width(text) * (size / 1000);
    this.#laidOut.add(this._font);
  }
}
