import { json, type PageDefinitions, text } from '../../definitions/load-definitions.ts';
import { readWording } from '../../definitions/read-wording.ts';
import type { Wording } from '../../definitions/wording.ts';
import { memberPage } from '../../document/page/member-page.ts';
import { entriesOf, type PageDefinition, readPageDefinition } from '../../document/page/page-definition.ts';
import { wordingKeysOf } from '../../document/page/wording-keys.ts';
import { codesOf } from '../../domain/codes.ts';
import { findDimension } from '../../domain/dimensions.ts';
import type { DefinitionFiles } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import { folderOfSheet } from '../../domain/family.ts';
import type { Language } from '../../domain/languages.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { type MemberWords, memberWords } from '../../words/member-words.ts';

/** Parts that the page of a family must have, because a member with too little to print is made of them. */
const FAMILY_PARTS = ['masthead', 'intro-and-period'] as const;

/** The pages of a sheet, and those of its main sheet if it is a member: the wording has the texts of both. */
export interface SheetPages {
  readonly page: PageDefinition;
  readonly main: PageDefinition;
}

/**
 * Reads and checks the `page.json` of a sheet. A member's page lacks the parts that show figures it does not count.
 * @throws Failure DefinitionInvalid or FigureUnknown naming the file and the place
 */
export async function readSheetPages(files: DefinitionFiles, sheet: Sheet): Promise<SheetPages> {
  const place = `templates/${folderOfSheet(sheet.id)}/page.json`;
  const figures = sheet.figures.map(({ id }) => id);
  const value = await json(files, place);
  // the figures of the main sheet are checked with the main sheet
  const main = readPageDefinition(value, place, sheet.member === undefined ? figures : null);
  const lacking = FAMILY_PARTS.find((name) => sheet.family && !entriesOf(main).some(({ part }) => part === name));
  if (lacking)
    throw new Failure(
      'DefinitionInvalid',
      `${place}: the pages of a family need the part "${lacking}", which says what a page without figures means; add { "part": "${lacking}" }`,
    );
  return { main, page: sheet.member === undefined ? main : memberPage(main, figures) };
}

/**
 * Reads and checks the wording of a sheet in a language, against the keys that the pages of its main sheet need.
 * @throws Failure DefinitionInvalid naming the file and the place
 */
export async function readSheetWording(
  files: DefinitionFiles,
  sheet: Sheet,
  language: Language,
  { main, logo }: Pick<SheetPages, 'main'> & { readonly logo: boolean },
): Promise<Wording> {
  const place = `templates/${folderOfSheet(sheet.id)}/wording/${language}.md`;
  const options = { rounded: sheet.protection.method === 'round', logo, family: sheet.family !== undefined };
  return readWording(await text(files, place), place, wordingKeysOf(main, options));
}

/** Returns the names of the members of a sheet's family in a language, by their codes. */
export function memberNames({ codes, hotlines }: PageDefinitions, sheet: Sheet, language: Language) {
  const { by, members = [] } = sheet.family ?? {};
  if (by === undefined) return {};
  const list = new Map(codesOf(codes, findDimension(by, codes)?.codes ?? '').map((code) => [code.key, code]));
  const names = members.map(({ key }): [string, MemberWords] => {
    const label = (by === 'hotline' ? hotlines.get(key)?.name : list.get(key)?.label)?.[language] ?? key;
    return [key, memberWords(label, list.get(key)?.forms?.[language] ?? {}, language)];
  });
  return Object.fromEntries(names);
}
