import type { UserLanguage } from '../domain/languages.ts';
import { fill } from './fill.ts';
import type { ListErrorKind, ListRemarkKind } from './list-error-words.ts';
import { WORDS } from './words.ts';

/** One thing that is wrong. `names` are of headings, sheets or languages; never anything about a person. */
export interface EntryError {
  readonly kind: ListErrorKind;
  readonly names: readonly string[];
}

/** An error of a list, with the line of the file; null if it concerns all lines. */
export interface ListError extends EntryError {
  readonly line: number | null;
}

/** Returns what is wrong and what to do, without the line. */
export const entryErrorText = ({ kind, names }: EntryError, language: UserLanguage): string =>
  WORDS[language].list.errors[kind](names);

export interface ListRemark {
  readonly line: number;
  readonly kind: ListRemarkKind;
}

/** Returns an error with its line: what is wrong, where, what to do. */
export const listErrorText = (error: ListError, language: UserLanguage): string =>
  withLine(error.line, entryErrorText(error, language), language);

export const remarkText = ({ line, kind }: ListRemark, language: UserLanguage): string =>
  withLine(line, WORDS[language].list.remarks[kind], language);

const withLine = (line: number | null, text: string, language: UserLanguage): string =>
  line === null ? text : fill(WORDS[language].list.line, { line, text });
