import { type CodeList, type CodeListName, fold, UNKNOWN_CODE } from '../domain/codes.ts';

/** The members of a code list, or of a hotline's own lines. */
export type Members = Pick<CodeList, 'codes'>;

/**
 * What a hotline's spellings of "not known" stand for. In lists without a code for it (venues, states) such a value says
 * nothing, like an empty cell.
 */
export const NOT_KNOWN = 'unknown';

/** Whether a hotline may give spellings to a key: a code of the list, or "not known" where the list has no code for it. */
export const isSpellable = (list: Members, name: CodeListName | undefined, key: string): boolean =>
  list.codes.some((code) => code.key === key) ||
  (key === NOT_KNOWN && name !== undefined && UNKNOWN_CODE[name] === null);

/** Two or more codes of one cell that together are one code (`sex` and `labor` are `sex-and-labor`). */
export interface Combination {
  readonly of: readonly string[];
  readonly is: string;
}

/** The codes each folded spelling may stand for; several only where the same name exists in two groups (countries). */
export type Spellings = ReadonlyMap<string, readonly string[]>;

/** How one column writes the codes of one list. */
export interface Vocabulary {
  readonly spellings: Spellings;
  /** What stands between the values of one cell. */
  readonly separators: readonly string[];
  readonly combinations: readonly Combination[];
  /** The group (a state's country) of each code that has one. */
  readonly groups: ReadonlyMap<string, string>;
  /** The most parts that separators cut a label into; more than 1: a cell cannot simply be split. */
  readonly mostParts: number;
}

const partCount = (label: string, separators: readonly string[]): number =>
  separators.reduce((count, separator) => count + label.split(separator.trim() || separator).length - 1, 1);

/** A vocabulary of the given spellings. */
export function vocabulary(
  list: Members,
  spellings: Spellings,
  separators: readonly string[],
  combinations: readonly Combination[],
): Vocabulary {
  const labels = [...spellings.keys()];
  return {
    spellings,
    separators: [...separators].sort((a, b) => b.length - a.length), // the longest separator goes first
    combinations,
    groups: groupsOf(list),
    mostParts: Math.max(1, ...labels.map((label) => partCount(label, separators))),
  };
}

const groupsOf = (list: Members): Map<string, string> =>
  new Map(list.codes.flatMap(({ key, group }) => (group === undefined ? [] : [[key, group]])));

/**
 * The spellings of a code list with a hotline's own aliases on top: where a hotline uses a spelling in its own sense, its
 * sense replaces the list's.
 *
 * @param own spellings per code key, the later record winning over the earlier
 */
export function spellingsOf(list: Members, ...own: readonly Readonly<Record<string, readonly string[]>>[]): Spellings {
  const spellings = new Map<string, readonly string[]>();
  for (const { key, aliases } of list.codes) {
    for (const spelling of new Set([key, ...aliases].map(fold))) {
      spellings.set(spelling, [...(spellings.get(spelling) ?? []), key]);
    }
  }
  for (const record of own) {
    for (const [key, aliases] of Object.entries(record)) {
      for (const alias of aliases) spellings.set(fold(alias), [key]);
    }
  }
  return spellings;
}
