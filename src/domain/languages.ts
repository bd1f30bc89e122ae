/**
 * The languages of fact sheets and of all that their readers see: pages, messages, links, public pages. Each has its
 * words in `src/words/languages/<code>.json`. The first is the language of messages to engineers.
 */
export const LANGUAGES = ['en', 'es', 'fr', 'pt'] as const;

export type Language = (typeof LANGUAGES)[number];

/**
 * The languages of the people who run the program: the portal, and the commands and problems that analysts read. Each
 * has its words in `src/words/users/<code>.json` and `src/portal/words/languages/<code>.json`.
 */
export const USER_LANGUAGES = ['en', 'es', 'fr', 'pt'] as const satisfies readonly Language[];

export type UserLanguage = (typeof USER_LANGUAGES)[number];

/** A short text in one or more languages: a label, a name. */
export type Words = Readonly<{ [Code in Language]?: string | undefined }>;

/** Returns a text for users, in their language or in the first that it is written in; pages print only their own. */
export const textFor = (words: Words, language: Language): string =>
  [language, ...LANGUAGES].flatMap((code) => words[code] ?? [])[0] ?? '';

/** Every text of a label, in the order of the languages. */
export const labelsIn = (words: Words): string[] => LANGUAGES.flatMap((code) => words[code] ?? []);

/** Scripts that are written from right to left (ISO 15924). */
const RIGHT_TO_LEFT = new Set('Adlm Arab Hebr Mand Nkoo Rohg Samr Syrc Thaa'.split(' '));

/** Whether a language or locale (BCP 47) is written from right to left; false for a text that is neither. */
export function isRightToLeft(tag: string): boolean {
  try {
    return RIGHT_TO_LEFT.has(new Intl.Locale(tag).maximize().script ?? '');
  } catch {
    return false;
  }
}
