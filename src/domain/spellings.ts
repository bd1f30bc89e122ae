import { CODE_LISTS, type Code, type CodeList, fold, UNKNOWN_CODE } from './codes.ts';
import { isNotKnownSign } from './not-known.ts';

/** The members of a code list, or a hotline's own lines. */
export type Members = Pick<CodeList, 'codes'>;

/** The codes of each folded spelling; several only where the same name exists in two groups (countries). */
export type Spellings = ReadonlyMap<string, readonly string[]>;

/** A hotline's own spellings per code key; one that ends with `*` is the beginning of a value. */
export type OwnSpellings = Readonly<Record<string, readonly string[]>>;

/** How a hotline writes a column of codes. */
export interface ColumnWriting {
  /** The column's list; undefined for the hotline's own lines. */
  readonly name?: string | undefined;
  /** Whether the column is written in codes, so that codes of one or two letters are accepted. */
  readonly inCodes?: boolean;
  /** The hotline's own spellings; they override the list's. */
  readonly own?: readonly OwnSpellings[];
  /** Called with the reason if the hotline uses one spelling for two codes; must throw. */
  readonly fail?: (what: string) => never;
}

/** A code as forms and registers abbreviate it: US, TX, M. */
const SHORT_CODE = /^\p{L}{1,2}$/u;

/**
 * Builds the spellings of a column: the list's, overridden by the hotline's own. Omits the list's spellings of one or
 * two letters unless the column is written in codes, and its signs for "not known" unless the code means that.
 */
export function buildSpellings(list: Members, { name, inCodes = false, own = [], fail }: ColumnWriting): Spellings {
  const spellings = new Map<string, readonly string[]>();
  for (const code of list.codes) {
    const { key } = code;
    for (const spelling of foldedSpellings(code)) {
      if (SHORT_CODE.test(spelling) && !inCodes) continue;
      if (isNotKnownSign(spelling, name) && !isUnknownCode(key, name)) continue;
      spellings.set(spelling, [...(spellings.get(spelling) ?? []), key]);
    }
  }
  for (const [spelling, key] of ownSpellings(own, fail)) spellings.set(spelling, [key]);
  return spellings;
}

/** The folded spellings of codes: every column of every hotline needs those of its list. */
const FOLDED = new WeakMap<Code, ReadonlySet<string>>();

function foldedSpellings(code: Code): ReadonlySet<string> {
  const known = FOLDED.get(code);
  if (known) return known;
  const folded = new Set([code.key, ...code.aliases].map(fold));
  FOLDED.set(code, folded);
  return folded;
}

function isUnknownCode(key: string, name: string | undefined): boolean {
  const builtIn = CODE_LISTS.find((list) => list === name);
  return name !== undefined && key === (builtIn ? UNKNOWN_CODE[builtIn] : 'unknown');
}

function ownSpellings(own: readonly OwnSpellings[], fail: ColumnWriting['fail']): Map<string, string> {
  const senses = new Map<string, string>();
  for (const [key, aliases] of own.flatMap((record) => Object.entries(record))) {
    for (const alias of aliases) {
      const other = senses.get(fold(alias));
      if (other !== undefined && other !== key)
        fail?.(`"${alias}" means both "${other}" and "${key}"; in one column a spelling may have only one code`);
      senses.set(fold(alias), key);
    }
  }
  return senses;
}
