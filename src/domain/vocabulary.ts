import { type CodeListName, fold, UNKNOWN_CODE } from './codes.ts';
import { isNotKnownSign, notKnownSigns } from './not-known.ts';
import type { Members, Spellings } from './spellings.ts';

/**
 * The key for a hotline's spellings of "not known". In lists without a code for it (venues, states), such a value means
 * nothing, like an empty cell.
 */
export const NOT_KNOWN = 'unknown';

/**
 * Whether a hotline may give spellings to a key: a code of the list, or "not known" where the list has no code for it.
 */
export const isSpellable = (list: Members, name: CodeListName | undefined, key: string): boolean =>
  list.codes.some((code) => code.key === key) ||
  (key === NOT_KNOWN && name !== undefined && UNKNOWN_CODE[name] === null);

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
  readonly name: CodeListName | null;
  readonly spellings: Spellings;
  /** The labels of the codes, folded. */
  readonly labels: ReadonlySet<string>;
  /** The separators between the values of one cell. */
  readonly separators: readonly string[];
  readonly combinations: readonly Combination[];
  /** The group (a state's country) of each code that has one. */
  readonly groups: ReadonlyMap<string, string>;
  /** The most parts into which separators split a label or a sign; above 1, a cell cannot simply be split. */
  readonly mostParts: number;
  /** Whether a label contains a separator; then adjacent unmatched parts are one value. */
  readonly joinsParts: boolean;
}

/** The inputs of a vocabulary. */
export interface VocabularyParts {
  readonly list: Members;
  /** The list's name; undefined for a hotline's own lines. */
  readonly name?: CodeListName | undefined;
  readonly spellings: Spellings;
  readonly separators: readonly string[];
  readonly combinations?: readonly Combination[] | undefined;
}

/** Builds the vocabulary of a column. */
export function vocabulary({ list, name, spellings, separators, combinations }: VocabularyParts): Vocabulary {
  const labelParts = mostParts(spellings.keys(), separators);
  return {
    name: name ?? null,
    spellings,
    labels: new Set(list.codes.flatMap(({ label }) => [label.en, label.es].map(fold))),
    separators: [...separators].sort((a, b) => b.length - a.length), // the longest separator first
    combinations: combinations ?? [],
    groups: codeGroups(list),
    mostParts: Math.max(labelParts, mostParts(notKnownSigns(), separators)),
    joinsParts: labelParts > 1,
  };
}

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

const mostParts = (labels: Iterable<string>, separators: readonly string[]): number =>
  Array.from(labels).reduce((most, label) => Math.max(most, partCount(label, separators)), 1);

const partCount = (label: string, separators: readonly string[]): number =>
  separators.reduce((count, separator) => count + label.split(separator.trim() || separator).length - 1, 1);

const codeGroups = (list: Members): Map<string, string> =>
  new Map(list.codes.flatMap(({ key, group }) => (group === undefined ? [] : [[key, group]])));
