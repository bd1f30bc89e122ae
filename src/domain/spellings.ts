import { type CodeList, type CodeListName, fold, UNKNOWN_CODE } from './codes.ts';
import { isNotKnownSign } from './not-known.ts';

/** The members of a code list, or of a hotline's own lines. */
export type Members = Pick<CodeList, 'codes'>;

/** The codes each folded spelling may stand for; several only where the same name exists in two groups (countries). */
export type Spellings = ReadonlyMap<string, readonly string[]>;

/** Spellings per code key, as a hotline lists them. */
export type OwnSpellings = Readonly<Record<string, readonly string[]>>;

/** How a hotline writes a column of codes. */
export interface Writing {
  /** The column's list; none for the hotline's own lines. */
  readonly name?: CodeListName | undefined;
  /** The column is written in codes: those of one or two letters are read. */
  readonly inCodes?: boolean;
  /** The hotline's own spellings; they go before the list's. */
  readonly own?: readonly OwnSpellings[];
  /** Called with the reason when one spelling of the hotline stands for two codes; must throw. */
  readonly refuse?: (what: string) => never;
}

/** A code as forms and registers abbreviate it: US, TX, M. */
const SHORT_CODE = /^\p{L}{1,2}$/u;

/**
 * The spellings of a column: its list's, with the hotline's own in their place where it uses one in its own sense. Of the list's,
 * those of one or two letters are left out unless the column is written in codes, and those that are a sign for "not known" unless
 * that is what they stand for.
 */
export function spellingsOf(list: Members, { name, inCodes = false, own = [], refuse }: Writing): Spellings {
  const spellings = new Map<string, readonly string[]>();
  for (const { key, aliases } of list.codes) {
    for (const spelling of new Set([key, ...aliases].map(fold))) {
      if (SHORT_CODE.test(spelling) && !inCodes) continue;
      if (isNotKnownSign(spelling, name) && !isUnknownCode(key, name)) continue;
      spellings.set(spelling, [...(spellings.get(spelling) ?? []), key]);
    }
  }
  for (const [spelling, key] of ownSense(own, refuse)) spellings.set(spelling, [key]);
  return spellings;
}

const isUnknownCode = (key: string, name: CodeListName | undefined): boolean =>
  name !== undefined && UNKNOWN_CODE[name] === key;

function ownSense(own: readonly OwnSpellings[], refuse: Writing['refuse']): Map<string, string> {
  const senses = new Map<string, string>();
  for (const [key, aliases] of own.flatMap((record) => Object.entries(record))) {
    for (const alias of aliases) {
      const other = senses.get(fold(alias));
      if (other !== undefined && other !== key)
        refuse?.(
          `"${alias}" stands for "${other}" and for "${key}"; in one column a spelling may stand for one code only`,
        );
      senses.set(fold(alias), key);
    }
  }
  return senses;
}
