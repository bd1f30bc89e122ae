import type { Language } from '../domain/languages.ts';
import { ENGLISH } from './en.ts';
import { SPANISH } from './es.ts';
import type { ProgramWords } from './program-words.ts';

/** The program's own words in every language. The compiler names each text that a new language lacks. */
export const WORDS: Readonly<Record<Language, ProgramWords>> = { en: ENGLISH, es: SPANISH };
