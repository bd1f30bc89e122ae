import type { UserLanguage } from '../../domain/languages.ts';
import { EN } from './en.ts';
import { ES } from './es.ts';
import type { PortalWords } from './portal-words.ts';

const WORDS: Readonly<Record<UserLanguage, PortalWords>> = { en: EN, es: ES };

export const wordsIn = (language: UserLanguage): PortalWords => WORDS[language];
