import { isUtf8 } from 'node:buffer';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { detailOf } from './detail-phrases.ts';
import type { Encoding } from './hotline.ts';
import { QuoteScanner } from './regular-quotes.ts';
import { rejection } from './rejection.ts';

/** The most bytes a file may have once it is unpacked: about sixteen million rows, and no bomb. */
export const UNPACKED_LIMIT = 2 * 1024 ** 3;

/** The bytes of a file, from the start on each call. */
export type ByteSource = () => AsyncIterable<Buffer>;

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const NUL = 0x00;
const LF = 0x0a;
const CR = 0x0d;

/**
 * Writes a file's bytes as UTF-8 text with `\n` line ends and no byte-order mark to `target`. The encodings are tried in
 * the hotline's order, UTF-8 by its own rules (`fatal`), Windows-1252 by its undefined bytes.
 *
 * @param limit bytes that the file may have
 * @returns how the quotes of the text stand
 * @throws Rejection `not-decodable` for NULs, UTF-16, bytes that no listed encoding has, or more than the limit
 */
export async function decodeToUtf8(
  source: ByteSource,
  target: string,
  encodings: readonly Encoding[],
  limit = UNPACKED_LIMIT,
): Promise<QuoteScanner> {
  for (const encoding of encodings) {
    const decoder = encoding === 'utf-8' ? new Utf8() : new Windows1252();
    const quotes = await decodeAs(decoder, limited(source(), limit), target);
    if (quotes) return quotes;
  }
  throw rejection('not-decodable', detailOf('encodings', { encodings }));
}

/** Turns chunks of one encoding into UTF-8; null where the bytes are not in it. */
interface Decoder {
  decode(chunk: Buffer): Buffer | null;
  end(): boolean;
}

class Utf8 implements Decoder {
  /** The bytes of a character that the border of a chunk cut. */
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

/** How many bytes at the end begin a character that goes on: at most three. */
function cutLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < characterLength(byte) ? back : 0;
  }
  return 0;
}

const characterLength = (first: number): number => (first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2);

/** 0x80-0x9F of Windows-1252; a space stands for the five bytes it leaves undefined. */
const WINDOWS_1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** Spelled out because Node's own decoder for this label has read these bytes as Latin-1 in some releases. */
class Windows1252 implements Decoder {
  decode(chunk: Buffer): Buffer | null {
    let isDefined = true;
    const text = chunk.toString('latin1').replace(/[\x80-\x9f]/gu, (byte) => {
      const character = WINDOWS_1252.charAt(byte.charCodeAt(0) - 0x80);
      if (character === ' ') isDefined = false;
      return character;
    });
    return isDefined ? Buffer.from(text, 'utf8') : null;
  }

  end(): boolean {
    return true;
  }
}

/** @returns null where the bytes are not in the encoding */
async function decodeAs(decoder: Decoder, bytes: AsyncIterable<Buffer>, target: string): Promise<QuoteScanner | null> {
  const out = createWriteStream(target, { mode: 0o600 });
  const lines = new LineEnds();
  const quotes = new QuoteScanner();
  try {
    for await (const chunk of withoutBom(bytes)) {
      if (chunk.includes(NUL)) throw rejection('not-decodable', 'the file holds NUL bytes: it is no text file');
      const decoded = decoder.decode(chunk);
      if (!decoded) return null;
      const text = lines.normalise(decoded);
      const isTaken = out.write(text);
      quotes.scan(text);
      if (!isTaken) await once(out, 'drain');
    }
    return decoder.end() ? quotes : null;
  } finally {
    out.end();
    await once(out, 'close');
  }
}

/** Refuses more than the limit while the bytes arrive, whatever an archive declared. */
async function* limited(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limit) throw rejection('not-decodable', `the file is larger than ${limit} bytes unpacked`);
    yield chunk;
  }
}

async function* withoutBom(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (!head) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < BOM.length) continue;
    yield afterBom(head);
    head = null;
  }
  if (head) yield afterBom(head);
}

function afterBom(head: Buffer): Buffer {
  const mark = head.subarray(0, 2).toString('hex');
  if (mark === 'fffe' || mark === 'feff') {
    throw rejection('not-decodable', 'the file is UTF-16 ("Unicode text"): save it as CSV UTF-8 or as a workbook');
  }
  return head.subarray(0, BOM.length).equals(BOM) ? head.subarray(BOM.length) : head;
}

/** Makes every `\r\n` and lone `\r` a `\n`, across chunk borders. */
class LineEnds {
  #afterCr = false;

  normalise(chunk: Buffer): Buffer {
    const start = this.#afterCr && chunk[0] === LF ? 1 : 0;
    if (chunk.length > 0) this.#afterCr = chunk[chunk.length - 1] === CR;
    if (!chunk.includes(CR)) return chunk.subarray(start);
    const text = Buffer.alloc(chunk.length);
    let length = 0;
    for (let from = start; from < chunk.length; ) {
      const cr = chunk.indexOf(CR, from);
      const end = cr < 0 ? chunk.length : cr;
      length += chunk.copy(text, length, from, end);
      if (cr >= 0) text[length++] = LF;
      from = chunk[end + 1] === LF && cr >= 0 ? end + 2 : end + 1;
    }
    return text.subarray(0, length);
  }
}
