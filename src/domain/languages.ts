/** The languages of sheets; the first is the language of messages to engineers. */
export const LANGUAGES = ['en', 'es'] as const;

export type Language = (typeof LANGUAGES)[number];

/** A short text in every language. */
export type Words = Readonly<Record<Language, string>>;
