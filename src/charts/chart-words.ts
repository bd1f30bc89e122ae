import { Failure } from '../domain/failure.ts';
import type { CountClass, PrintedFigure } from '../domain/figure.ts';
import { classWordKey, fillClassWord } from '../words/class-words.ts';

/** The words of a sheet's charts in one language, by key (`map.us`, `class.more`); stored with the sheet's wording. */
export type ChartWords = Readonly<Record<string, string>>;

/** A reference to a word in a spec: a string that consists of `word:` and a key is replaced by the word. */
const REFERENCE = /^word:(.+)$/u;

/**
 * Returns the word with a key.
 * @throws Failure DefinitionInvalid with the place that asks for the word and the keys that exist
 */
export function wordFor(words: ChartWords, key: string, place: string): string {
  const word = Object.hasOwn(words, key) ? words[key] : undefined;
  if (word !== undefined) return word;
  const known = Object.keys(words).toSorted().join(', ');
  throw new Failure('DefinitionInvalid', `${place}: the wording has no chart word "${key}"; it has ${known || 'none'}`);
}

/**
 * Returns a spec with every `word:<key>` in it replaced by the sheet's word, at any depth; everything else is
 * unchanged. It replaces entire strings only: words never become part of an expression, so an apostrophe cannot break
 * one.
 */
export function spellOut(spec: unknown, words: ChartWords, place: string): unknown {
  if (typeof spec === 'string') {
    const key = REFERENCE.exec(spec)?.[1];
    return key === undefined ? spec : wordFor(words, key, place);
  }
  if (Array.isArray(spec)) return spec.map((part) => spellOut(part, words, place));
  if (typeof spec !== 'object' || spec === null) return spec;
  return Object.fromEntries(Object.entries(spec).map(([key, part]) => [key, spellOut(part, words, place)]));
}

/**
 * Returns the key of the word for a figure without cells: `chart.empty` (there are none) if the total is zero,
 * otherwise `chart.few` (some may be hidden).
 */
export const emptyWord = ({ total }: PrintedFigure): string => (total === 0 ? 'chart.empty' : 'chart.few');

/** Returns a class of counts in words: `10–24`, `50 or more`. */
export const classInWords = (bounds: CountClass, words: ChartWords, place: string, locale: string): string =>
  fillClassWord(wordFor(words, classWordKey(bounds), place), bounds, locale);
