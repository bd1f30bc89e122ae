/** Decodes texts by the contract, in another way than src/: entire files, without streams. */

/** The characters of Windows-1252 from 0x80 to 0x9F; a space represents each of the five bytes that it lacks. */
const HIGH = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** Returns a file's text with `\n` line ends; null if it is in none of the encodings, or is not a text. */
export function smallText(bytes: Buffer, encodings: readonly string[]): string | null {
  if (bytes.includes(0) || /^(?:fffe|feff|1f8b|504b0304|25504446)/u.test(bytes.toString('hex', 0, 4))) return null;
  const text = utf8(bytes) ?? (encodings.includes('windows-1252') ? windows1252(bytes) : null);
  return text && normal(text);
}

function utf8(bytes: Buffer): string | null {
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? text.replace(/^\ufeff+/u, '') : null;
}

function windows1252(bytes: Buffer): string | null {
  const signs = Array.from(bytes, (byte) =>
    byte < 0x80 || byte > 0x9f ? String.fromCharCode(byte) : HIGH[byte - 0x80],
  );
  return signs.includes(' ') && Array.from(bytes).some((byte) => byte > 0x7f && HIGH[byte - 0x80] === ' ')
    ? null
    : signs.join('');
}

/** Normalises a text to `\n` line ends, without the DOS end marks and anything between and after them. */
function normal(text: string): string {
  const lines = text.replace(/\r\n?/gu, '\n');
  let end = lines.length;
  while (end > 0 && `${END_MARK}\n`.includes(lines.charAt(end - 1))) end--;
  const mark = lines.indexOf(END_MARK, end);
  return mark < 0 ? lines : lines.slice(0, mark);
}

const END_MARK = String.fromCharCode(26);

/** Encodes a text in Windows-1252; null if it has other characters. */
export function asWindows1252(text: string): Buffer | null {
  const bytes = Array.from(text, (sign) => {
    const point = sign.codePointAt(0) ?? 0;
    if (point < 0x80 || (point > 0x9f && point < 0x100)) return point;
    const at = HIGH.indexOf(sign);
    return at < 0 || sign === ' ' ? null : 0x80 + at;
  });
  return bytes.includes(null) ? null : Buffer.from(bytes as number[]);
}

/** Folds a label for comparison: ignores case, accents, repeated spaces and invisible marks. */
export const smallFold = (text: string): string =>
  shown(text)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[\s\p{Z}]+/u)
    .filter((word) => word !== '')
    .join(' ');

/** Removes invisible characters from a text. */
export const shown = (text: string): string =>
  Array.from(text)
    .filter((sign) => !/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/u.test(sign))
    .join('');
