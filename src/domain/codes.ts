import type { Language, Words } from './languages.ts';
import type { Table } from './tables.ts';

/** The code lists of every hotline. Their members are data (`codes/*.json`); their names are fixed here. */
export const CODE_LISTS = ['type', 'gender', 'age', 'channel', 'venue', 'country', 'state'] as const;

export type CodeListName = (typeof CODE_LISTS)[number];

/**
 * One code: its key in facts and data annexes, its label on pages, and every spelling that an export of any hotline may
 * use (label and key included; compared by `fold`). `group` is a venue's kind (`labor`, `sex`) or a state's country.
 * `hotlines` are the only hotlines that may write it; without them, every hotline may.
 */
export interface Code {
  readonly key: string;
  readonly label: Words;
  readonly aliases: readonly string[];
  readonly group?: string;
  readonly hotlines?: readonly string[];
  /** The ages in years that the code means. */
  readonly ages?: AgeRange;
  /** How languages name it in a sentence, where that is more than its label. */
  readonly forms?: Readonly<Partial<Record<Language, NameForms>>>;
  /** In the lists of a sheet: a figure has a cell for the code only if a record has it. */
  readonly onlyCounted?: true;
}

/**
 * How a language names a code in a sentence: "the State of Mexico", *del Estado de México*. `name` replaces the label,
 * and `article` is written before it; `in` and `of` are the forms after a preposition that do not follow its rules.
 */
export interface NameForms {
  readonly name?: string | undefined;
  readonly article?: string | undefined;
  readonly in?: string | undefined;
  readonly of?: string | undefined;
}

/** Ages in complete years, both included; `to` is null for all ages from `from` on. */
export interface AgeRange {
  readonly from: number;
  readonly to: number | null;
}

/** A code list; figures use its order. */
export interface CodeList {
  readonly name: CodeListName;
  readonly codes: readonly Code[];
}

/**
 * A code list that hotlines or sheets add, as a file in `codes/`: who called, the means of control. It declares a
 * column of one or several tables, which hotlines map and figures count by under the list's name.
 */
export interface OwnList {
  readonly name: string;
  /** What the column is, for headings of figures. */
  readonly label: Words;
  readonly tables: readonly Table[];
  /** Whether a record may have several of the codes. */
  readonly multi: boolean;
  readonly codes: readonly Code[];
}

/** The installed code lists: those of every hotline, and the added ones. */
export type CodeLists = Readonly<Record<CodeListName, CodeList>> & {
  readonly own?: readonly OwnList[];
  /** The lines of all hotlines, each with the hotlines that have it: signals are counted by line. */
  readonly lines?: readonly Code[];
};

/** Returns the codes of a list, of any kind; `line` is the list of lines. Empty for an unknown name. */
export function codesOf(lists: CodeLists, name: string): readonly Code[] {
  if (name === 'line') return lists.lines ?? [];
  const builtIn = CODE_LISTS.find((list) => list === name);
  return builtIn ? lists[builtIn].codes : (findOwnList(lists, name)?.codes ?? []);
}

/** Returns an added list. */
export const findOwnList = ({ own }: CodeLists, name: string): OwnList | undefined =>
  own?.find((list) => list.name === name);

/** Whether the codes of an added list are bands of ages, so that years are read in its column. */
export const isAgeList = ({ codes }: Pick<OwnList, 'codes'>): boolean => codes.some(({ ages }) => ages !== undefined);

/** The code for an empty or unmatched value. */
export type UnknownCode = 'unknown' | 'other';

/** The code for an empty or unmatched value of a list; null where such a value is omitted. */
export const UNKNOWN_CODE: Readonly<Record<CodeListName, UnknownCode | null>> = {
  type: 'other',
  gender: 'unknown',
  age: 'unknown',
  channel: 'other',
  venue: null,
  country: 'unknown',
  state: null,
};

/** The code for an empty or unmatched value of an added list; null if such a value is omitted. */
export const ownUnknown = ({ codes }: Pick<OwnList, 'codes'>): 'unknown' | null =>
  codes.some(({ key }) => key === 'unknown') ? 'unknown' : null;

/**
 * The codes of closed lists that every sheet prints, also as 0 (the export contract). Other codes were added for some
 * hotlines.
 */
export const STANDARD_CODES: Readonly<Partial<Record<string, readonly string[]>>> = {
  type: ['labor', 'sex', 'sex-and-labor', 'other'],
  gender: ['male', 'female', 'gender-minority', 'unknown'],
  age: ['adult', 'minor', 'unknown'],
  channel: ['phone', 'text', 'email', 'webform', 'webchat', 'whatsapp', 'in-person', 'other'],
};

/** Invisible characters that copying leaves in a text: soft hyphens, joiners, byte-order marks, direction marks. */
export const INVISIBLE = '\\u00AD\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2064\\u2066-\\u2069\\uFEFF';

const INVISIBLES = new RegExp(`[${INVISIBLE}]+`, 'gu');

/** Removes invisible characters from a text. */
export const removeInvisible = (text: string): string => text.replace(INVISIBLES, '');

/** A text that folding changes only in its case and spaces; most spellings are such texts. */
const PLAIN = /^[ -~]*$/u;

/**
 * Folds a label for comparison: ignores case, accents, repeated spaces and invisible characters. Unicode compatibility
 * forms (full-width letters, non-breaking spaces) become their plain forms.
 */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase().replace(/ {2,}/gu, ' ').trim();
  return removeInvisible(text)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[\s\p{Z}]+/gu, ' ')
    .trim();
}

/** Codes that mean "none of the others": they are sorted last, and a top list never names them (figures.md, rule 4). */
export const RESIDUAL_CODES: ReadonlySet<string> = new Set(['unknown', 'other', 'other-labor', 'other-sex']);
