const QUOTE = 0x22;
const LF = 0x0a;

/**
 * Whether every quote of a UTF-8 CSV file opens a cell, closes one or stands doubled inside one. DuckDB passes over a cell
 * that never closes without a word, so only such files are left to it.
 *
 * @param separator one ASCII character
 */
export async function hasRegularQuotes(chunks: AsyncIterable<Buffer>, separator: string): Promise<boolean> {
  const scanner = new QuoteScanner(separator.charCodeAt(0));
  for await (const chunk of chunks) if (!scanner.accepts(chunk)) return false;
  return scanner.isClosed;
}

class QuoteScanner {
  readonly #separator: number;
  #inside = false;
  /** The last byte was a quote inside a cell: the next one tells whether it closes the cell or is doubled. */
  #pending = false;
  /** The byte at hand is the second of a doubled quote. */
  #doubled = false;
  #last = LF;

  constructor(separator: number) {
    this.#separator = separator;
  }

  get isClosed(): boolean {
    return !this.#inside || this.#pending;
  }

  accepts(chunk: Buffer): boolean {
    for (let at = 0; at < chunk.length; ) {
      if (!this.#decides(chunk[at])) return false;
      const doubled = this.#doubled ? 1 : 0;
      this.#doubled = false;
      const quote = chunk.indexOf(QUOTE, at + doubled);
      if (quote < 0) break;
      if (!this.#takes(quote > 0 ? chunk[quote - 1] : this.#last)) return false;
      at = quote + 1;
    }
    this.#last = chunk[chunk.length - 1] ?? this.#last;
    return true;
  }

  /** What follows a quote inside a cell: another one (it was doubled), or the end of the cell. */
  #decides(byte: number | undefined): boolean {
    if (!this.#pending) return true;
    this.#pending = false;
    this.#inside = byte === QUOTE;
    this.#doubled = this.#inside;
    return this.#inside || this.#endsCell(byte);
  }

  /** A quote: inside a cell it awaits its next byte; outside it must begin a cell. */
  #takes(before: number | undefined): boolean {
    if (this.#inside) {
      this.#pending = true;
      return true;
    }
    this.#inside = this.#endsCell(before);
    return this.#inside;
  }

  #endsCell(byte: number | undefined): boolean {
    return byte === this.#separator || byte === LF;
  }
}
