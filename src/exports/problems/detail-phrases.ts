import type { DetailPhrase, PhraseValue } from '../../domain/problem.ts';
import type { PHRASE_VALUES, PhraseKind } from '../../words/phrase-values.ts';
import { WORDS } from '../../words/words.ts';

/** The values that a phrase needs, by their names in its text. */
export type PhraseValues<Kind extends PhraseKind> = Readonly<Record<(typeof PHRASE_VALUES)[Kind][number], PhraseValue>>;

/** A detail in English, and its phrase for other languages. Spread it into a problem. */
export interface Detail {
  readonly detail: string;
  readonly phrase: DetailPhrase;
}

const joinValue = (value: PhraseValue | undefined): string =>
  typeof value === 'object' ? value.join(' or ') : String(value ?? '');

/** Builds the detail of a problem. Values are names, formats, counts and record numbers, never a cell's text. */
export function detailOf<Kind extends PhraseKind>(kind: Kind, values: PhraseValues<Kind>): Detail {
  const phrase: DetailPhrase = { kind, values };
  const detail = WORDS.en.phrases[kind].replace(/\{(\w+)\}/gu, (_, name: string) => joinValue(phrase.values[name]));
  return { detail, phrase };
}

/** Returns the SQL of a phrase's JSON text, given the SQL of the record number in it. */
export const recordPhraseSql = (kind: 'same-id' | 'equal-row', record: string): string =>
  `'{"kind":"${kind}","values":{"record":' || ${record} || '}}'`;
