import { Failure } from '../domain/failure.ts';

/**
 * Checks a language's file of words against that of the first language: the same keys, and the same placeholders in
 * each text. A text with a plural may have other categories, each with placeholders of its `other`.
 *
 * @param file the file's path in the program, for messages
 * @throws Failure DefinitionInvalid that names the file and each key
 */
export function checkWords(file: string, words: object, model: object): void {
  const errors = objectErrors(words, model, '');
  if (errors.length > 0) throw new Failure('DefinitionInvalid', `${file}: ${errors.join('; ')}`);
}

function objectErrors(words: object, model: object, place: string): string[] {
  const own = new Map<string, unknown>(Object.entries(words));
  const needed = new Map<string, unknown>(Object.entries(model));
  if (needed.has('other')) return pluralErrors(own, String(needed.get('other')), place);
  return [
    ...[...needed].flatMap(([key, text]) => valueErrors(own.get(key), text, `${place}${key}`)),
    ...[...own.keys()].filter((key) => !needed.has(key)).map((key) => `"${place}${key}" is not a key; delete it`),
  ];
}

function valueErrors(value: unknown, model: unknown, key: string): string[] {
  if (value === undefined) return [`"${key}" is missing; add its text`];
  if (Array.isArray(model)) return isTexts(value) ? [] : [`"${key}" must be a list of texts`];
  if (isObject(model)) return isObject(value) ? objectErrors(value, model, `${key}.`) : [`"${key}" must have keys`];
  return typeof value === 'string' ? markErrors(value, marksOf(String(model)), key) : [`"${key}" must be a text`];
}

function pluralErrors(own: ReadonlyMap<string, unknown>, model: string, place: string): string[] {
  const key = place.slice(0, -1);
  if (!own.has('other')) return [`"${place}other" is missing; add its text`];
  const wrong = [...own].filter(([name, text]) => !CATEGORIES.has(name) || typeof text !== 'string');
  if (wrong.length > 0) return [`"${key}" may have texts for ${[...CATEGORIES].join(', ')} only`];
  const marks = marksOf(model);
  return [...own].flatMap(([name, text]) =>
    name === 'other'
      ? markErrors(String(text), marks, `${place}${name}`)
      : marksOf(String(text))
          .filter((mark) => !marks.includes(mark))
          .map((mark) => `"${place}${name}" has ${mark}, which is not one of its placeholders`),
  );
}

function markErrors(text: string, expected: readonly string[], key: string): string[] {
  const marks = marksOf(text);
  return marks.join() === expected.join()
    ? []
    : [`"${key}" must have the placeholders ${expected.join(' ') || '(none)'}, not ${marks.join(' ') || '(none)'}`];
}

/** The categories of `Intl.PluralRules`. */
const CATEGORIES: ReadonlySet<string> = new Set(['zero', 'one', 'two', 'few', 'many', 'other']);

/** The placeholders of a text, sorted: `{name}`, and `#` for a number. */
const marksOf = (text: string): string[] => (text.match(/\{\w+\}|#/gu) ?? []).sort();

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === 'string');
