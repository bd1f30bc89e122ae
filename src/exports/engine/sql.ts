import { isAbsolute, relative } from 'node:path';
import { INVISIBLE } from '../../domain/codes.ts';
import type { Engine } from '../../domain/engine.ts';
import { Failure } from '../../domain/failure.ts';
import { literal } from '../../domain/sql-literal.ts';

/** A file of the engine's folder as a SQL literal. */
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

/** White space that `trim` of SQL leaves where JavaScript's takes it. */
const ASCII_SPACES = [9, 10, 11, 12, 13, 32];
const SPACES = [...ASCII_SPACES, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff]
  .concat(Array.from({ length: 11 }, (_unused, at) => 0x2000 + at))
  .map((point) => String.fromCodePoint(point))
  .join('');

/**
 * A SQL expression of an id without what only shows how it was written down: white space around it, invisible characters, `="007"`,
 * the composition of accents (NFC). Plain ASCII that needs nothing, nearly every id, is told by its first and last byte: many times
 * cheaper than what the others go through.
 */
export const idText = (text: string): string => {
  const seen = trimmed(`regexp_replace(nfc_normalize(${text}), '[${RE2_INVISIBLE}]+', '', 'g')`);
  const id = trimmed(`regexp_replace(${seen}, '^="(.*)"$', '\\1', 's')`);
  const ends = ASCII_SPACES.map((point) => `NOT suffix(${text}, chr(${point}))`).join(' AND ');
  const isPlain = `length(${text}) = strlen(${text}) AND ${text} BETWEEN '!' AND '~' AND NOT prefix(${text}, '=') AND ${ends}`;
  return `CASE WHEN ${text} = '' OR (${isPlain}) THEN ${text} ELSE ${id} END`;
};

const RE2_INVISIBLE = INVISIBLE.replace(/\\u([0-9A-F]{4})/gu, '\\x{$1}');

const trimmed = (text: string): string => `trim(${text}, ${literal(SPACES)})`;

/**
 * A SQL expression of a cell's text on its way to JavaScript, read there with `asStored`: the engine's client takes a
 * byte-order mark from the beginning of any text, and a text that lacks it finds its rows no more.
 */
export const guarded = (text: string): string => `('.' || ${text})`;

/** A text that `guarded` sent, as it lies in the engine. */
export const asStored = (value: unknown): string => String(value ?? '').slice(1);

/** A SQL condition: some of these texts is more than white space. The first one nearly always settles it. */
export const anyFilled = (texts: readonly string[]): string =>
  `CASE WHEN ord(${texts[0] ?? "''"}) BETWEEN 33 AND 126 THEN true
    ELSE trim(concat(${texts.join(', ')}), ${literal(SPACES)}) <> '' END`;
