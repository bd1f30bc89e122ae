import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

const QUOTE = 0x22;
const LF = 0x0a;

/**
 * The placement of a file's quotes.
 *
 * - `regular`: every quote opens or closes a cell.
 * - `with-doubled`: as `regular`, but some cells contain doubled quotes.
 * - `with-breaks`: some quoted cell contains a line break; quotes may be doubled.
 * - `irregular`: any other placement.
 */
export type Quoting = 'regular' | 'with-doubled' | 'with-breaks' | 'irregular';

/**
 * Scans the quotes and blank lines of a UTF-8 CSV file. DuckDB silently skips a cell that never closes and blank lines,
 * so it does not read files that have either. It reads a file on several threads only if each line is a row.
 */
export async function scanQuotes(chunks: AsyncIterable<Buffer>): Promise<QuoteScanner> {
  const scanner = new QuoteScanner();
  for await (const chunk of chunks) scanner.scan(chunk);
  return scanner;
}

/**
 * Returns the placement of a file's quotes, using the scan of its text if there is one. A file is also `irregular` if
 * it has blank lines between its rows. Blank lines at its end do not count.
 *
 * @param separator one ASCII character
 * @param scanned null if the text has not been scanned yet
 */
export async function quotingOf(
  path: string,
  separator: string,
  scanned: QuoteScanner | null = null,
): Promise<Quoting> {
  const scanner = scanned ?? (await scanQuotes(createReadStream(path, { highWaterMark: 1024 * 1024 })));
  const { firstBlankLine } = scanner;
  if (firstBlankLine !== null && firstBlankLine < (await contentEnd(path))) return 'irregular';
  return scanner.quoting(separator);
}

/** Returns the offset after the last byte of a file that is not a line break. Searches the last megabyte. */
async function contentEnd(path: string): Promise<number> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - TAIL_BYTES);
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(size - from), position: from });
    let length = bytesRead;
    while (length > 0 && buffer[length - 1] === LF) length--;
    return from + length;
  } finally {
    await file.close();
  }
}

const TAIL_BYTES = 1024 * 1024;

/**
 * Scans the quotes of a text chunk by chunk while it is being written or read. The separator need not be known yet:
 * quotes show where quoted cells begin and end, and the scanner records the bytes next to these cells.
 */
export class QuoteScanner {
  /** The bytes found before an opening quote or after a closing quote. */
  readonly #borders = new Uint8Array(256);
  #inside = false;
  /** Whether the last byte was a quote inside a cell. The next byte shows whether it closes the cell or is doubled. */
  #pending = false;
  #last = LF;
  #hasBreaks = false;
  #hasDoubled = false;
  /** The number of bytes scanned so far. */
  #length = 0;
  #firstBlank: number | null = null;

  /** @param separator one ASCII character */
  quoting(separator: string): Quoting {
    if ((this.#inside && !this.#pending) || !this.#bordersAre(separator)) return 'irregular';
    if (this.#hasBreaks) return 'with-breaks';
    return this.#hasDoubled ? 'with-doubled' : 'regular';
  }

  /** Returns whether only separators and line breaks have been next to quoted cells so far. */
  #bordersAre(separator: string): boolean {
    const allowed = separator.charCodeAt(0);
    return this.#borders.every((seen, byte) => seen === 0 || byte === allowed || byte === LF);
  }

  /**
   * The offset of the first line break that follows another one or begins the text. A blank line ends there. It may be
   * inside a quoted cell.
   */
  get firstBlankLine(): number | null {
    return this.#firstBlank;
  }

  /** Scans the next bytes of the text. */
  scan(chunk: Buffer): void {
    const { length } = chunk;
    if (length === 0) return;
    this.#findBlank(chunk);
    this.#length += length;
    const words = new Words(chunk);
    let at = this.#pending ? this.#afterQuote(chunk, 0) : 0;
    while (at < length) at = this.#inside ? this.#throughCell(chunk, words, at) : this.#toCell(chunk, words, at);
    this.#last = chunk[length - 1] ?? LF;
  }

  #findBlank(chunk: Buffer): void {
    if (this.#firstBlank !== null) return;
    const at = this.#last === LF && chunk[0] === LF ? 0 : chunk.indexOf('\n\n') + 1;
    if (at > 0 || (this.#last === LF && chunk[0] === LF)) this.#firstBlank = this.#length + at;
  }

  /** Moves from outside a cell to the first byte inside the next quoted cell. */
  #toCell(chunk: Buffer, words: Words, from: number): number {
    const at = words.next(from, QUOTE);
    if (at === chunk.length) return at;
    this.#borders[at === 0 ? this.#last : (chunk[at - 1] ?? LF)] = 1;
    this.#inside = true;
    return at + 1;
  }

  /** Moves from inside a cell to the byte after its next quote, or to its first line break. */
  #throughCell(chunk: Buffer, words: Words, from: number): number {
    const at = words.next(from, this.#hasBreaks ? QUOTE : LF);
    this.#hasBreaks ||= chunk[at] === LF;
    if (chunk[at] !== QUOTE) return at;
    this.#pending = true;
    return at + 1 === chunk.length ? chunk.length : this.#afterQuote(chunk, at + 1);
  }

  /** Handles the byte after a quote inside a cell: another quote, or the border that ends the cell. */
  #afterQuote(chunk: Buffer, at: number): number {
    this.#pending = false;
    if (chunk[at] === QUOTE) {
      this.#hasDoubled = true;
      return at + 1;
    }
    this.#inside = false;
    this.#borders[chunk[at] ?? LF] = 1;
    return at;
  }
}

const everyByte = (byte: number): number => byte * 0x01010101;
const QUOTES = everyByte(QUOTE);
const ONES = everyByte(1);
const HIGH_BITS = everyByte(0x80) | 0;

/** A chunk as words of four bytes. Most words contain no quote, and a search byte by byte takes three times as long. */
class Words {
  readonly #chunk: Buffer;
  readonly #words: Int32Array;
  /** The offset of the chunk in its first word. */
  readonly #shift: number;

  constructor(chunk: Buffer) {
    this.#chunk = chunk;
    this.#shift = chunk.byteOffset % 4;
    this.#words = new Int32Array(chunk.buffer, chunk.byteOffset - this.#shift, (chunk.length + this.#shift) >> 2);
  }

  /**
   * Returns the index of the next quote at or after `from`, or of the next `other` byte if it comes first; the length
   * if there is neither.
   */
  next(from: number, other: number): number {
    const chunk = this.#chunk;
    const length = chunk.length;
    const shift = this.#shift;
    let at = from;
    for (; at < length && ((at + shift) & 3) !== 0; at++) if (chunk[at] === QUOTE || chunk[at] === other) return at;
    const start = (this.#wordWith(everyByte(other), (at + shift) >> 2) << 2) - shift;
    if (start > at) at = start;
    while (at < length && chunk[at] !== QUOTE && chunk[at] !== other) at++;
    return at;
  }

  /**
   * Returns the index of the first word that contains a quote or another byte. XOR turns equal bytes into zero.
   * Subtracting one from each byte of a word sets a clear high bit of a byte only if some byte was zero.
   */
  #wordWith(others: number, from: number): number {
    const words = this.#words;
    const end = words.length;
    let at = from;
    for (; at < end; at++) {
      const word = words[at] ?? 0;
      const a = word ^ QUOTES;
      const b = word ^ others;
      if (((((a - ONES) & ~a) | ((b - ONES) & ~b)) & HIGH_BITS) !== 0) break;
    }
    return at;
  }
}
