import { builtInDimension } from '../domain/dimensions.ts';
import type { DefinitionFiles } from '../domain/effects.ts';
import { folderOfSheet, MEMBER_SEPARATOR } from '../domain/family.ts';
import { LANGUAGES, type Language, textFor, type Words } from '../domain/languages.ts';

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

/**
 * The title that a sheet's page prints; its id where its wording has none. A member's is the title of its main sheet and the
 * member's label.
 */
export async function sheetTitle(files: DefinitionFiles, sheet: string, language: Language): Promise<string> {
  const title = (await sheetWords(files, sheet, language)).get('title') ?? sheet;
  const label = await memberLabel(files, sheet, language);
  return label === null ? title : `${title}: ${label}`;
}

/** The short name of a sheet in a list of its family: the label of a member, and the title of the main sheet. */
export const sheetLabel = async (files: DefinitionFiles, sheet: string, language: Language): Promise<string> =>
  (await memberLabel(files, sheet, language)) ?? sheetTitle(files, sheet, language);

/** The parts of definition files that a member's label is in; their other content is checked when they are loaded. */
interface Labelled {
  readonly family?: { readonly by: string };
  readonly hotlines?: readonly string[];
  readonly name?: Words;
  readonly codes?: readonly LabelledKey[];
  readonly lines?: readonly LabelledKey[];
}

interface LabelledKey {
  readonly key: string;
  readonly label: Words;
}

/** Returns the label of a member, its code if there is none; null for a sheet that is not a member's. */
async function memberLabel(files: DefinitionFiles, sheet: string, language: Language): Promise<string | null> {
  const folder = folderOfSheet(sheet);
  if (folder === sheet) return null;
  const key = sheet.slice(folder.length + MEMBER_SEPARATOR.length);
  const read = async (path: string): Promise<Labelled> => JSON.parse(decoder.decode(await files.bytes(path)));
  const { family, hotlines = [] } = await read(`templates/${folder}/sheet.json`);
  if (!family) return key;
  if (family.by === 'hotline') return textFor((await read(`hotlines/${key}.json`)).name ?? {}, language) || key;
  // signals whose line is not known have the word that genders have for it (`lineCodes`)
  const ofLines = [...hotlines.map((id) => `hotlines/${id}.json`), 'codes/gender.json'];
  const lists = await Promise.all(
    (family.by === 'line' ? ofLines : [`codes/${builtInDimension(family.by)?.codes ?? family.by}.json`]).map(read),
  );
  const labelled = lists.flatMap(({ codes, lines }) => lines ?? codes ?? []);
  const found = labelled.find((one) => one.key.toLowerCase() === key);
  return found ? textFor(found.label, language) : key;
}

/** Without marks of emphasis, notes and escapes. */
const plainWords = (words: string): string => words.replaceAll(/\\?\*/gu, '').trim();
