import type { Language } from '../../domain/languages.ts';
import { EN } from './en.ts';
import { ES } from './es.ts';
import type { PortalWords } from './portal-words.ts';

export const wordsIn = (language: Language): PortalWords => (language === 'es' ? ES : EN);
