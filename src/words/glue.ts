import type { Language } from '../domain/languages.ts';
import { READER_WORDS } from './reader-words.ts';

const NO_BREAK = '\u00a0';

/**
 * Makes the spaces that a language writes before or after some signs no-break spaces (French: `: ; ? ! » %` and `«`), so
 * that no line begins with a sign. Writers of wordings type ordinary spaces.
 */
export function glueSigns(text: string, language: Language): string {
  const { glueBefore, glueAfter } = READER_WORDS[language].typography;
  const before = glueBefore === '' ? text : text.replace(new RegExp(` (?=[${glueBefore}])`, 'gu'), NO_BREAK);
  return glueAfter === '' ? before : before.replace(new RegExp(`(?<=[${glueAfter}]) `, 'gu'), NO_BREAK);
}
