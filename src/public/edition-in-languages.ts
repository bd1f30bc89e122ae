import { loadSheet } from '../definitions/load-definitions.ts';
import type { PublishedEdition } from '../domain/edition.ts';
import type { Language } from '../domain/languages.ts';
import { editionWording, type WordingSource } from '../steps/edition-wording.ts';
import type { EditionInLanguages } from './data-package/package-tables.ts';
import type { ShownEdition } from './figure-tables.ts';

/**
 * Returns an edition with its words in each language of its sheet, and the names of the sheet's hotlines in the first
 * one.
 */
export async function editionInLanguages(
  source: WordingSource,
  edition: PublishedEdition,
): Promise<{ readonly editions: EditionInLanguages; readonly hotlines: readonly string[] }> {
  const { definitions, files } = source;
  const { languages, hotlines } = await loadSheet(files, definitions, edition.sheet);
  const editions = new Map<Language, ShownEdition>();
  for (const language of languages)
    editions.set(language, { edition, words: await editionWording(source, edition, language) });
  const [first = 'en'] = languages;
  return { editions, hotlines: hotlines.map((id) => definitions.hotlines.get(id)?.name[first] ?? id) };
}
