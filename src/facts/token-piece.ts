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

/** Tokens to be found, each once. */
export interface WantedTokens {
  readonly tokens: TokenPiece['tokens'];
  /** The values of their upper 16 bits. */
  readonly groups: readonly number[];
}

/** Returns tokens to be found as a piece has its tokens. @param list in ascending order */
export function toWanted(list: Float64Array): WantedTokens {
  const { tokens } = makePiece({ tokens: list, files: new Float64Array(list.length) }, 1);
  const groups: number[] = [];
  for (let group = 0; group < GROUPS; group++) if (tokens[group] !== tokens[group + 1]) groups.push(group);
  return { tokens, groups };
}

/** Returns where a piece has one of the wanted tokens: the positions of the numbers of their files. */
export function findTokens(tokens: TokenPiece['tokens'], wanted: WantedTokens): number[] {
  const found: number[] = [];
  for (const group of wanted.groups) {
    // no default for numbers that cannot be missing: it would take a third of the time
    const [start, end] = [HEAD + (tokens[group] as number), HEAD + (tokens[group + 1] as number)];
    if (start === end) continue;
    const last = HEAD + (wanted.tokens[group + 1] as number);
    for (let index = HEAD + (wanted.tokens[group] as number); index < last; index++) {
      const lower = wanted.tokens[index] as number;
      for (let at = firstFrom(lower, tokens, start, end); at < end && tokens[at] === lower; at++) found.push(at - HEAD);
    }
  }
  return found;
}

/**
 * Returns the place of the first token that is not smaller, among those from `start` to `end`. Tokens are hashes, so it is
 * looked for near the place that it has if all are equally far apart.
 */
function firstFrom(lower: number, tokens: TokenPiece['tokens'], start: number, end: number): number {
  let at = start + Math.floor((lower / LOWER) * (end - start));
  while (at > start && (tokens[at - 1] as number) >= lower) at--;
  while (at < end && (tokens[at] as number) < lower) at++;
  return at;
}
