import { Failure } from '../domain/failure.ts';
import { keyOfVariant } from '../domain/family.ts';
import { isRightToLeft } from '../domain/languages.ts';
import { allLines, type Line, plain } from '../domain/prose.ts';
import { readSections, type Section } from './markdown-sections.ts';
import { assertNoStrayBraces } from './stray-braces.ts';
import type { Wording, WordingKeys } from './wording.ts';

const WORDS = 'words';
const CHART_WORDS = 'chart words';
const ALLOWED_NUMBERS = 'allowed numbers';

/**
 * Reads and checks one language's wording (Markdown, see markdown-sections.ts) against the keys that its page requires.
 * Fails with DefinitionInvalid, with file and allowed keys, on an unknown or missing key, on a brace outside a
 * placeholder, and on a number of two or more digits typed into a text: a figure's number is inserted by its id, and
 * any other must be in the section `allowed numbers` with its reason.
 */
export function readWording(markdown: string, file: string, keys: WordingKeys): Wording {
  const sections = readSections(markdown, file);
  const terms = (key: string): Record<string, Line> => parseTerms(sections, key, file);
  const { locale, ...words } = terms(WORDS);
  const listed = new Set([WORDS, CHART_WORDS, ALLOWED_NUMBERS]);
  const prose = Object.fromEntries(
    sections.filter((section) => !listed.has(section.key)).map((section) => [section.key, section.prose]),
  );
  checkKeys(file, 'word', Object.keys(words), { wanted: keys.words, mayHave: [] });
  checkKeys(file, 'section', Object.keys(prose), { wanted: keys.prose, mayHave: keys.mayHave });
  const charts = Object.fromEntries(Object.entries(terms(CHART_WORDS)).map(([key, line]) => [key, plain(line)]));
  const wording = { file, locale: locale ? plain(locale) : '', words, prose, charts };
  const localeError = findLocaleError(wording.locale, file);
  if (localeError !== null) throw new Failure('DefinitionInvalid', `${file}, section "words": ${localeError}.`);
  assertNoStrayBraces(wording);
  assertNoTypedNumbers(wording, Object.keys(terms(ALLOWED_NUMBERS)));
  return wording;
}

/** Returns what is wrong with a locale; null if nothing is. A file named after a language has a locale of it. */
function findLocaleError(locale: string, file: string): string | null {
  const [, language = ''] = /\/([a-z]{2,3})\.md$/u.exec(file) ?? [];
  if (locale === '') return 'needs "- locale: en-US"';
  if (isRightToLeft(locale))
    return `the locale "${locale}" is written from right to left, which pages cannot be laid out for`;
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/u.test(locale) || (language !== '' && locale.split('-')[0] !== language))
    return `the locale "${locale}" is not one of the language; write it like ${language || 'en'}-${EXAMPLES[language] ?? 'US'}`;
  return null;
}

const EXAMPLES: Readonly<Record<string, string>> = { en: 'US', es: 'MX', fr: 'FR', pt: 'BR' };

/** Parses the terms of a list section: `- key: text`. */
function parseTerms(sections: readonly Section[], key: string, file: string): Record<string, Line> {
  const items = sections.find((section) => section.key === key)?.prose.items ?? [];
  const terms: Record<string, Line> = {};
  for (const item of items) {
    const [first, ...rest] = item;
    const match = /^([^:]+):\s*(.*)$/su.exec(first?.text ?? '');
    const term = match?.[1]?.trim();
    if (!first || !match || !term)
      throw termInvalid(file, key, plain(item), 'is not "key: text"; write it like "title: Human trafficking"');
    if (Object.hasOwn(terms, term)) throw termInvalid(file, key, term, 'is there twice; delete one of the two');
    terms[term] = [{ ...first, text: match[2] ?? '' }, ...rest].filter((run) => run.text !== '');
  }
  return terms;
}

function checkKeys(
  file: string,
  kind: string,
  matches: readonly string[],
  { wanted, mayHave }: { readonly wanted: readonly string[]; readonly mayHave: readonly string[] },
): void {
  const allowed = [...wanted, ...mayHave];
  const missing = wanted.filter((key) => !matches.includes(key));
  const unknown = matches.filter((key) => !allowed.includes(key) && !allowed.includes(keyOfVariant(key) ?? ''));
  if (missing.length === 0 && unknown.length === 0) return;
  const parts = [
    ...(missing.length > 0 ? [`lacks the ${kind}(s) ${missing.join(', ')}`] : []),
    ...(unknown.length > 0 ? [`has the unknown ${kind}(s) ${unknown.join(', ')}`] : []),
  ];
  throw new Failure('DefinitionInvalid', `${file}: ${parts.join(' and ')}; allowed are: ${allowed.join(', ')}.`);
}

function assertNoTypedNumbers(wording: Wording, allowed: readonly string[]): void {
  const texts: [string, Line][] = [
    ...Object.entries(wording.words),
    ...Object.entries(wording.prose).flatMap(([key, prose]) =>
      allLines(prose).map((line): [string, Line] => [key, line]),
    ),
    ...Object.entries(wording.charts).map(([key, text]): [string, Line] => [key, [{ text }]]),
  ];
  for (const [key, line] of texts) {
    const number = typedNumber(plain(line), allowed);
    if (number === null) continue;
    const remedy =
      'name the figure, as in {victims}, or list the number with its reason in the section "allowed numbers"';
    throw new Failure('DefinitionInvalid', `${wording.file}, "${key}": the number ${number} is typed in; ${remedy}.`);
  }
}

/** Finds the first number of two or more digits in a text, except in placeholders and allowed numbers. */
function typedNumber(text: string, allowed: readonly string[]): string | null {
  const longestFirst = [...allowed].sort((a, b) => b.length - a.length);
  const rest = longestFirst.reduce((left, number) => left.replaceAll(number, ' '), text.replace(/\{[^{}]*\}/gu, ' '));
  return /\d[\d.,\u00A0\u202F]*\d/u.exec(rest)?.[0] ?? null;
}

const termInvalid = (file: string, section: string, term: string, what: string): Failure =>
  new Failure('DefinitionInvalid', `${file}, section "${section}": "${term}" ${what}.`);
