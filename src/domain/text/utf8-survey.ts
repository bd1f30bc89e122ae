const LF = 0x0a;
const CR = 0x0d;

/** The bytes after a place that a look at it needs: a character of four bytes and the one behind it. */
const AHEAD = 4;

/** What is wrong with bytes that are not all UTF-8, with the line. */
export type Utf8Fault =
  `line ${number}: ${'one byte is not UTF-8' | `the first of ${number} bytes that are not UTF-8`}`;

/**
 * Counts what is UTF-8 and what is not in bytes that are not all UTF-8, chunk by chunk: a damaged UTF-8 file, or another encoding?
 */
export class Utf8Survey {
  /** Characters of more than one byte that stand where letters do: other encodings hardly ever have one. */
  characters = 0;
  /** Bytes that belong to no character of UTF-8. */
  strays = 0;
  /** The 1-based line of the first of them. */
  firstStray = 0;
  #line = 1;
  #before = 0;
  #rest: Buffer = Buffer.alloc(0);

  scan(chunk: Buffer): void {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    this.#rest = Buffer.from(bytes.subarray(this.#through(bytes, bytes.length - AHEAD)));
  }

  /** To be called when the bytes end. */
  end(): void {
    this.#through(this.#rest, this.#rest.length);
  }

  /** Whether the file is UTF-8 but for some bytes. */
  get isMostlyUtf8(): boolean {
    return this.characters > 0 && this.characters >= this.strays;
  }

  /** What is wrong, with the line. */
  told(): Utf8Fault {
    return this.strays === 1
      ? `line ${this.firstStray}: one byte is not UTF-8`
      : `line ${this.firstStray}: the first of ${this.strays} bytes that are not UTF-8`;
  }

  /** Looks at bytes up to a place. @returns the first byte that was not looked at */
  #through(bytes: Buffer, end: number): number {
    let at = 0;
    while (at < end) {
      const byte = bytes[at] ?? 0;
      if (byte < 0x80) {
        if (byte === LF ? this.#before !== CR : byte === CR) this.#line++;
        this.#before = byte;
        at++;
      } else at += this.#high(bytes, at);
    }
    return at;
  }

  /** Counts the character or stray byte at a place. @returns its length */
  #high(bytes: Buffer, at: number): number {
    const length = characterLength(bytes, at);
    const follows = bytes[at + length] ?? 0;
    if (length === 0) {
      if (this.strays++ === 0) this.firstStray = this.#line;
    } else if (length > 2 || isLower(this.#before) || isLetter(follows)) this.characters++;
    this.#before = 0x80;
    return Math.max(1, length);
  }
}

const isLower = (byte: number): boolean => byte >= 0x61 && byte <= 0x7a;
const isLetter = (byte: number): boolean => isLower(byte | 0x20);

/** The lengths that first bytes announce, by the first byte from which on they do. */
const LENGTHS = [
  { from: 0xf5, length: 0 },
  { from: 0xf0, length: 4 },
  { from: 0xe0, length: 3 },
  { from: 0xc2, length: 2 },
];

/** How long the character of UTF-8 at a place is, 0 where there is none (RFC 3629). */
function characterLength(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0;
  const length = LENGTHS.find(({ from }) => first >= from)?.length ?? 0;
  for (let index = 1; index < length; index++) if (((bytes[at + index] ?? 0) & 0xc0) !== 0x80) return 0;
  return isShortest(first, bytes[at + 1] ?? 0) ? length : 0;
}

/** Whether two first bytes begin neither an overlong form, a surrogate, nor a number beyond Unicode. */
function isShortest(first: number, second: number): boolean {
  if (first === 0xe0) return second >= 0xa0;
  if (first === 0xed) return second < 0xa0;
  if (first === 0xf0) return second >= 0x90;
  return first !== 0xf4 || second < 0x90;
}
