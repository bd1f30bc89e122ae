import { isUtf8 } from 'node:buffer';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Encoding } from '../../definitions/hotline.ts';
import { decodeEightBit } from '../../domain/text/eight-bit.ts';
import { looksLikeWindows1252, misreadText } from '../../domain/text/misread-text.ts';
import { EndMarks, KIND_BYTES, LineEnds, NUL_BYTES, otherKind, withoutMarks } from '../../domain/text/text-in.ts';
import { Utf8Survey } from '../../domain/text/utf8-survey.ts';
import { type SampleWord, WordSample } from '../../domain/text/word-sample.ts';
import type { FixedDetail } from '../problems/detail-texts.ts';
import { rejection } from '../problems/problem.ts';
import { QuoteScanner } from './regular-quotes.ts';

/** The maximum size of an unpacked file, in bytes: about sixteen million rows. It also stops decompression bombs. */
export const UNPACKED_LIMIT = 2 * 1024 ** 3;

/** Returns the bytes of a file, from the start on each call. */
export type ByteSource = () => AsyncIterable<Buffer>;

export interface DecodeOptions {
  /** Words that the file may contain, folded. They identify the encoding if nothing else does. */
  readonly known?: ReadonlySet<string>;
  /** The maximum size of the file, in bytes. */
  readonly limit?: number;
}

/**
 * Writes a file's bytes to `target` as UTF-8 text with `\n` line ends, without byte-order and end marks. Tries the
 * encodings in the hotline's order. Nearly any byte sequence is valid Windows-1252, so a text is also refused if its
 * words show that it was written in another encoding.
 *
 * @returns the scan of the text's quotes
 * @throws Rejection `not-decodable` for UTF-16, for data that is not text, for bytes that are not in any listed
 *   encoding, for a text that was once misread, or for a file above the limit. The detail gives the line and what the
 *   text looks like.
 */
export async function decodeToUtf8(
  source: ByteSource,
  target: string,
  encodings: readonly Encoding[],
  { known = new Set(), limit = UNPACKED_LIMIT }: DecodeOptions = {},
): Promise<QuoteScanner> {
  const bytes = (): AsyncGenerator<Buffer> => textBytes(limited(source(), limit));
  let reason: FixedDetail = '';
  for (const encoding of encodings) {
    const decoded = await decodeAs(encoding, bytes(), target);
    if (!decoded) {
      const { isUtf8Damaged, detail } = await surveyed(bytes(), known);
      reason = detail;
      if (isUtf8Damaged) break;
      continue;
    }
    const found = misreadText(decoded.words, encoding, known) ?? undefinedBytes(decoded);
    if (found === null) return decoded.quotes;
    reason = found;
    if (encoding === 'utf-8') break; // valid UTF-8 is not in any other encoding
  }
  throw rejection('not-decodable', reason);
}

/** A decoded text, to be checked before it is trusted. */
interface Decoded {
  readonly quotes: QuoteScanner;
  /** Its words with non-ASCII characters. */
  readonly words: readonly SampleWord[];
  /** Whether it contains bytes that the encoding leaves undefined. */
  readonly hasUndefined: boolean;
}

function undefinedBytes({ hasUndefined, words }: Decoded): FixedDetail | null {
  if (!hasUndefined) return null;
  const line = words.find(({ text }) => /[\u0080-\u009f]/u.test(text))?.line;
  const reason = 'a byte that Windows-1252 does not have';
  return line === undefined ? reason : `line ${line}: ${reason}`;
}

/** Examines bytes that are not UTF-8: they are UTF-8 with some bad bytes, or text in another encoding. */
async function surveyed(
  bytes: AsyncIterable<Buffer>,
  known: ReadonlySet<string>,
): Promise<{ isUtf8Damaged: boolean; detail: FixedDetail }> {
  const survey = new Utf8Survey();
  const sample = new WordSample();
  const lines = new LineEnds();
  for await (const chunk of bytes) {
    survey.scan(chunk);
    if (!sample.isFull) sample.scan(lines.normalise(Buffer.from(decodeEightBit(chunk, 'windows-1252'), 'utf8')));
    if (survey.strays > ENOUGH && !survey.isMostlyUtf8) break;
  }
  survey.end();
  if (survey.isMostlyUtf8) return { isUtf8Damaged: true, detail: survey.describe() };
  const detail = misreadText(sample.words(), 'windows-1252', known) ?? looksLikeWindows1252(survey.firstStray);
  return { isUtf8Damaged: false, detail };
}

