import type { Language } from '../domain/languages.ts';
import { groupDigits } from './joined.ts';

type Values = Readonly<Record<string, string | number>>;

/** Replaces each `{name}` of a text by its value; a placeholder without a value stays. */
export const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/gu, (placeholder, name: string) => String(values[name] ?? placeholder));

/** A text by plural category of a count (`Intl.PluralRules`); `other` is used for the categories it lacks. */
export type PluralText = { readonly other: string } & { readonly [Category in Intl.LDMLPluralRule]?: string };

const RULES = new Map<Language, Intl.PluralRules>();

/** Returns the text for a count: French and Portuguese say 0 in the singular, and millions have a form of their own. */
export function pluralText(texts: PluralText, count: number, language: Language): string {
  const rules = RULES.get(language) ?? new Intl.PluralRules(language);
  RULES.set(language, rules);
  return texts[rules.select(count)] ?? texts.other;
}

/** Fills in the counts of texts in one language. */
export interface Counter {
  /** An integer with the language's separator of thousands. */
  number(count: number): string;
  /** The text for a count, with its number as `{count}` and other values. */
  text(texts: PluralText, count: number, values?: Values): string;
}

export function counterIn(language: Language, thousands: string): Counter {
  const number = (count: number): string => groupDigits(count, thousands);
  return {
    number,
    text: (texts, count, values = {}) => fill(pluralText(texts, count, language), { count: number(count), ...values }),
  };
}
