import { createHash } from 'node:crypto';

/**
 * The longest name, in bytes of UTF-8, that is not shortened: three such names and two hashes fit into 1,024 bytes (S3)
 * and 255 (a disk).
 */
const LONGEST = 100;
/** The bytes kept of a longer name, and the hex digits of its hash. */
const KEPT_BYTES = 60;
const DIGITS = 16;

/** Shortens a name given by a person, so that it fits into a key: a long name ends in its hash. */
export function shortName(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST) return name;
  let beginning = '';
  for (const character of name) {
    if (Buffer.byteLength(beginning + character) > KEPT_BYTES) break;
    beginning += character;
  }
  return `${beginning}~${createHash('sha256').update(name).digest('hex').slice(0, DIGITS)}`;
}
