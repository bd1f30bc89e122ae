import { EN } from './en.ts';
import { ES } from './es.ts';
import { FR } from './fr.ts';
import { PT } from './pt.ts';
import type { StarterTexts } from './starter-texts.ts';

const BY_LANGUAGE: Readonly<Record<string, StarterTexts>> = { en: EN, es: ES, fr: FR, pt: PT };

/** The languages in which a new sheet can be begun. */
export const STARTER_LANGUAGES: readonly string[] = Object.keys(BY_LANGUAGE);

/** Returns the first texts of a new sheet in a language; null if there are none yet. */
export const starterWords = (language: string): StarterTexts | null =>
  Object.hasOwn(BY_LANGUAGE, language) ? (BY_LANGUAGE[language] ?? null) : null;
