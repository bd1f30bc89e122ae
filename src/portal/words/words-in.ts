import type { PortalLanguage } from '../../domain/languages.ts';
import { EN } from './en.ts';
import { ES } from './es.ts';
import type { PortalWords } from './portal-words.ts';

const WORDS: Readonly<Record<PortalLanguage, PortalWords>> = { en: EN, es: ES };

export const wordsIn = (language: PortalLanguage): PortalWords => WORDS[language];
