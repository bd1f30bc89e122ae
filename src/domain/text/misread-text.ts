import { isUtf8 } from 'node:buffer';
import { fold } from '../codes.ts';
import { decodeEightBit, type EightBit, encodeEightBit } from './eight-bit.ts';
import type { SampleWord } from './word-sample.ts';

/**
 * Detects a text that was read in another encoding than it was written in. Nearly any bytes are valid Windows-1252, and
 * a text that was once misread is valid UTF-8 afterwards, so this judges by the words: a misread letter is a sign
 * inside a word (`v’ctima`, `M‚xico`, `GÃ©nero`), and the right encoding makes a word of it.
 */

/** An encoding that a text may have been written in. */
type SourceEncoding = EightBit | 'utf-8';

/** One way to misread a text: the encoding it was written in, and the encoding it was read in. */
interface Misreading {
  readonly written: SourceEncoding;
  readonly readAs: EightBit;
}

const EIGHT_BIT = ['windows-1252', 'mac-roman', 'cp850'] as const;

/** The possible misreadings of a text, the most likely first. */
const MISREADINGS: readonly Misreading[] = EIGHT_BIT.flatMap((readAs) =>
  (['utf-8', 'mac-roman', 'cp850', 'windows-1252'] as const)
    .filter((written) => written !== readAs)
    .map((written) => ({ written, readAs })),
);

const NAMES = {
  'utf-8': 'UTF-8',
  'windows-1252': 'Windows-1252, as Excel saves a plain CSV',
  'mac-roman': 'Mac Roman, as Excel for Mac saves a plain CSV',
  cp850: 'CP850, as MS-DOS and "CSV (MS-DOS)" write it',
} as const satisfies Readonly<Record<SourceEncoding, string>>;

/** A misreading in words. */
export type MisreadText =
  | `it looks like ${(typeof NAMES)[SourceEncoding]}`
  | 'the text was encoded as UTF-8 twice ("Ã³" where a letter was)'
  | `the text is ${(typeof NAMES)[EightBit]}, which was read in another encoding before it was saved as UTF-8`;

/** What is wrong with a text, with the line that shows it. */
export type MisreadLine = `line ${number}: ${
  | MisreadText
  | 'letters were lost (�) when the text was saved in an encoding that lacks them'
  | `the letters do not make words in ${'UTF-8' | 'Windows-1252'}; the text was saved in another encoding`}`;

/**
 * Explains why a text is not in the encoding it was read in, with the first line that shows it; returns null if nothing
 * suggests so.
 *
 * @param words its words beyond ASCII, as they were read
 * @param readAs the encoding that the text was read in
 * @param knownWords words that the text may contain, folded: headings and labels
 */
export function misreadText(
  words: readonly SampleWord[],
  readAs: 'utf-8' | 'windows-1252',
  knownWords: ReadonlySet<string> = new Set(),
): MisreadLine | null {
  const rated = words.map((word) => ({ ...word, rate: rate(word.text, knownWords) }));
  const lost = rated.filter(({ text }) => text.includes('\ufffd'));
  const [firstLost] = lost;
  if (firstLost && lost.length * 2 > rated.length)
    return `line ${firstLost.line}: letters were lost (�) when the text was saved in an encoding that lacks them`;
  const possible =
    readAs === 'utf-8' ? MISREADINGS : MISREADINGS.filter((candidate) => candidate.readAs === 'windows-1252');
  let best: { misreading: Misreading; gain: number; line: number } | null = null;
  for (const misreading of possible) {
    const { gain, line } = measureGain(rated, misreading, knownWords);
    if (gain > (best?.gain ?? 0)) best = { misreading, gain, line };
  }
  if (best) return `line ${best.line}: ${describeMisreading(best.misreading, readAs)}`;
  const bad = rated.filter((word) => word.rate === 'bad');
  const [firstBad] = bad;
  return firstBad && bad.length >= 3 && bad.length * 2 > rated.length
    ? `line ${firstBad.line}: the letters do not make words in ${readAs === 'utf-8' ? 'UTF-8' : 'Windows-1252'}; the text was saved in another encoding`
    : null;
}

/** Reports that a text from a line on is not UTF-8 but Windows-1252. */
export const looksLikeWindows1252 = (line: number): MisreadLine =>
  `line ${line}: it looks like ${NAMES['windows-1252']}`;

function describeMisreading({ written }: Misreading, readAs: 'utf-8' | 'windows-1252'): MisreadText {
  if (readAs === 'windows-1252') return `it looks like ${NAMES[written]}`;
  return written === 'utf-8'
    ? 'the text was encoded as UTF-8 twice ("Ã³" where a letter was)'
    : `the text is ${NAMES[written]}, which was read in another encoding before it was saved as UTF-8`;
}

