/** How much of a text is looked at; a file whose first sixteen million bytes are all ASCII will hardly be anything else. */
const LOOKED_AT = 16 * 1024 * 1024;
const MOST_WORDS = 4000;
const LONGEST_WORD = 80;

const LF = 0x0a;

/** A word with a character beyond ASCII, and the 1-based line where it is first. */
export interface SampleWord {
  readonly text: string;
  readonly line: number;
}

/**
 * The different words beyond ASCII in a text's beginning, taken while it passes chunk by chunk: ASCII letters and everything beyond
 * ASCII, so that a letter that was read as a sign stays in its word. They are values of the file: they stay in memory.
 */
export class WordSample {
  readonly #lines = new Map<string, number>();
  #size = 0;
  #line = 1;
  /** The beginning of a word that the border of a chunk cut. */
  #cut: Buffer = Buffer.alloc(0);

  /** Whether more of the text changes nothing. */
  get isFull(): boolean {
    return this.#size > LOOKED_AT || this.#lines.size >= MOST_WORDS;
  }

  /** @param chunk UTF-8 with `\n` line ends */
  scan(chunk: Buffer): void {
    if (this.isFull) return;
    this.#size += chunk.length;
    const bytes = this.#cut.length > 0 ? Buffer.concat([this.#cut, chunk]) : chunk;
    let start = 0;
    let isPlain = true;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte >= 0x80) isPlain = false;
      else if (!isLetter(byte)) {
        if (!isPlain) this.#take(bytes, start, at);
        if (byte === LF) this.#line++;
        start = at + 1;
        isPlain = true;
      }
    }
    this.#cut = Buffer.from(bytes.subarray(start, start + LONGEST_WORD + 1));
  }

  /** The words so far; to be called when the text has ended. */
  words(): SampleWord[] {
    if (this.#cut.some((byte) => byte >= 0x80)) this.#take(this.#cut, 0, this.#cut.length);
    return Array.from(this.#lines, ([text, line]) => ({ text, line }));
  }

  #take(chunk: Buffer, from: number, to: number): void {
    if (to - from > LONGEST_WORD) return;
    const word = chunk.toString('utf8', from, to);
    if (!this.#lines.has(word)) this.#lines.set(word, this.#line);
  }
}

/** The words beyond ASCII of a small text. */
export function sampleWords(text: string): SampleWord[] {
  const sample = new WordSample();
  sample.scan(Buffer.from(text));
  return sample.words();
}

const isLetter = (byte: number): boolean => {
  const small = byte | 0x20;
  return small >= 0x61 && small <= 0x7a;
};
