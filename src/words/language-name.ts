import { LANGUAGES, type Language, type UserLanguage } from '../domain/languages.ts';
import { READER_WORDS } from './reader-words.ts';

/** The name of a language for users: `French`, `francés`. */
export const languageName = (language: Language, user: UserLanguage): string =>
  new Intl.DisplayNames([user], { type: 'language' }).of(language) ?? language;

/** The names of languages, given by code, as their own readers write them: `English, Español`. */
export const ownNames = (codes: readonly string[]): string =>
  LANGUAGES.flatMap((code) => (codes.includes(code) ? [READER_WORDS[code].name] : [])).join(', ');
