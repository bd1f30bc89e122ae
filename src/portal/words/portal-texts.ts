import type { UserLanguage } from '../../domain/languages.ts';
import { checkWords } from '../../words/check-words.ts';
import en from './languages/en.json' with { type: 'json' };
import es from './languages/es.json' with { type: 'json' };
import fr from './languages/fr.json' with { type: 'json' };
import pt from './languages/pt.json' with { type: 'json' };

/** The portal's texts in one language, as in its file; `{name}` is a placeholder. Those of `upload` are filled in by the browser. */
export type PortalTexts = typeof en;

/** The compiler and the check below name each text that the file of a language lacks. */
export const PORTAL_TEXTS: Readonly<Record<UserLanguage, PortalTexts>> = { en, es, fr, pt };

for (const [language, texts] of Object.entries(PORTAL_TEXTS))
  checkWords(`src/portal/words/languages/${language}.json`, texts, en);
