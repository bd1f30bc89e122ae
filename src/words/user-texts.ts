import type { UserLanguage } from '../domain/languages.ts';
import { checkWords } from './check-words.ts';
import en from './users/en.json' with { type: 'json' };
import es from './users/es.json' with { type: 'json' };
import fr from './users/fr.json' with { type: 'json' };
import pt from './users/pt.json' with { type: 'json' };

/** The texts for users in one language, as in its file; `{name}` is a placeholder, and `#` a number of a detail. */
export type UserTexts = typeof en;

/** The compiler and the check below name each text that the file of a language lacks. */
export const USER_TEXTS: Readonly<Record<UserLanguage, UserTexts>> = { en, es, fr, pt };

for (const [language, texts] of Object.entries(USER_TEXTS)) checkWords(`src/words/users/${language}.json`, texts, en);

/** A detail of a problem that holds no name, as the code writes it. `#` is a number. */
export type DetailKey = keyof UserTexts['details'];

export const isDetailKey = (text: string): text is DetailKey => Object.hasOwn(en.details, text);
