import { isUtf8 } from 'node:buffer';
import { Utf8Survey } from './utf8-survey.ts';

/**
 * Rules for all text that people hand in: exports, lists of stakeholders, keys, configuration, definitions. Exports are
 * streamed through the classes; everything else goes through `decodeText`. Both accept and refuse the same texts.
 */

/** The line that gives Excel the separator (its group): neither row nor heading. */
export const SEPARATOR_HINT = /^"?sep=(.?)"?$/iu;

/** The separators that a file may have, whatever its hotline or list says. */
export const SEPARATORS = [',', ';', '\t', '|'] as const;

const MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const LF = 0x0a;
const CR = 0x0d;
const CTRL_Z = 0x1a;

/** First bytes of files that are not text in UTF-8 or an 8-bit encoding: the bytes in hex, and the message. */
const OTHER_KINDS = [
  ['fffe0000', 'the file is UTF-32'],
  ['0000feff', 'the file is UTF-32'],
  ['fffe', 'the file is UTF-16 ("Unicode text")'],
  ['feff', 'the file is UTF-16 ("Unicode text")'],
  ['504b0304', 'the file is a workbook (.xlsx) or a zip archive under another name'],
  ['1f8b', 'the file is gzipped, under another name'],
  ['d0cf11e0a1b11ae1', 'the file is an old workbook (.xls) or one with a password, under another name'],
  ['25504446', 'the file is a PDF'],
] as const;

/** The error for a text with a NUL byte. */
export const NUL_BYTES = 'the file contains NUL bytes: it is not a text file';

/** The message for a file that is not a text. */
export type OtherKind = (typeof OTHER_KINDS)[number][1] | typeof NUL_BYTES;

/** The number of bytes of a file's beginning that `otherKind` needs. */
export const KIND_BYTES = 64;

/**
 * Identifies a file that is not a text: UTF-16, UTF-32, a workbook, an archive; returns null for a text.
 *
 * @param head its first `KIND_BYTES` bytes, or all of a shorter file
 */
export function otherKind(head: Buffer): OtherKind | null {
  const hex = head.subarray(0, 8).toString('hex');
  const match = OTHER_KINDS.find(([start]) => hex.startsWith(start));
  if (match) return match[1];
  if (!head.includes(0)) return null;
  return isSpreadByNul(head) ? 'the file is UTF-16 ("Unicode text")' : NUL_BYTES;
}

/** Detects UTF-16 without a byte-order mark: every other byte is NUL where a text is mostly ASCII. */
function isSpreadByNul(head: Buffer): boolean {
  const nuls = [0, 0];
  for (const [index, byte] of head.entries()) if (byte === 0) nuls[index % 2] = (nuls[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = nuls;
  return Math.min(even, odd) === 0 && Math.max(even, odd) >= head.length / 4;
}

/** Removes the byte-order marks of UTF-8 from a file's beginning; some programs write two. */
export function withoutMarks(head: Buffer): Buffer {
  let from = 0;
  while (head.subarray(from, from + MARK.length).equals(MARK)) from += MARK.length;
  return head.subarray(from);
}

/** Converts every `\r\n` and lone `\r` to `\n`, across the borders of chunks. */
export class LineEnds {
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

/** The longest run of end marks that is removed; CP/M filled up its last block of 128 bytes. */
const LONGEST_END = 64 * 1024;

/** Removes the end marks of DOS (Ctrl-Z) from a text's end, with the line ends between and after them. */
export class EndMarks {
  /** Bytes that are removed if nothing else follows. */
  #held: Buffer = Buffer.alloc(0);

  /** @param chunk text with `\n` line ends */
  without(chunk: Buffer): Buffer {
    if (chunk.length === 0) return chunk;
    const bytes = this.#held.length > 0 ? Buffer.concat([this.#held, chunk]) : chunk;
    let run = bytes.length;
    while (run > 0 && (bytes[run - 1] === CTRL_Z || bytes[run - 1] === LF)) run--;
    const mark = bytes.indexOf(CTRL_Z, run);
    const end = mark < 0 || bytes.length - mark > LONGEST_END ? bytes.length : mark;
    this.#held = Buffer.from(bytes.subarray(end));
    return bytes.subarray(0, end);
  }
}

/** A text, or the reason for refusing it. */
export type DecodedText =
  | { readonly text: string; readonly error: null }
  | { readonly text: null; readonly error: string };

/**
 * Decodes the text of a small file: UTF-8 with `\n` line ends, without byte-order and end marks.
 *
 * @returns the text, or what is wrong, with the line if there is one; never anything of the text
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = otherKind(all.subarray(0, KIND_BYTES)) ?? (all.includes(0) ? NUL_BYTES : null);
  if (kind !== null) return { text: null, error: kind };
  if (!isUtf8(all)) {
    const survey = new Utf8Survey();
    survey.scan(all);
    survey.end();
    return { text: null, error: survey.describe() };
  }
  const text = new EndMarks().without(new LineEnds().normalise(withoutMarks(all)));
  return { text: text.toString('utf8'), error: null };
}
