const QUOTE = 0x22;
const LF = 0x0a;

/**
 * How the quotes of a file stand: `regular` if every one opens a cell, closes one or stands doubled inside one;
 * `with-breaks` if some quoted cell holds a line break besides.
 */
export type Quoting = 'regular' | 'with-breaks' | 'irregular';

/**
 * Tells how the quotes of a UTF-8 CSV file stand. DuckDB passes over a cell that never closes without a word, so files that
 * are irregular are not left to it; and it reads a file on several threads only where each line is a row.
 *
 * @param separator one ASCII character
 */
export async function quotingOf(chunks: AsyncIterable<Buffer>, separator: string): Promise<Quoting> {
  const scanner = new QuoteScanner(separator.charCodeAt(0));
  for await (const chunk of chunks) if (!scanner.accepts(chunk)) return 'irregular';
  return scanner.quoting;
}

class QuoteScanner {
  readonly #separator: number;
  #inside = false;
  /** The last byte was a quote inside a cell: the next one tells whether it closes the cell or is doubled. */
  #pending = false;
  #last = LF;
  #hasBreaks = false;

  constructor(separator: number) {
    this.#separator = separator;
  }

  get quoting(): Quoting {
    if (this.#inside && !this.#pending) return 'irregular';
    return this.#hasBreaks ? 'with-breaks' : 'regular';
  }

  /** Whether the quotes of a chunk are regular so far. */
  accepts(chunk: Buffer): boolean {
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at];
      if (byte !== QUOTE && byte !== LF && !this.#pending) continue;
      if (!this.#takes(byte, chunk[at - 1] ?? this.#last)) return false;
    }
    this.#last = chunk[chunk.length - 1] ?? this.#last;
    return true;
  }

  /** A quote, a line break, or the byte after a quote inside a cell; false where it is not regular. */
  #takes(byte: number | undefined, before: number): boolean {
    if (this.#pending) {
      this.#pending = false;
      this.#inside = byte === QUOTE;
      return this.#inside || this.#isBorder(byte);
    }
    if (byte === LF) {
      this.#hasBreaks ||= this.#inside;
      return true;
    }
    this.#pending = this.#inside;
    const isRegular = this.#inside || this.#isBorder(before);
    this.#inside = true;
    return isRegular;
  }

  #isBorder(byte: number | undefined): boolean {
    return byte === this.#separator || byte === LF;
  }
}
