import type { PublishedEdition } from '../domain/edition.ts';
import { openWordings, type StoredWordingSource } from '../steps/stored-wording.ts';
import type { EditionInLanguages } from './data-package/package-tables.ts';

/** Returns an edition with its words in each language of its sheet. */
export async function editionInLanguages(
  source: StoredWordingSource,
  edition: PublishedEdition,
): Promise<EditionInLanguages> {
  const { languages, wordingIn } = await openWordings(source, edition);
  return new Map(languages.map((language) => [language, { edition, words: wordingIn(language) }]));
}
