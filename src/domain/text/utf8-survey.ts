const LF = 0x0a;
const CR = 0x0d;

/** The number of bytes needed after a position: a character of four bytes and the byte after it. */
const LOOKAHEAD = 4;

/** What is wrong with bytes that are not all UTF-8, with the line. */
export type Utf8Error =
  `line ${number}: ${'one byte is not UTF-8' | `the first of ${number} bytes that are not UTF-8`}`;

/** Counts valid and invalid UTF-8 in bytes, chunk by chunk: is it a damaged UTF-8 file, or another encoding? */
export class Utf8Survey {
  /** Multi-byte characters in positions of letters: other encodings rarely have any. */
  characters = 0;
  /** Bytes that are part of no UTF-8 character. */
  strays = 0;
  /** The 1-based line of the first such byte. */
  firstStray = 0;
  #line = 1;
  #before = 0;
  #rest: Buffer = Buffer.alloc(0);

  scan(chunk: Buffer): void {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    this.#rest = Buffer.from(bytes.subarray(this.#scanTo(bytes, bytes.length - LOOKAHEAD)));
  }

  /** Must be called at the end of the bytes. */
  end(): void {
    this.#scanTo(this.#rest, this.#rest.length);
  }

  /** Whether the file is UTF-8 except for a few bytes. */
  get isMostlyUtf8(): boolean {
    return this.characters > 0 && this.characters >= this.strays;
  }

  /** Describes what is wrong, with the line. */
  describe(): Utf8Error {
    return this.strays === 1
      ? `line ${this.firstStray}: one byte is not UTF-8`
      : `line ${this.firstStray}: the first of ${this.strays} bytes that are not UTF-8`;
  }

  /** Scans bytes up to a position. @returns the first byte not scanned */
  #scanTo(bytes: Buffer, end: number): number {
    let position = 0;
    while (position < end) {
      const byte = bytes[position] ?? 0;
      if (byte < 0x80) {
        if (byte === LF ? this.#before !== CR : byte === CR) this.#line++;
        this.#before = byte;
        position++;
      } else position += this.#countHigh(bytes, position);
    }
    return position;
  }

  /** Counts the character or stray byte at a position. @returns its length */
  #countHigh(bytes: Buffer, position: number): number {
    const length = characterLength(bytes, position);
    const follows = bytes[position + length] ?? 0;
    if (length === 0) {
      if (this.strays++ === 0) this.firstStray = this.#line;
    } else if (length > 2 || isLower(this.#before) || isLetter(follows)) this.characters++;
    this.#before = 0x80;
    return Math.max(1, length);
  }
}

const isLower = (byte: number): boolean => byte >= 0x61 && byte <= 0x7a;
const isLetter = (byte: number): boolean => isLower(byte | 0x20);

/** The length of a character by the lowest first byte that announces it. */
const LENGTHS = [
  { from: 0xf5, length: 0 },
  { from: 0xf0, length: 4 },
  { from: 0xe0, length: 3 },
  { from: 0xc2, length: 2 },
];

/** Returns the length of the UTF-8 character at a position, 0 if there is none (RFC 3629). */
function characterLength(bytes: Buffer, position: number): number {
  const first = bytes[position] ?? 0;
  const length = LENGTHS.find(({ from }) => first >= from)?.length ?? 0;
  for (let index = 1; index < length; index++) if (((bytes[position + index] ?? 0) & 0xc0) !== 0x80) return 0;
  return isShortest(first, bytes[position + 1] ?? 0) ? length : 0;
}

/** Whether two first bytes begin neither an overlong form, nor a surrogate, nor a number beyond Unicode. */
function isShortest(first: number, second: number): boolean {
  if (first === 0xe0) return second >= 0xa0;
  if (first === 0xed) return second < 0xa0;
  if (first === 0xf0) return second >= 0x90;
  return first !== 0xf4 || second < 0x90;
}
