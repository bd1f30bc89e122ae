/** A cell holds no longer text than this; Excel cuts what is beyond. */
const LONGEST_CELL = 32_767;

/** A character that XML cannot hold, as Office writes it: `_x000D_`, and `_x005F_` for an underscore before such a text. */
const ESCAPED = /_x([\dA-F]{4})_/giu;

/** A text of a workbook (ST_Xstring) as a spreadsheet program shows it, lines ended by `\n`. NUL stays escaped. */
export function officeText(text: string): string {
  const plain = text.includes('_x') ? text.replace(ESCAPED, unescaped) : text;
  return plain.includes('\r') ? plain.replace(/\r\n?/gu, '\n') : plain;
}

const unescaped = (written: string, hex: string): string =>
  hex === '0000' ? written : String.fromCharCode(Number.parseInt(hex, 16));

/** Joins the pieces of one text, up to what a cell can hold. */
export class TextPieces {
  #text = '';

  add(piece: string): void {
    if (this.#text.length < LONGEST_CELL) this.#text += piece;
  }

  /** The text so far; the next begins empty. */
  take(): string {
    const text = officeText(this.#text).slice(0, LONGEST_CELL);
    this.#text = '';
    return text;
  }
}
