import { fold } from '../codes.ts';
import { escapeRegExp } from './escape.ts';

/** Folds a name like a label, with hyphens and underscores as spaces: `Case_Number` and `case number` are one name. */
export const foldName = (text: string): string =>
  fold(text)
    .replace(/[-_\u2010-\u2015 ]+/gu, ' ')
    .trim();

/** Whether a name or spelling is a pattern: `*` means any text. */
export const isPattern = (name: string): boolean => name.includes('*');

/** How well a text matches a name: the same text, the same but for hyphens and underscores, a pattern. Lower is better. */
export type MatchTier = 0 | 1 | 2;

/** Returns how well a text matches the best of some names; null if it matches none. */
export type NameMatcher = (text: string) => MatchTier | null;

/** Returns a matcher for names, some of which may be patterns. */
export function nameMatcher(names: Iterable<string>): NameMatcher {
  const all = [...names];
  const exact = new Set(all.map(fold));
  const loose = new Set(all.map(foldName));
  const patterns = all.filter(isPattern).map(patternExpression);
  return (text) => {
    if (exact.has(fold(text))) return 0;
    const folded = foldName(text);
    if (loose.has(folded)) return 1;
    return patterns.some((pattern) => pattern.test(folded)) ? 2 : null;
  };
}

const patternExpression = (name: string): RegExp =>
  new RegExp(`^${name.split('*').map(literalPart).join('.*')}$`, 'su');

/** The spaces at the ends of a part stay: `cases *` needs the space. */
const literalPart = (part: string): string => {
  const folded = foldName(part);
  if (folded === '') return part === '' ? '' : ' *';
  const before = /^[-_\s]/u.test(part) ? ' ' : '';
  const after = /[-_\s]$/u.test(part) ? ' ' : '';
  return escapeRegExp(`${before}${folded}${after}`);
};
