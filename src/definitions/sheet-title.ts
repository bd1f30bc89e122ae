import type { DefinitionFiles } from '../domain/effects.ts';
import type { Language } from '../domain/languages.ts';

const decoder = new TextDecoder();

/** The words of a sheet's wording by key (`title`, `victims.noun`), as plain text: for lists, where no page is laid out. */
export async function sheetWords(
  files: DefinitionFiles,
  sheet: string,
  language: Language,
): Promise<ReadonlyMap<string, string>> {
  const path = `templates/${sheet}/wording/${language}.md`;
  const text = await files.bytes(path).then(
    (bytes) => decoder.decode(bytes),
    () => '',
  );
  const section = /^## words\s*\n([\s\S]*?)(?=^## |(?![\s\S]))/mu.exec(text)?.[1] ?? '';
  const lines = section.matchAll(/^- ([^:\n]+): (.+)$/gmu);
  return new Map([...lines].map(([, key = '', words = '']) => [key.trim(), plainWords(words)]));
}

/** The title that a sheet's page prints; its id where its wording has none. */
export const sheetTitle = async (files: DefinitionFiles, sheet: string, language: Language): Promise<string> =>
  (await sheetWords(files, sheet, language)).get('title') ?? sheet;

/** Without marks of emphasis, notes and escapes. */
const plainWords = (words: string): string => words.replaceAll(/\\?\*/gu, '').trim();
