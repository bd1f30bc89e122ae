import { TextPieces } from './cell-text.ts';
import { readXml, type XmlHandler } from './xml.ts';

/** Reads the texts that cells share, in their order. Joins the runs of a rich text and omits pronunciations (`rPh`). */
export async function readSharedStrings(part: AsyncIterable<Buffer>): Promise<string[]> {
  const handler = new SharedStringsHandler();
  await readXml(part, handler);
  return handler.texts;
}

class SharedStringsHandler implements XmlHandler {
  readonly texts: string[] = [];
  readonly #pieces = new TextPieces();
  #isShown = false;

  open(name: string, _attributes: unknown, parent: string): void {
    if (name === 't') this.#isShown = parent === 'si' || parent === 'r';
  }

  text(text: string, parent: string): void {
    if (parent === 't' && this.#isShown) this.#pieces.add(text);
  }

  close(name: string): void {
    if (name === 'si') this.texts.push(this.#pieces.take());
  }
}
