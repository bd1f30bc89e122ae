import type { DefinitionFiles } from '../domain/effects.ts';
import { folderOfSheet } from '../domain/family.ts';
import { LANGUAGES, type Language } from '../domain/languages.ts';

const decoder = new TextDecoder();

/**
 * The words of a sheet's wording by key (`title`, `victims.noun`), as plain text: for lists, where no page is laid
 * out. A sheet that is not written in the language has those of another one.
 */
export async function sheetWords(
  files: DefinitionFiles,
  sheet: string,
  language: Language,
): Promise<ReadonlyMap<string, string>> {
  const paths = await files.list('templates');
  const written = [language, ...LANGUAGES]
    .map((code) => `templates/${folderOfSheet(sheet)}/wording/${code}.md`)
    .find((path) => paths.includes(path));
  const text = written === undefined ? '' : decoder.decode(await files.bytes(written));
  const section = /^## words\s*\n([\s\S]*?)(?=^## |(?![\s\S]))/mu.exec(text)?.[1] ?? '';
  const lines = section.matchAll(/^- ([^:\n]+): (.+)$/gmu);
  return new Map([...lines].map(([, key = '', words = '']) => [key.trim(), plainWords(words)]));
}

/** The title that a sheet's page prints; its id where its wording has none. */
export const sheetTitle = async (files: DefinitionFiles, sheet: string, language: Language): Promise<string> =>
  (await sheetWords(files, sheet, language)).get('title') ?? sheet;

/** Without marks of emphasis, notes and escapes. */
const plainWords = (words: string): string => words.replaceAll(/\\?\*/gu, '').trim();
