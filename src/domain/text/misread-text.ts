import { isUtf8 } from 'node:buffer';
import { fold } from '../codes.ts';
import { decodeEightBit, type EightBit, encodeEightBit } from './eight-bit.ts';
import type { SampleWord } from './word-sample.ts';

/**
 * Tells a text that was read in another encoding than it was written in. Nearly any bytes are valid Windows-1252, and a text that was
 * once misread is valid UTF-8 afterwards, so this goes by the words: a misread letter is a sign inside a word (`v’ctima`, `M‚xico`,
 * `GÃ©nero`), and the right encoding makes a word of it.
 */

/** An encoding that a text may have been written in. */
type Written = EightBit | 'utf-8';

/** One way to misread a text: what it was written in, and what it was read as. */
interface Misreading {
  readonly written: Written;
  readonly readAs: EightBit;
}

const EIGHT_BIT = ['windows-1252', 'mac-roman', 'cp850'] as const;

/** What can have happened to a text, the likeliest first. */
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
} as const satisfies Readonly<Record<Written, string>>;

/** What can have happened to a text, in words. */
export type MisreadText =
  | `it looks like ${(typeof NAMES)[Written]}`
  | 'the text was encoded as UTF-8 twice ("Ã³" where a letter was)'
  | `the text is ${(typeof NAMES)[EightBit]}, which was read in another encoding before it was saved as UTF-8`;

/** What is wrong with a text, with the line that shows it. */
export type MisreadLine = `line ${number}: ${
  | MisreadText
  | 'letters were lost (�) when the text was saved in an encoding that lacks them'
  | `the letters do not make words in ${'UTF-8' | 'Windows-1252'}; the text was saved in another encoding`}`;

/**
 * Why a text is not what it was read as, with the first line that shows it; null where nothing speaks against it.
 *
 * @param words its words beyond ASCII, as they were read
 * @param readAs the encoding that the text was read in
 * @param known words that the text may have, folded: headings and labels
 */
export function misreadText(
  words: readonly SampleWord[],
  readAs: 'utf-8' | 'windows-1252',
  known: ReadonlySet<string> = new Set(),
): MisreadLine | null {
  const rated = words.map((word) => ({ ...word, rate: rate(word.text, known) }));
  const lost = rated.filter(({ text }) => text.includes('\ufffd'));
  const [firstLost] = lost;
  if (firstLost && lost.length * 2 > rated.length)
    return `line ${firstLost.line}: letters were lost (�) when the text was saved in an encoding that lacks them`;
  const possible = readAs === 'utf-8' ? MISREADINGS : MISREADINGS.filter((one) => one.readAs === 'windows-1252');
  let best: { misreading: Misreading; gain: number; line: number } | null = null;
  for (const misreading of possible) {
    const { gain, line } = gainOf(rated, misreading, known);
    if (gain > (best?.gain ?? 0)) best = { misreading, gain, line };
  }
  if (best) return `line ${best.line}: ${told(best.misreading, readAs)}`;
  const bad = rated.filter((word) => word.rate === 'bad');
  const [firstBad] = bad;
  return firstBad && bad.length >= 3 && bad.length * 2 > rated.length
    ? `line ${firstBad.line}: the letters do not make words in ${readAs === 'utf-8' ? 'UTF-8' : 'Windows-1252'}; the text was saved in another encoding`
    : null;
}

/** That a text from some line on is not UTF-8 but Windows-1252. */
export const looksLikeWindows1252 = (line: number): MisreadLine =>
  `line ${line}: it looks like ${NAMES['windows-1252']}`;

function told({ written }: Misreading, readAs: 'utf-8' | 'windows-1252'): MisreadText {
  if (readAs === 'windows-1252') return `it looks like ${NAMES[written]}`;
  return written === 'utf-8'
    ? 'the text was encoded as UTF-8 twice ("Ã³" where a letter was)'
    : `the text is ${NAMES[written]}, which was read in another encoding before it was saved as UTF-8`;
}

/**
 * What happened to a text of which it is known what it should be; null where no misreading explains it.
 *
 * @param isRight whether a text is what it should be
 */
export function misreadingOf(text: string, isRight: (text: string) => boolean): MisreadText | null {
  const found = MISREADINGS.find((misreading) => {
    const meant = reread(text, misreading);
    return meant !== null && isRight(meant);
  });
  return found
    ? told(found, found.readAs === 'windows-1252' && found.written !== 'utf-8' ? 'windows-1252' : 'utf-8')
    : null;
}

/** How a word reads: one of those known, one of good letters, one whose signs may be right or wrong, one that is no word. */
type Rate = 'known' | 'good' | 'open' | 'bad';

const WEIGHT = { known: 2, good: 1, open: 0, bad: 0 } as const;

/**
 * By how much the words become better if the text was misread so: words won less those lost. Words that can be right as they are
 * (`d’agua`, `1936–1939`) win only by becoming known ones: else English apostrophes would be taken for Mac Roman's `í`.
 */
function gainOf(
  words: readonly (SampleWord & { readonly rate: Rate })[],
  misreading: Misreading,
  known: ReadonlySet<string>,
): { gain: number; line: number } {
  let gain = 0;
  let line = 0;
  for (const word of words) {
    const meant = reread(word.text, misreading);
    const other = meant === null ? 'bad' : rate(meant, known);
    const won = word.rate === 'bad' ? WEIGHT[other] : word.rate === 'open' && other === 'known' ? WEIGHT.known : 0;
    if (won > 0) line ||= word.line;
    gain += won - (WEIGHT[other] === 0 ? WEIGHT[word.rate] : 0);
  }
  return { gain, line };
}

/** A word as it was written; null where it cannot have been misread so. */
function reread(word: string, { written, readAs }: Misreading): string | null {
  const bytes = encodeEightBit(word, readAs);
  if (!bytes) return null;
  if (written !== 'utf-8') return decodeEightBit(bytes, written);
  if (!isUtf8(bytes)) return null;
  const text = bytes.toString('utf8');
  return (text.length < word.length && BAD.test(text) ? reread(text, { written, readAs }) : null) ?? text; // thrice encoded
}

/** Signs that may stand between two letters: spaces, hyphens, quotation marks, apostrophes, dashes, ordinals, degrees, `¿`. */
const JOINTS = '\\u00a0\\u00ad\\u2000-\\u206f\\ufeff´«»·°²³¿';

/** What a word of a Western language does not have. */
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

/** The letters that Spanish and Portuguese have beyond ASCII, where a word has them: a small one is not before a capital. */
const GOOD = /[áéíóúüñçãõâêôà](?!\p{Lu})|[ÁÉÍÓÚÜÑÇÃÕÂÊÔÀ]/u;

function rate(word: string, known: ReadonlySet<string>): Rate {
  const composed = word.normalize('NFC');
  const parts = fold(composed)
    .split(/[^\p{L}]+/u)
    .filter((part) => part.length > 2);
  const isGood = GOOD.test(composed);
  if (parts.length > 0 && parts.every((part) => known.has(part))) return isGood ? 'known' : 'good';
  if (BAD.test(composed)) return 'bad';
  return isGood ? 'good' : 'open';
}
