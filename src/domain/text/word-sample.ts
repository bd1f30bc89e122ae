/** The bytes of a text to scan; a file whose first 16 MB are ASCII is very unlikely to be anything else. */
const SCANNED_BYTES = 16 * 1024 * 1024;
const MOST_WORDS = 4000;
const LONGEST_WORD = 80;

const LF = 0x0a;

/** A word with a character beyond ASCII, and its first 1-based line. */
export interface SampleWord {
  readonly text: string;
  readonly line: number;
}

/**
 * Collects the distinct words beyond ASCII in a text's beginning, chunk by chunk. A word is ASCII letters and
 * everything beyond ASCII, so that a letter read as a sign stays in its word. The words are values of the file: they
 * stay in memory.
 */
export class WordSample {
  readonly #lines = new Map<string, number>();
  #size = 0;
  #line = 1;
  /** The beginning of a word cut by the border of a chunk. */
  #cut: Buffer = Buffer.alloc(0);

  /** Whether further text makes no difference. */
  get isFull(): boolean {
    return this.#size > SCANNED_BYTES || this.#lines.size >= MOST_WORDS;
  }

  /** @param chunk UTF-8 with `\n` line ends */
  scan(chunk: Buffer): void {
    if (this.isFull) return;
    this.#size += chunk.length;
    const bytes = this.#cut.length > 0 ? Buffer.concat([this.#cut, chunk]) : chunk;
    let start = 0;
    let isPlain = true;
    for (let position = 0; position < bytes.length; position++) {
      const byte = bytes[position] ?? 0;
      if (byte >= 0x80) isPlain = false;
      else if (!isLetter(byte)) {
        if (!isPlain) this.#add(bytes, start, position);
        if (byte === LF) this.#line++;
        start = position + 1;
        isPlain = true;
      }
    }
    this.#cut = Buffer.from(bytes.subarray(start, start + LONGEST_WORD + 1));
  }

  /** Returns the words; must be called after the text has ended. */
  words(): SampleWord[] {
    if (this.#cut.some((byte) => byte >= 0x80)) this.#add(this.#cut, 0, this.#cut.length);
    return Array.from(this.#lines, ([text, line]) => ({ text, line }));
  }

  #add(chunk: Buffer, from: number, to: number): void {
    if (to - from > LONGEST_WORD) return;
    const word = chunk.toString('utf8', from, to);
    if (!this.#lines.has(word)) this.#lines.set(word, this.#line);
  }
}

/** Returns the words beyond ASCII of a small text. */
export function sampleWords(text: string): SampleWord[] {
  const sample = new WordSample();
  sample.scan(Buffer.from(text));
  return sample.words();
}

const isLetter = (byte: number): boolean => {
  const small = byte | 0x20;
  return small >= 0x61 && small <= 0x7a;
};
