import type { Language } from '../domain/languages.ts';
import { checkWords } from './check-words.ts';
import en from './languages/en.json' with { type: 'json' };
import es from './languages/es.json' with { type: 'json' };
import fr from './languages/fr.json' with { type: 'json' };
import pt from './languages/pt.json' with { type: 'json' };

/** The program's own words for readers in one language, as in its file; `{name}` is a placeholder (`fill`). */
export type ReaderWords = typeof en;

/**
 * The program's own words on pages, in alternative texts, messages, links and public pages. The compiler and the check
 * below name each text that the file of a language lacks.
 */
export const READER_WORDS: Readonly<Record<Language, ReaderWords>> = { en, es, fr, pt };

for (const [language, words] of Object.entries(READER_WORDS))
  checkWords(`src/words/languages/${language}.json`, words, en);

/** The pages that a link of a message can show instead of a fact sheet. */
export type LinkPage = keyof ReaderWords['links'];
