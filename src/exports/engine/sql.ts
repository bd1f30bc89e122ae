import { isAbsolute, relative } from 'node:path';
import { INVISIBLE } from '../../domain/codes.ts';
import type { Engine } from '../../domain/engine.ts';
import { Failure } from '../../domain/failure.ts';
import { literal } from '../../domain/text/escape.ts';

/**
 * Returns the path of a file in the engine's folder as a SQL literal.
 * @throws Failure ExportUnreadable if the file is outside the folder
 */
export function filePath(engine: Engine, path: string): string {
  const within = relative(engine.folder, path);
  if (within.startsWith('..') || isAbsolute(within)) {
    throw new Failure(
      'ExportUnreadable',
      'The file to read is outside the private folder of the engine; put it there first.',
    );
  }
  return literal(path);
}

/** White space that JavaScript's `trim` removes but SQL's `trim` does not. */
const ASCII_SPACES = [9, 10, 11, 12, 13, 32];
const SPACES = [...ASCII_SPACES, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff]
  .concat(Array.from({ length: 11 }, (_unused, at) => 0x2000 + at))
  .map((point) => String.fromCodePoint(point))
  .join('');

/**
 * Returns a SQL expression of an id without what reflects only how it was written: surrounding white space, invisible
 * characters, `="007"`, decomposed accents (it applies NFC). Nearly every id is plain ASCII that needs no change. The
 * expression recognises such an id by its first and last byte, which is many times cheaper than the full normalisation.
 */
export const idText = (text: string): string => {
  const seen = trim(`regexp_replace(nfc_normalize(${text}), '[${RE2_INVISIBLE}]+', '', 'g')`);
  const id = trim(`regexp_replace(${seen}, '^="(.*)"$', '\\1', 's')`);
  const ends = ASCII_SPACES.map((point) => `NOT suffix(${text}, chr(${point}))`).join(' AND ');
  const isPlain = `length(${text}) = strlen(${text}) AND ${text} BETWEEN '!' AND '~' AND NOT prefix(${text}, '=') AND ${ends}`;
  return `CASE WHEN ${text} = '' OR (${isPlain}) THEN ${text} ELSE ${id} END`;
};

const RE2_INVISIBLE = INVISIBLE.replace(/\\u([0-9A-F]{4})/gu, '\\x{$1}');

const trim = (text: string): string => `trim(${text}, ${literal(SPACES)})`;

/**
 * Returns a SQL expression that protects a cell's text on its way to JavaScript, where `unescapeBom` restores it. The
 * engine's client removes a byte-order mark from the beginning of any text, and a text without its mark no longer
 * matches its rows.
 */
export const escapeBom = (text: string): string => `('.' || ${text})`;

/** Restores a text that `escapeBom` protected, exactly as the engine stores it. */
export const unescapeBom = (value: unknown): string => String(value ?? '').slice(1);

/**
 * Returns a SQL condition: at least one of these texts is more than white space. The first text nearly always decides
 * it.
 */
export const anyFilled = (texts: readonly string[]): string =>
  `CASE WHEN ord(${texts[0] ?? "''"}) BETWEEN 33 AND 126 THEN true
    ELSE trim(concat(${texts.join(', ')}), ${literal(SPACES)}) <> '' END`;
