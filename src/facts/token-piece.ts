/**
 * A piece of an index of tokens (record-tokens.ts) as it is stored: which token is in which file. It is searched as it is
 * read, without being decoded, so numbers are in the byte order of every processor that runs the program: little-endian.
 */
export interface TokenPiece {
  /**
   * For each of the 65,536 values of a token's upper 16 bits, where its tokens begin, and where the last ones end; then
   * the lower 32 bits of all tokens, in ascending order.
   */
  readonly tokens: Uint32Array<ArrayBuffer>;
  /** The number of each token's file, in the same order. */
  readonly files: Uint32Array<ArrayBuffer>;
}

/** Tokens in ascending order, each with the number of its file; a pair may occur several times. */
export interface TokenList {
  readonly tokens: Float64Array;
  readonly files: Float64Array;
}

/** How many values the upper 16 bits of a token have. */
export const GROUPS = 2 ** 16;
/** How many numbers are before the tokens. */
export const HEAD = GROUPS + 1;
const LOWER = 2 ** 32;

/** How many tokens a piece has. */
export const sizeOf = ({ files }: Pick<TokenPiece, 'files'>): number => files.length;

/** Returns a piece with the pairs of a list whose file has a number below a limit, each pair once. */
export function makePiece({ tokens, files }: TokenList, below: number): TokenPiece {
  const starts = new Uint32Array(HEAD);
  const [lower, numbers] = [new Uint32Array(tokens.length), new Uint32Array(tokens.length)];
  let [size, group, last] = [0, 0, -1];
  for (let at = 0; at < tokens.length; at++) {
    const [token = 0, file = 0] = [tokens[at], files[at]];
    if (file >= below || (token === last && file === numbers[size - 1])) continue;
    for (; group < Math.floor(token / LOWER); group++) starts[group + 1] = size;
    lower[size] = token; // the array keeps the lower 32 bits
    numbers[size++] = file;
    last = token;
  }
  starts.fill(size, group + 1);
  return joined(starts, lower.subarray(0, size), numbers.slice(0, size));
}

/** Returns a piece of where each group begins, the lower 32 bits and the files of its tokens. */
export function joined(starts: Uint32Array, lower: Uint32Array, files: Uint32Array<ArrayBuffer>): TokenPiece {
  const tokens = new Uint32Array(HEAD + lower.length);
  tokens.set(starts);
  tokens.set(lower, HEAD);
  return { tokens, files };
}

/**
 * Returns tokens to be found, each once, as a piece has its tokens. Without files it takes a third of the time of
 * `makePiece`, and the search waits for it.
 * @param list in ascending order
 */
export function toWanted(list: Float64Array): TokenPiece['tokens'] {
  const wanted = new Uint32Array(HEAD + list.length);
  let [size, group, last] = [0, 0, -1];
  for (let at = 0; at < list.length; at++) {
    const token = list[at] as number;
    if (token === last) continue;
    for (const upper = Math.floor(token / LOWER); group < upper; group++) wanted[group + 1] = size;
    wanted[HEAD + size++] = token; // the array keeps the lower 32 bits
    last = token;
  }
  return wanted.fill(size, group + 1, HEAD);
}

/** Returns this many of the next numbers of what is read. They are valid until it is called again. */
export type NextNumbers = (count: number) => Uint32Array<ArrayBuffer>;

/** About how many tokens are read and searched at a time: few enough to remain in the cache of a processor. */
const TOKENS_OF_BLOCK = 2 ** 16;

/**
 * Returns where a piece has one of the wanted tokens: the positions of the numbers of their files.
 * @param next reads the piece's tokens, from the first number to the last
 */
export function findTokens(next: NextNumbers, wanted: TokenPiece['tokens']): number[] {
  const starts = next(HEAD).slice();
  const found: number[] = [];
  for (let first = 0; first < GROUPS; ) {
    const last = endOfBlock(starts, first);
    // no default for numbers that cannot be missing: it would take a third of the time
    const before = starts[first] as number;
    const block = next((starts[last] as number) - before);
    for (let group = first; group < last; group++) {
      const start = (starts[group] as number) - before;
      const end = (starts[group + 1] as number) - before;
      if (start === end) continue;
      const lastWanted = HEAD + (wanted[group + 1] as number);
      for (let index = HEAD + (wanted[group] as number); index < lastWanted; index++) {
        const lower = wanted[index] as number;
        for (let at = firstFrom(lower, block, start, end); at < end && block[at] === lower; at++)
          found.push(before + at);
      }
    }
    first = last;
  }
  return found;
}

/** Returns the group after those that are a block: one, or as many as have few enough tokens. */
function endOfBlock(starts: Uint32Array, first: number): number {
  const most = (starts[first] as number) + TOKENS_OF_BLOCK;
  let end = first + 1;
  while (end < GROUPS && (starts[end + 1] as number) <= most) end++;
  return end;
}

/**
 * Returns the place of the first token that is not smaller, among those from `start` to `end`. Tokens are hashes, so it is
 * looked for near the place that it has if all are equally far apart, as seen from the beginning and then from there.
 */
function firstFrom(lower: number, tokens: Uint32Array, start: number, end: number): number {
  const each = (end - start) / LOWER;
  const near = start + Math.floor(lower * each);
  let at = Math.min(end, Math.max(start, near + Math.floor((lower - (tokens[near] as number)) * each)));
  while (at > start && (tokens[at - 1] as number) >= lower) at--;
  while (at < end && (tokens[at] as number) < lower) at++;
  return at;
}
