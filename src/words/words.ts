import type { UserLanguage } from '../domain/languages.ts';
import { ENGLISH } from './en.ts';
import { SPANISH } from './es.ts';
import type { ProgramWords } from './program-words.ts';

/** The program's words for its users. The compiler names each text that a new language lacks. */
export const WORDS: Readonly<Record<UserLanguage, ProgramWords>> = { en: ENGLISH, es: SPANISH };
