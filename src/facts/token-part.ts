/**
 * A part of an index of tokens (record-tokens.ts) as it is stored: which token is in which file. It is searched as it is
 * read, without being decoded, so numbers are in the byte order of every processor that runs the program: little-endian.
 */
export interface TokenPart {
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

const GROUPS = 2 ** 16;
/** How many numbers are before the tokens. */
export const HEAD = GROUPS + 1;
const LOWER = 2 ** 32;

/** How many tokens a part has. */
export const sizeOf = ({ files }: Pick<TokenPart, 'files'>): number => files.length;

/** Returns a part with the pairs of a list whose file has a number below a limit, each pair once. */
export function makePart({ tokens, files }: TokenList, below: number): TokenPart {
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

function joined(starts: Uint32Array, lower: Uint32Array, files: Uint32Array<ArrayBuffer>): TokenPart {
  const tokens = new Uint32Array(HEAD + lower.length);
  tokens.set(starts);
  tokens.set(lower, HEAD);
  return { tokens, files };
}

/** Returns the two parts as one. The numbers of the later one's files are raised by a number. */
export function mergeParts(one: TokenPart, later: TokenPart, raisedBy: number): TokenPart {
  const size = sizeOf(one) + sizeOf(later);
  const tokens = new Uint32Array(HEAD + size);
  const files = new Uint32Array(size);
  let to = 0;
  const take = ({ tokens: from, files: numbers }: TokenPart, at: number, raise: number): void => {
    tokens[HEAD + to] = from[HEAD + at] ?? 0;
    files[to++] = (numbers[at] ?? 0) + raise;
  };
  let [a, b] = [0, 0];
  for (let group = 0; group < GROUPS; group++) {
    const [endOfA = 0, endOfB = 0] = [one.tokens[group + 1], later.tokens[group + 1]];
    while (a < endOfA || b < endOfB)
      if (b === endOfB || (a < endOfA && (one.tokens[HEAD + a] ?? 0) <= (later.tokens[HEAD + b] ?? 0)))
        take(one, a++, 0);
      else take(later, b++, raisedBy);
    tokens[group + 1] = to;
  }
  return { tokens, files };
}

/** Tokens to be found, as a part has them: where each group begins, and the lower 32 bits in ascending order. */
export interface WantedTokens {
  readonly starts: Uint32Array;
  readonly lower: Uint32Array;
}

/** Returns tokens to be found. @param tokens in ascending order */
export function toWanted(tokens: Float64Array): WantedTokens {
  const starts = new Uint32Array(HEAD);
  const lower = new Uint32Array(tokens.length);
  let group = 0;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? 0;
    lower[at] = token; // the array keeps the lower 32 bits
    for (const own = Math.floor(token / LOWER); group < own; ) starts[++group] = at;
  }
  return { starts: starts.fill(tokens.length, group + 1), lower };
}

/**
 * Returns where a part has one of the wanted tokens: the positions of the numbers of their files. Parts and wanted tokens
 * are searched side by side, so many tokens cost little more than reading the part once.
 */
export function findTokens(tokens: TokenPart['tokens'], { starts, lower }: WantedTokens): number[] {
  const found: number[] = [];
  for (let group = 0; group < GROUPS; group++) {
    let at = HEAD + (tokens[group] as number);
    const end = HEAD + (tokens[group + 1] as number);
    const last = starts[group + 1] as number;
    for (let index = starts[group] as number; index < last; index++) {
      const wanted = lower[index] as number;
      // a default for numbers that cannot be missing takes a third of the time
      while (at < end && (tokens[at] as number) < wanted) at++;
      for (; at < end && tokens[at] === wanted; at++) found.push(at - HEAD);
    }
  }
  return found;
}
