import { type AgeRange, CODE_LISTS, fold, UNKNOWN_CODE } from './codes.ts';
import { labelsIn } from './languages.ts';
import { isNotKnownSign, notKnownSigns } from './not-known.ts';
import type { Members, Spellings } from './spellings.ts';
import { foldName, isPattern } from './text/name-pattern.ts';

/**
 * The key for a hotline's spellings of "not known". In lists without a code for it (venues, states), such a value means
 * nothing, like an empty cell.
 */
export const NOT_KNOWN = 'unknown';

/**
 * What joins the cells of a collected column: a control character, which no export contains as text. Its vocabulary
 * takes it for a separator of values.
 */
export const COLLECTED = '\u001f';

/**
 * Whether a hotline may give spellings to a key: a code of the list, or "not known" where the list has no code for it.
 */
export function isSpellable(list: Members, name: string | undefined, key: string): boolean {
  if (list.codes.some((code) => code.key === key)) return true;
  const builtIn = CODE_LISTS.find((own) => own === name);
  return key === NOT_KNOWN && name !== undefined && (builtIn === undefined || UNKNOWN_CODE[builtIn] === null);
}

/** Several codes of one cell that together make one code (`sex` and `labor` are `sex-and-labor`). */
export interface Combination {
  readonly of: readonly string[];
  readonly is: string;
}

/**
 * How one column writes the codes of one list. Plain data, because a hotline is sent to the process that reads its
 * uploads.
 */
export interface Vocabulary {
  /** The list's name; null for a hotline's own lines. */
  readonly name: string | null;
  readonly spellings: Spellings;
  /** The codes by their spellings with hyphens and underscores as spaces, where only one code has such a spelling. */
  readonly loose: Spellings;
  /** The beginnings of values (folded, without `*`) with their codes, the longest first. */
  readonly prefixes: readonly (readonly [string, readonly string[]])[];
  /** The labels of the codes, folded. */
  readonly labels: ReadonlySet<string>;
  /** The separators between the values of one cell. */
  readonly separators: readonly string[];
  readonly combinations: readonly Combination[];
  /** The group (a state's country) of each code that has one. */
  readonly groups: ReadonlyMap<string, string>;
  /** The bands of ages in years; empty for a list of other codes. */
  readonly ages: readonly AgeBand[];
  /** The most parts into which separators split a label or a sign; above 1, a cell cannot simply be split. */
  readonly mostParts: number;
  /** Whether a label contains a separator; then adjacent unmatched parts are one value. */
  readonly joinsParts: boolean;
}

/** The inputs of a vocabulary. */
export interface VocabularyParts {
  readonly list: Members;
  /** The list's name; undefined for a hotline's own lines. */
  readonly name?: string | undefined;
  readonly spellings: Spellings;
  readonly separators: readonly string[];
  readonly combinations?: readonly Combination[] | undefined;
}

/** Builds the vocabulary of a column. */
export function vocabulary({ list, name, spellings, separators, combinations }: VocabularyParts): Vocabulary {
  const labels = [...spellings.keys()].filter((spelling) => !isPattern(spelling));
  const labelParts = mostParts(labels, separators);
  return {
    name: name ?? null,
    spellings,
    loose: looseSpellings(spellings),
    prefixes: Array.from(spellings)
      .filter(([spelling]) => isPattern(spelling))
      .map(([spelling, codes]) => [spelling.slice(0, -1), codes] as const)
      .sort(([a], [b]) => b.length - a.length),
    labels: foldedLabels(list),
    separators: [...separators].sort((a, b) => b.length - a.length), // the longest separator first
    combinations: combinations ?? [],
    groups: codeGroups(list),
    ages: name === 'age' ? MINOR_AND_ADULT : ageBands(list),
    mostParts: Math.max(labelParts, mostParts(notKnownSigns(), separators)),
    joinsParts: labelParts > 1,
  };
}

/** The folded labels of lists, by their codes: every column of every hotline needs those of its list. */
const FOLDED_LABELS = new WeakMap<Members['codes'], ReadonlySet<string>>();

function foldedLabels({ codes }: Members): ReadonlySet<string> {
  const known = FOLDED_LABELS.get(codes);
  if (known) return known;
  const labels = new Set(codes.flatMap(({ label }) => labelsIn(label).map(fold)));
  FOLDED_LABELS.set(codes, labels);
  return labels;
}

/** A code and the ages in years that it means. */
export interface AgeBand extends AgeRange {
  readonly key: string;
}

const ADULT_FROM = 18;

/** The bands of the list of every hotline. */
const MINOR_AND_ADULT: readonly AgeBand[] = [
  { key: 'minor', from: 0, to: ADULT_FROM - 1 },
  { key: 'adult', from: ADULT_FROM, to: null },
];

const ageBands = ({ codes }: Members): AgeBand[] => codes.flatMap(({ key, ages }) => (ages ? [{ key, ...ages }] : []));

function looseSpellings(spellings: Spellings): Spellings {
  const loose = new Map<string, readonly string[]>();
  for (const [spelling, codes] of spellings) {
    const name = foldName(spelling);
    const other = loose.get(name);
    const isSame = other === undefined || other.join() === codes.join();
    loose.set(name, isSame ? codes : []);
  }
  return new Map([...loose].filter(([name, codes]) => name !== '' && codes.length > 0));
}

/**
 * Returns the codes of a folded value: of its exact spelling, otherwise of the spelling that differs only in hyphens
 * and underscores; null if no code has such a spelling.
 */
export const codesOf = ({ spellings, loose }: Vocabulary, folded: string): readonly string[] | null =>
  spellings.get(folded) ?? (/[-_\u2010-\u2015 ]/u.test(folded) ? loose.get(foldName(folded)) : undefined) ?? null;

/** Returns the codes of the longest listed beginning of a folded value; null if it has none. */
export const prefixCodes = ({ prefixes }: Vocabulary, folded: string): readonly string[] | null =>
  prefixes.find(([prefix]) => folded.startsWith(prefix))?.[1] ?? null;

/** Whether a folded text is a sign for "not known" in a column; spellings override it. */
export const isSign = ({ name }: Vocabulary, folded: string): boolean => isNotKnownSign(folded, name ?? undefined);

/** Whether a folded spelling is an abbreviation ("TX", "N.L."): not enough to identify a country. */
export const isAbbreviation = ({ labels }: Vocabulary, folded: string): boolean =>
  !labels.has(folded) && isShort(folded);

/**
 * Whether a text has up to three letters, or up to six with a dot. A code with its country ("US-TX") is not an
 * abbreviation.
 */
function isShort(folded: string): boolean {
  const letters = folded.match(/\p{L}/gu)?.length ?? 0;
  return !folded.includes('-') && letters <= (folded.includes('.') ? 6 : 3);
}

const mostParts = (labels: Iterable<string>, separators: readonly string[]): number => {
  const texts = separators.map((separator) => separator.trim() || separator);
  return Array.from(labels).reduce((most, label) => Math.max(most, partCount(label, texts)), 1);
};

const partCount = (label: string, separators: readonly string[]): number =>
  separators.reduce((count, text) => (label.includes(text) ? count + label.split(text).length - 1 : count), 1);

const codeGroups = (list: Members): Map<string, string> =>
  new Map(list.codes.flatMap(({ key, group }) => (group === undefined ? [] : [[key, group]])));
