/** The maximum length of a cell's text; Excel cuts longer texts. */
const LONGEST_CELL = 32_767;

/**
 * A character that XML cannot contain, as Office writes it: `_x000D_`, and `_x005F_` for an underscore before such a
 * text.
 */
const ESCAPED = /_x([\dA-F]{4})_/giu;

/**
 * Converts a text of a workbook (ST_Xstring) to the text that a spreadsheet program shows, with `\n` line ends. NUL
 * remains escaped.
 */
export function officeText(text: string): string {
  const plain = text.includes('_x') ? text.replace(ESCAPED, unescaped) : text;
  return plain.includes('\r') ? plain.replace(/\r\n?/gu, '\n') : plain;
}

const unescaped = (written: string, hex: string): string =>
  hex === '0000' ? written : String.fromCharCode(Number.parseInt(hex, 16));

/** Joins the pieces of one text, up to the maximum length of a cell. */
export class TextPieces {
  #text = '';

  add(piece: string): void {
    if (this.#text.length < LONGEST_CELL) this.#text += piece;
  }

  /** Returns the text so far and starts an empty one. */
  take(): string {
    const text = officeText(this.#text).slice(0, LONGEST_CELL);
    this.#text = '';
    return text;
  }
}
