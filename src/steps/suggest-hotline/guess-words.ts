import { flagWords } from '../../definitions/flag-words.ts';
import { type CodeListName, fold } from '../../domain/codes.ts';
import { isNotKnownSign } from '../../domain/not-known.ts';
import type { SampleColumn } from '../../exports/survey/survey-text.ts';

const USUAL = flagWords({ yes: [], no: [] });

/** How a column writes yes and no. */
export interface FlagGuess {
  readonly yes: readonly string[];
  /** Contains `''` if an empty cell means no. */
  readonly no: readonly string[];
}

/**
 * Returns how a column writes yes and no; null if it has other values. A cross beside empty cells is yes; signs for
 * "not known" are left out.
 */
export function guessFlag({ cells, empty }: SampleColumn): FlagGuess | null {
  const texts = [...cells.keys()].filter((text) => !isSign(text));
  const isYes = (text: string): boolean => USUAL.yes.has(fold(text)) || (empty > 0 && fold(text) === 'x');
  const yes = texts.filter(isYes);
  const no = texts.filter((text) => USUAL.no.has(fold(text)));
  if (texts.length === 0 || texts.length > 4 || yes.length + no.length < texts.length) return null;
  if (yes.length === 0 && no.length === 0) return null;
  return { yes, no: empty > 0 ? [...no, ''] : no };
}

/** Letters for men and women, by the letters that a column uses: M is *mujer* beside H, and *male* beside F. */
const LETTERS: readonly [letters: readonly string[], codes: Readonly<Record<string, readonly string[]>>][] = [
  [['h', 'm'], { male: ['H'], female: ['M'] }],
  [['f', 'm'], { male: ['M'], female: ['F'] }],
  [['f', 'h'], { male: ['H'], female: ['F'] }],
  [['v', 'm'], { male: ['V'], female: ['M'] }],
];

/** Words in texts and headings that mean a type of trafficking. */
export const TYPES: readonly (readonly [code: string, pattern: RegExp])[] = [
  ['labor', /\b(?:labou?r|laboral(?:es)?|trabajo|trabalho|travail|domestic work|servidumbre|servidao|escrav[oa])\b/u],
  ['sex', /\b(?:sex|sexual(?:es)?|sexuais|sexuelles?|prostitution|prostitucion|prostituicao)\b/u],
];

/** Returns the texts of a column of types that contain a word of one type only, by code. */
export function guessTypes(texts: Iterable<string>): Readonly<Record<string, string[]>> {
  const codes: Record<string, string[]> = {};
  for (const text of texts) {
    const [type, ...others] = TYPES.filter(([, pattern]) => pattern.test(fold(text)));
    if (type && others.length === 0) codes[type[0]] = [...(codes[type[0]] ?? []), text];
  }
  return codes;
}

/** Returns spellings whose meaning follows from the others in the column. */
export function guessOwnCodes({ cells }: SampleColumn, list: CodeListName): Readonly<Record<string, string[]>> {
  if (list !== 'gender') return {};
  const texts = new Set([...cells.keys()].map(fold));
  const found = LETTERS.find(([letters]) => letters.every((letter) => texts.has(letter)));
  return found ? Object.fromEntries(Object.entries(found[1]).map(([code, letters]) => [code, [...letters]])) : {};
}

/** Returns the signs for "not known" among texts, which are certain: N/D, S/D, "sin dato". */
export const signsIn = (texts: Iterable<string>): string[] => [...texts].filter(isSign);

/** Numbers of nines, as data sets write a missing value (-99), and signs with a slash between them (NS/NC). */
function isSign(text: string): boolean {
  const folded = fold(text);
  return /^-9+$/u.test(text) || isNotKnownSign(folded) || folded.split('/').every(isPart);
}

const isPart = (folded: string): boolean => folded === 'nc' || isNotKnownSign(folded);
