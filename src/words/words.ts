import type { UserLanguage } from '../domain/languages.ts';
import { groupDigits } from './joined.ts';
import { type ProgramWords, programWords } from './program-words.ts';
import { USER_TEXTS } from './user-texts.ts';

/** The program's words for its users, by language. */
export const WORDS: Readonly<Record<UserLanguage, ProgramWords>> = {
  en: programWords(USER_TEXTS.en, 'en'),
  es: programWords(USER_TEXTS.es, 'es'),
  fr: programWords(USER_TEXTS.fr, 'fr'),
  pt: programWords(USER_TEXTS.pt, 'pt'),
};

/** A count such that no reader of the language takes its separator for a decimal point. */
export const countIn = (count: number, language: UserLanguage): string => groupDigits(count, WORDS[language].thousands);
