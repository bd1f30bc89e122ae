import type { Source } from '../../definitions/hotline.ts';
import { fold } from '../../domain/codes.ts';
import { escapeRegExp } from '../../domain/text/escape.ts';
import { explainMisreading, type MisreadText } from '../../domain/text/misread-text.ts';

/**
 * Explains what happened to the letters of an expected heading that is missing: it was read in another encoding, or it
 * lost letters on the way. Returns null if no cell is such a heading.
 */
export function misreadHeading(
  cells: readonly string[],
  sources: readonly Source[],
): MisreadText | typeof LETTERS_LOST | null {
  const folded = new Set(cells.map(fold));
  const missing = sources.filter(({ spellings }) => ![...spellings].some((spelling) => folded.has(spelling)));
  const expected = new Set(missing.flatMap(({ spellings }) => [...spellings]));
  for (const cell of expected.size > 0 ? cells.filter((text) => SUSPICIOUS.test(text)) : []) {
    const reason = explainMisreading(cell, (text) => expected.has(fold(text))) ?? lostLetters(cell, expected);
    if (reason !== null) return reason;
  }
  return null;
}

const LETTERS_LOST =
  'letters were lost ("?" or "�" in their place) when the text was saved in an encoding that lacks them';

/** A character that may come from a misread or lost letter. */
const SUSPICIOUS = /[^ -~]|[?_]/u;

/** Characters that programs write for a letter that their encoding lacks: one for each of its bytes. */
const LOST = /[?_\ufffd]{1,3}/gu;

function lostLetters(cell: string, expected: ReadonlySet<string>): typeof LETTERS_LOST | null {
  const parts = fold(cell).split(LOST);
  if (parts.length < 2 || parts.join('').length < 3) return null;
  const pattern = new RegExp(`^${parts.map(escapeRegExp).join('\\p{L}')}$`, 'u');
  return [...expected].some((spelling) => pattern.test(spelling)) ? LETTERS_LOST : null;
}
