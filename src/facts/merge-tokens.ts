import { GROUPS, HEAD, joined, sizeOf, type TokenPiece } from './token-piece.ts';

/** The pieces of a part in ascending order of their tokens; no two have tokens with the same upper 16 bits. */
export interface PieceSource {
  readonly pieces: AsyncIterable<TokenPiece> | Iterable<TokenPiece>;
  /** By how much the numbers of its files are raised. */
  readonly raisedBy: number;
}

/**
 * Merges parts of an index, of which one piece each is in memory at a time.
 * @param most how many tokens a piece has at most, unless more have the same upper 16 bits
 * @returns the pieces of the part with all their tokens
 */
export async function* mergePieces(sources: readonly PieceSource[], most: number): AsyncGenerator<TokenPiece> {
  const cursors = sources.map((source) => new Cursor(source));
  let piece = new PieceBuilder(most);
  for (let group = 0; group < GROUPS; group++) {
    let size = 0;
    for (const cursor of cursors) {
      if (cursor.isBefore(group)) await cursor.nextPiece();
      size += cursor.enter(group);
    }
    if (piece.size > 0 && piece.size + size > most) {
      yield piece.finish();
      piece = new PieceBuilder(most);
    }
    piece.add(group, size, cursors);
  }
  if (piece.size > 0) yield piece.finish();
}

/** Where a part is being read. */
class Cursor {
  /** The lower 32 bits of its token; more than any has at the end of the group. */
  lower = Number.POSITIVE_INFINITY;
  readonly #raisedBy: number;
  readonly #pieces: AsyncIterator<TokenPiece> | Iterator<TokenPiece>;
  #piece: TokenPiece = { tokens: new Uint32Array(HEAD), files: new Uint32Array(0) };
  #isLast = false;
  #at = 0;
  #end = 0;

  constructor({ pieces, raisedBy }: PieceSource) {
    this.#raisedBy = raisedBy;
    this.#pieces = Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
  }

  /** Whether all tokens of its piece are in groups before this one, and there may be another piece. */
  isBefore(group: number): boolean {
    return !this.#isLast && this.#piece.tokens[group] === sizeOf(this.#piece);
  }

  async nextPiece(): Promise<void> {
    const { done, value } = await this.#pieces.next();
    if (done) this.#isLast = true;
    else this.#piece = value;
  }

  /** Goes to the first token of a group, and returns how many it has. */
  enter(group: number): number {
    const { tokens } = this.#piece;
    [this.#at, this.#end] = [tokens[group] ?? 0, tokens[group + 1] ?? 0];
    this.#read();
    return this.#end - this.#at;
  }

  /** Returns the number of the file of its token, and goes to the next token. */
  take(): number {
    const file = (this.#piece.files[this.#at++] ?? 0) + this.#raisedBy;
    this.#read();
    return file;
  }

  #read(): void {
    this.lower = this.#at < this.#end ? (this.#piece.tokens[HEAD + this.#at] ?? 0) : Number.POSITIVE_INFINITY;
  }
}

class PieceBuilder {
  size = 0;
  readonly #starts = new Uint32Array(HEAD);
  #lower: Uint32Array;
  #files: Uint32Array<ArrayBuffer>;

  constructor(most: number) {
    this.#lower = new Uint32Array(most);
    this.#files = new Uint32Array(most);
  }

  /** Adds the tokens of a group, of which there are this many. */
  add(group: number, size: number, cursors: readonly Cursor[]): void {
    this.#makeRoom(this.size + size);
    for (const end = this.size + size; this.size < end; this.size++) {
      const least = leastOf(cursors);
      this.#lower[this.size] = least.lower;
      this.#files[this.size] = least.take();
    }
    this.#starts[group + 1] = this.size;
  }

  #makeRoom(size: number): void {
    if (size <= this.#lower.length) return;
    const [lower, files] = [new Uint32Array(2 * size), new Uint32Array(2 * size)];
    lower.set(this.#lower);
    files.set(this.#files);
    [this.#lower, this.#files] = [lower, files];
  }

  finish(): TokenPiece {
    this.#starts.fill(this.size, this.#starts.lastIndexOf(this.size));
    return joined(this.#starts, this.#lower.subarray(0, this.size), this.#files.slice(0, this.size));
  }
}

/** Of equal tokens, that of the oldest part is the first. */
function leastOf(cursors: readonly Cursor[]): Cursor {
  let [least] = cursors;
  if (!least) throw new Error('one part at least is merged');
  for (const cursor of cursors) if (cursor.lower < least.lower) least = cursor;
  return least;
}
