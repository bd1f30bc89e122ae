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

/** Returns how a column writes yes and no; null if it has other values. A cross beside empty cells is yes. */
export function guessFlag({ cells, empty }: SampleColumn): FlagGuess | null {
  const texts = [...cells.keys()];
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

/** Returns spellings whose meaning follows from the others in the column. */
export function guessOwnCodes({ cells }: SampleColumn, list: CodeListName): Readonly<Record<string, string[]>> {
  if (list !== 'gender') return {};
  const texts = new Set([...cells.keys()].map(fold));
  const found = LETTERS.find(([letters]) => letters.every((letter) => texts.has(letter)));
  return found ? Object.fromEntries(Object.entries(found[1]).map(([code, letters]) => [code, [...letters]])) : {};
}

/** Returns the signs for "not known" among texts, which are certain: N/D, S/D, "sin dato". */
export const signsIn = (texts: Iterable<string>): string[] => [...texts].filter((text) => isNotKnownSign(fold(text)));
