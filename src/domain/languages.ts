/** The languages a sheet can be written in; the first is the one that messages to engineers use. */
export const LANGUAGES = ['en', 'es'] as const;

export type Language = (typeof LANGUAGES)[number];

/** A short text in every language. */
export type Words = Readonly<Record<Language, string>>;
