import type { Words } from './languages.ts';

/** The code lists that facts are coded with. Their members are data (`codes/*.json`), their names are the program's. */
export const CODE_LISTS = ['type', 'gender', 'age', 'channel', 'venue', 'country', 'state'] as const;

export type CodeListName = (typeof CODE_LISTS)[number];

/**
 * One code: its key as stored in facts and data annexes, its label as pages print it, and every spelling an export of any
 * hotline may use for it (labels and key included; compared by `fold`). `group` is the venue's kind (`labor`, `sex`) or
 * the state's country.
 */
export interface Code {
  readonly key: string;
  readonly label: Words;
  readonly aliases: readonly string[];
  readonly group?: string;
}

/** A code list in its own order, which is the order of figures. */
export interface CodeList {
  readonly name: CodeListName;
  readonly codes: readonly Code[];
}

export type CodeLists = Readonly<Record<CodeListName, CodeList>>;

/** What an empty or unmatched value counts as. */
export type UnknownCode = 'unknown' | 'other';

/** The code that stands for an empty or unmatched value of a list; null where such a value is left out instead. */
export const UNKNOWN_CODE: Readonly<Record<CodeListName, UnknownCode | null>> = {
  type: 'other',
  gender: 'unknown',
  age: 'unknown',
  channel: 'other',
  venue: null,
  country: 'unknown',
  state: null,
};

/** Characters that show nothing: soft hyphens, joiners, byte-order marks and marks of direction, which copying leaves behind. */
export const INVISIBLE = '\\u00AD\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2064\\u2066-\\u2069\\uFEFF';

const INVISIBLES = new RegExp(`[${INVISIBLE}]+`, 'gu');

/** A text without the characters that show nothing. */
export const visible = (text: string): string => text.replace(INVISIBLES, '');

/**
 * A label as labels compare: without case, accents, repeated spaces or invisible characters. Unicode compatibility forms (full-width letters,
 * non-breaking spaces) fold to their plain ones.
 */
export function fold(text: string): string {
  return visible(text)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[\s\p{Z}]+/gu, ' ')
    .trim();
}

/**
 * Codes that stand for "none of the others": they come last, and no top list names them (figures.md, rule 4).
 */
export const RESIDUAL_CODES: ReadonlySet<string> = new Set(['unknown', 'other', 'other-labor', 'other-sex']);
