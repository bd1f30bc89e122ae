import type { UserLanguage } from '../domain/languages.ts';
import { capitalize } from '../words/joined.ts';
import { type EntryError, entryErrorText } from '../words/list-error-text.ts';
import type { ListErrorKind } from '../words/list-error-words.ts';
import type { PersonField } from './words/stakeholder-words.ts';

/** The field that each error of an entry is about. Errors of a file are about none. */
const FIELDS: Readonly<Partial<Record<ListErrorKind, PersonField | 'reason'>>> = {
  name: 'name',
  email: 'email',
  organisation: 'organisation',
  language: 'language',
  'no-sheets': 'sheets',
  'unknown-sheets': 'sheets',
  'unknown-member': 'sheets',
  'unwritten-sheet': 'sheets',
  delivery: 'delivery',
  reason: 'reason',
};

/** What is wrong, by field. */
export type FieldErrors = ReadonlyMap<PersonField | 'reason', string>;

/** Returns what is wrong by field; several errors of one field are joined. */
export function fieldErrors(errors: readonly EntryError[], language: UserLanguage): FieldErrors {
  const texts = new Map<PersonField | 'reason', string>();
  for (const error of errors) {
    const field = FIELDS[error.kind];
    if (field === undefined) continue;
    const text = capitalize(entryErrorText(error, language));
    const before = texts.get(field);
    texts.set(field, before === undefined ? text : `${before}. ${text}`);
  }
  return texts;
}

/** Returns the errors of an entry for a problem document: a pointer to the field, and what is wrong with it. */
export const errorsOf = (errors: readonly EntryError[]) =>
  errors.map((error) => ({ pointer: `/${FIELDS[error.kind] ?? ''}`, detail: entryErrorText(error, 'en') }));