/**
 * Explains what happened to a text whose correct form can be checked; returns null if no misreading explains it.
 *
 * @param isRight whether a text is correct
 */
export function explainMisreading(text: string, isRight: (text: string) => boolean): MisreadText | null {
  const match = MISREADINGS.find((misreading) => {
    const meant = reread(text, misreading);
    return meant !== null && isRight(meant);
  });
  return match
    ? describeMisreading(match, match.readAs === 'windows-1252' && match.written !== 'utf-8' ? 'windows-1252' : 'utf-8')
    : null;
}

/** How a word reads: a known word, one of good letters, one whose signs may be right or wrong, not a word. */
type Rate = 'known' | 'good' | 'open' | 'bad';

const WEIGHT = { known: 2, good: 1, open: 0, bad: 0 } as const;

/**
 * Measures by how much the words improve if the text was misread this way: words won minus words lost. Words that can
 * be correct as they are (`d’agua`, `1936–1939`) win only by becoming known words: otherwise English apostrophes would
 * count as Mac Roman's `í`.
 */
function measureGain(
  words: readonly (SampleWord & { readonly rate: Rate })[],
  misreading: Misreading,
  knownWords: ReadonlySet<string>,
): { gain: number; line: number } {
  let gain = 0;
  let line = 0;
  for (const word of words) {
    const meant = reread(word.text, misreading);
    const other = meant === null ? 'bad' : rate(meant, knownWords);
    const won = word.rate === 'bad' ? WEIGHT[other] : word.rate === 'open' && other === 'known' ? WEIGHT.known : 0;
    if (won > 0) line ||= word.line;
    gain += won - (WEIGHT[other] === 0 ? WEIGHT[word.rate] : 0);
  }
  return { gain, line };
}

/** Returns a word as it was written; null if it cannot have been misread this way. */
function reread(word: string, { written, readAs }: Misreading): string | null {
  const bytes = encodeEightBit(word, readAs);
  if (!bytes) return null;
  if (written !== 'utf-8') return decodeEightBit(bytes, written);
  if (!isUtf8(bytes)) return null;
  const text = bytes.toString('utf8');
  return (text.length < word.length && BAD.test(text) ? reread(text, { written, readAs }) : null) ?? text; // encoded three times
}

/**
 * Signs that may be between two letters: spaces, hyphens, quotation marks, apostrophes, dashes, ordinals, degrees, `¿`.
 */
const JOINTS = '\\u00a0\\u00ad\\u2000-\\u206f\\ufeff´«»·°²³¿';

/** What a word of a Western language does not contain. */
const BAD = new RegExp(
  [
    '[\\u0080-\\u009f\\ufffd]', // control characters, and the sign for a character that was lost
    `(?<=\\p{L})(?![\\x00-\\x7f${JOINTS}\\p{Extended_Pictographic}])[^\\p{L}\\p{M}](?=\\p{L})`, // a sign between letters
    '[\\u2200-\\u259f◊](?=[^\\x00-\\x7f]|\\p{L})|(?<=\\p{L})[\\u2200-\\u259f◊]', // mathematics and boxes, as Mac Roman and CP850 have
    '(?<=\\p{L})[‚„†‡ˆƒ˜µ]|[‡†ˆƒ˜](?=\\p{Ll})', // signs of Windows-1252 that are letters elsewhere
    '(?<=\\p{Ll})(?![A-Z])\\p{Lu}|(?<=\\p{L})(?![A-Z])\\p{Lu}(?=\\p{Ll})', // a capital inside a word: `vÃctima`, `recepciÛn`
    '[ÂÃ](?![\\p{L}\\p{M}])[^\\x00-\\x7f]', // the first byte of a letter of UTF-8
    '(?<=\\p{Script=Latin})(?!\\p{Script=Latin})\\p{L}|(?!\\p{Script=Latin})\\p{L}(?=\\p{Script=Latin})', // two scripts in a word
  ].join('|'),
  'u',
);

/**
 * The letters beyond ASCII of Spanish and Portuguese where a word may have them: a small one is not before a capital.
 */
const GOOD = /[áéíóúüñçãõâêôà](?!\p{Lu})|[ÁÉÍÓÚÜÑÇÃÕÂÊÔÀ]/u;

function rate(word: string, knownWords: ReadonlySet<string>): Rate {
  const composed = word.normalize('NFC');
  const parts = fold(composed)
    .split(/[^\p{L}]+/u)
    .filter((part) => part.length > 2);
  const isGood = GOOD.test(composed);
  if (parts.length > 0 && parts.every((part) => knownWords.has(part))) return isGood ? 'known' : 'good';
  if (BAD.test(composed)) return 'bad';
  return isGood ? 'good' : 'open';
}
