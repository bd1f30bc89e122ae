import type { NameForms } from '../domain/codes.ts';
import type { Language } from '../domain/languages.ts';

/** The prepositions of a language, and the articles that they merge with: *de el* is *del*. */
interface Prepositions {
  readonly in: string;
  readonly of: string;
  readonly merged: Readonly<Record<string, string>>;
}

const PREPOSITIONS: Readonly<Record<Language, Prepositions>> = {
  en: { in: 'in', of: 'of', merged: {} },
  es: { in: 'en', of: 'de', merged: { 'de el': 'del' } },
  fr: { in: 'dans', of: 'de', merged: { 'de le': 'du', 'de les': 'des' } },
  pt: {
    in: 'em',
    of: 'de',
    merged: {
      ...{ 'em o': 'no', 'em a': 'na', 'em os': 'nos', 'em as': 'nas' },
      ...{ 'de o': 'do', 'de a': 'da', 'de os': 'dos', 'de as': 'das' },
    },
  },
};

/** The placeholders of a member's name in texts: `{member}`, and its forms in a sentence. */
export type MemberWords = Readonly<Record<'member' | 'member.the' | 'member.in' | 'member.of', string>>;

/**
 * Returns the texts of a member's name: its label, and with its article, after "in" and after "of". A label in capitals
 * at its first letter keeps them; the caller begins a sentence with another word.
 */
export function memberWords(label: string, forms: NameForms, language: Language): MemberWords {
  const { name = label, article } = forms;
  const after = (preposition: 'in' | 'of'): string => {
    const rules = PREPOSITIONS[language];
    const own = forms[preposition];
    if (own !== undefined) return own;
    const before = article === undefined ? rules[preposition] : `${rules[preposition]} ${article}`;
    return withName(rules.merged[before] ?? before, name);
  };
  return {
    member: label,
    'member.the': article === undefined ? name : withName(article, name),
    'member.in': after('in'),
    'member.of': after('of'),
  };
}

/** Puts words before a name; an apostrophe needs no space. */
const withName = (before: string, name: string): string => `${before}${/['’]$/u.test(before) ? '' : ' '}${name}`;
