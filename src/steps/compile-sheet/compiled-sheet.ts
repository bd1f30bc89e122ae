import type { CompiledChart } from '../../charts/chart-spec.ts';
import type { Wording } from '../../definitions/wording.ts';
import type { Face } from '../../document/page/fonts.ts';
import type { Logo } from '../../document/page/logo.ts';
import type { PageDefinition } from '../../document/page/page-definition.ts';
import type { PlacedChart } from '../../document/parts/part.ts';
import type { DefinitionFiles } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import { folderOfSheet } from '../../domain/family.ts';
import type { CellLabels, Dimension } from '../../domain/figure.ts';
import type { Language } from '../../domain/languages.ts';
import type { Palette } from '../../domain/palette.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { MemberWords } from '../../words/member-words.ts';

/** What a sheet's pages are made from in one language. */
export interface CompiledLanguage {
  readonly wording: Wording;
  /** The names of the sheet's hotlines by id, in the sheet's order. */
  readonly hotlines: Readonly<Record<string, string>>;
  /** The sheet's charts by name. */
  readonly charts: Readonly<Record<string, CompiledChart>>;
  /** The names of the members of the sheet's family, by their codes. */
  readonly members: Readonly<Record<string, MemberWords>>;
}

/** The look of a sheet: the house's, or that of its `theme.json`. */
export interface CompiledTheme {
  readonly palette: Palette;
  readonly logo: Logo | null;
  /** The theme's own font of each face, base64; null for the program's fonts. */
  readonly fonts: Readonly<Record<Face, string>> | null;
}

/**
 * All that a sheet's pages are made from besides an edition's figures and the fonts: checked, parsed, compiled and
 * projected. It is plain JSON, so a process may compile a sheet and another one render it.
 */
export interface CompiledSheet {
  readonly sheet: Sheet;
  readonly page: PageDefinition;
  readonly theme: CompiledTheme;
  /** The charts that the pages show, in their order. */
  readonly charts: readonly PlacedChart[];
  readonly languages: Readonly<Partial<Record<Language, CompiledLanguage>>>;
  readonly labels: Readonly<Partial<Record<Dimension, CellLabels>>>;
  /** The country of each state. */
  readonly stateCountries: Readonly<Record<string, string>>;
}

const FOLDER = 'compiled';

/** Where a deployed function has a compiled sheet, beside its definitions. */
export const compiledSheetFile = (id: string): string => `${FOLDER}/${id}.json`;

/**
 * Reads a sheet that was compiled when the program was bundled.
 * @throws Failure DefinitionInvalid when the program was bundled without this sheet
 */
export async function readCompiledSheet(files: DefinitionFiles, id: string): Promise<CompiledSheet> {
  const paths = await files.list(FOLDER);
  if (paths.includes(compiledSheetFile(id)))
    return JSON.parse(new TextDecoder().decode(await files.bytes(compiledSheetFile(id))));
  throw new Failure(
    'DefinitionInvalid',
    `the program was bundled without the sheet "${id}"; it has ${paths.join(', ')}`,
  );
}

/** The id under which the compiled sheet is bundled that the members of a family share. */
export const membersSheetId = (family: string): string => `${family}.members`;

/**
 * Returns a function that gives the compiled sheets of families as they were bundled, each read once. The members of a
 * family share one, because only their names differ.
 */
export function bundledFamily(files: DefinitionFiles): (sheet: Sheet) => Promise<CompiledSheet> {
  const read = new Map<string, Promise<CompiledSheet>>();
  return async (sheet) => {
    const id = sheet.member === undefined ? sheet.id : membersSheetId(folderOfSheet(sheet.id));
    const compiled = read.get(id) ?? readCompiledSheet(files, id);
    read.set(id, compiled);
    return { ...(await compiled), sheet: { ...sheet, related: [] } };
  };
}
