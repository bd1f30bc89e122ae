import type { CountClass } from '../domain/figure.ts';
import { formatCount } from '../domain/format.ts';
import { fill } from './fill.ts';

/**
 * Returns the key of the chart word for a class of counts: `class.none` for zero, `class.fewer` ("Fewer than
 * {threshold}") for the class that starts at 1, `class.between` ("{from}–{to}") or `class.more` ("{from} or more").
 */
export function classWordKey({ from, to }: CountClass): string {
  if (to === null) return 'class.more';
  if (to === 0) return 'class.none';
  return from === 1 ? 'class.fewer' : 'class.between';
}

/** Returns the word of a class with its bounds, formatted for a locale (a BCP 47 tag). */
export function fillClassWord(word: string, { from, to }: CountClass, locale: string): string {
  const last = to ?? from;
  const count = (value: number): string => formatCount(value, locale);
  return fill(word, { from: count(from), to: count(last), threshold: count(last + 1) });
}
