import { fold } from '../../domain/codes.ts';
import { LANGUAGES, type Language, USER_LANGUAGES } from '../../domain/languages.ts';
import type { StakeholderEntry } from '../../domain/stakeholder.ts';
import type { ListHeading } from '../../words/list-error-words.ts';
import type { ProgramWords } from '../../words/program-words.ts';
import { READER_WORDS } from '../../words/reader-words.ts';
import { WORDS } from '../../words/words.ts';

/** The headings of a list, in the order in which its documentation gives them. */
export const HEADINGS = [
  'name',
  'email',
  'organisation',
  'language',
  'sheets',
  'delivery',
] as const satisfies readonly ListHeading[];

/** Headings that a list may omit. */
export const OPTIONAL: ReadonlySet<ListHeading> = new Set(['organisation', 'delivery']);

type ListWords = ProgramWords['list'];

const LISTS: readonly ListWords[] = USER_LANGUAGES.map((language) => WORDS[language].list);

/** Maps every name of some meanings, folded, to its meaning. */
const meanings = <Meaning extends string>(
  all: readonly Meaning[],
  namesOf: (list: ListWords, meaning: Meaning) => readonly string[],
): ReadonlyMap<string, Meaning> =>
  new Map(
    all.flatMap((meaning) => LISTS.flatMap((list) => namesOf(list, meaning).map((name) => [fold(name), meaning]))),
  );

const BY_NAME = meanings<ListHeading>(HEADINGS, (list, heading) => [heading, ...list.headings[heading]]);

/** Returns the heading that a cell of the heading line names; for other cells, their folded text. */
export const headingOf = (cell: string): string => {
  const name = fold(cell);
  return BY_NAME.get(name) ?? name;
};

/** The names of each language, folded. */
export const LANGUAGE_NAMES: ReadonlyMap<string, Language> = new Map(
  LANGUAGES.flatMap((language) =>
    [language, ...READER_WORDS[language].spellings].map((name) => [fold(name), language]),
  ),
);

/** The names of each delivery method, folded; an empty cell means an attachment. */
export const DELIVERY_NAMES: ReadonlyMap<string, StakeholderEntry['delivery']> = new Map([
  ['', 'attachment'],
  ...meanings<StakeholderEntry['delivery']>(['attachment', 'link'], (list, delivery) => [delivery, ...list[delivery]]),
]);

/** What a list may call all members of a family, folded, in every language. The first one is also written. */
export const ALL_NAMES: ReadonlySet<string> = new Set(
  LANGUAGES.flatMap((language) => READER_WORDS[language].allMembers).map(fold),
);