/** More non-UTF-8 bytes than this mean that the text is in another encoding. */
const ENOUGH = 10_000;

/** Converts chunks of one encoding to UTF-8; `decode` returns null if the bytes are not in the encoding. */
interface Decoder {
  decode(chunk: Buffer): Buffer | null;
  /** Ends the text and returns whether no bytes remain. */
  end(): boolean;
  /** Whether some bytes represent no character. */
  readonly hasUndefined: boolean;
}

class Utf8 implements Decoder {
  readonly hasUndefined = false;
  /** The bytes of a character that the end of a chunk cut. */
  #cut: Buffer = Buffer.alloc(0);

  decode(chunk: Buffer): Buffer | null {
    const bytes = this.#cut.length > 0 ? Buffer.concat([this.#cut, chunk]) : chunk;
    const whole = bytes.subarray(0, bytes.length - cutLength(bytes));
    this.#cut = Buffer.from(bytes.subarray(whole.length));
    return isUtf8(whole) ? whole : null;
  }

  end(): boolean {
    return this.#cut.length === 0;
  }
}

/** Returns the number of bytes at the end that begin an incomplete character: at most three. */
function cutLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < characterLength(byte) ? back : 0;
  }
  return 0;
}

const characterLength = (first: number): number => (first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2);

/** The bytes that Windows-1252 leaves undefined. */
const UNDEFINED = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

/** Node's own decoder for this encoding has read 0x80-0x9F as Latin-1 in some releases, so it is not used. */
class Windows1252 implements Decoder {
  hasUndefined = false;

  decode(chunk: Buffer): Buffer {
    this.hasUndefined ||= UNDEFINED.some((byte) => chunk.includes(byte));
    return Buffer.from(decodeEightBit(chunk, 'windows-1252'), 'utf8');
  }

  end(): boolean {
    return true;
  }
}

/** @returns null if the bytes are not in the encoding */
async function decodeAs(encoding: Encoding, bytes: AsyncIterable<Buffer>, target: string): Promise<Decoded | null> {
  const decoder = encoding === 'utf-8' ? new Utf8() : new Windows1252();
  const out = createWriteStream(target, { mode: 0o600 });
  const lines = new LineEnds();
  const ends = new EndMarks();
  const quotes = new QuoteScanner();
  const sample = new WordSample();
  try {
    for await (const chunk of bytes) {
      const decoded = decoder.decode(chunk);
      if (!decoded) return null;
      const text = ends.without(lines.normalise(decoded));
      const isTaken = out.write(text);
      quotes.scan(text);
      sample.scan(text);
      if (!isTaken) await once(out, 'drain');
    }
    return decoder.end() ? { quotes, words: sample.words(), hasUndefined: decoder.hasUndefined } : null;
  } finally {
    out.end();
    await once(out, 'close');
  }
}

/** Refuses a file above the limit while its bytes arrive, whatever size an archive declared. */
async function* limited(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limit) throw rejection('not-decodable', `the file is larger than ${limit} bytes unpacked`);
    yield chunk;
  }
}

/** Yields the bytes of a text without byte-order marks; refuses data that is not text. */
async function* textBytes(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (!head) {
      if (chunk.includes(0)) throw rejection('not-decodable', NUL_BYTES);
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < KIND_BYTES) continue;
    yield textHead(head);
    head = null;
  }
  if (head) yield textHead(head);
}

function textHead(head: Buffer): Buffer {
  const kind = otherKind(head.subarray(0, KIND_BYTES)) ?? (head.includes(0) ? NUL_BYTES : null);
  if (kind !== null) throw rejection('not-decodable', kind);
  return withoutMarks(head);
}
