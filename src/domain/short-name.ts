import { createHash } from 'node:crypto';

/** The longest name, in bytes of UTF-8, that stays as it is: three of them and two hashes fit into S3's 1,024 and 255 of a disk. */
const LONGEST = 100;
/** Bytes kept of a longer one, and hex digits of its hash. */
const KEPT = 60;
const DIGITS = 16;

/** A name that a person gave, short enough to be part of a key that the program makes: a long one ends in its hash. */
export function shortName(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST) return name;
  let kept = '';
  for (const character of name) {
    if (Buffer.byteLength(kept + character) > KEPT) break;
    kept += character;
  }
  return `${kept}~${createHash('sha256').update(name).digest('hex').slice(0, DIGITS)}`;
}
