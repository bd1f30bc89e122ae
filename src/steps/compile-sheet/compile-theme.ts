import { json, text } from '../../definitions/load-definitions.ts';
import { readTheme, type Theme, themeFile } from '../../definitions/theme.ts';
import { readLogo } from '../../document/page/logo.ts';
import { assertUsableFont, facesOf } from '../../document/pdf/theme-fonts.ts';
import type { DefinitionFiles } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import { folderOfSheet } from '../../domain/family.ts';
import { HOUSE_PALETTE } from '../../domain/palette.ts';
import type { CompiledTheme } from './compiled-sheet.ts';

/** The shortest text that can be a licence. */
const LEAST_LICENCE = 200;

/**
 * Reads and checks the theme of a sheet: `theme.json`, its fonts with their licence, and its logo. A sheet without one
 * has the house's look.
 * @throws Failure DefinitionInvalid with the file and the place
 */
export async function compileTheme(files: DefinitionFiles, sheet: string): Promise<CompiledTheme> {
  const folder = `templates/${folderOfSheet(sheet)}`;
  const present = await files.list(folder);
  const place = themeFile(sheet);
  if (!present.includes(place)) return { palette: HOUSE_PALETTE, logo: null, fonts: null };
  const { theme, palette } = readTheme(await json(files, place), place);
  const read: ReadFile = async (file, what) => {
    const path = `${folder}/${file}`;
    if (present.includes(path)) return { path, bytes: await files.bytes(path) };
    throw new Failure('DefinitionInvalid', `${place}: ${what}: the folder of the sheet has no ${file}`);
  };
  const logo = theme.logo === undefined ? null : (await read(theme.logo, 'logo')).path;
  return {
    palette,
    logo: logo === null ? null : readLogo(await text(files, logo), logo),
    fonts: theme.fonts ? await readFonts(theme.fonts, read) : null,
  };
}

type ReadFile = (file: string, what: string) => Promise<{ readonly path: string; readonly bytes: Uint8Array }>;

/** Returns the theme's font of each face, base64. */
async function readFonts(fonts: NonNullable<Theme['fonts']>, read: ReadFile): Promise<CompiledTheme['fonts']> {
  const { license, ...uses } = fonts;
  const licence = await read(license, 'fonts.license');
  if (licence.bytes.byteLength < LEAST_LICENCE)
    throw new Failure(
      'DefinitionInvalid',
      `${licence.path}: is too short to be the licence of the fonts; put its text there`,
    );
  const encoded = new Map<string, string>();
  for (const [use, file] of Object.entries(uses)) {
    if (file === undefined || encoded.has(file)) continue;
    const { path, bytes } = await read(file, `fonts.${use}`);
    assertUsableFont(bytes, path);
    encoded.set(file, Buffer.from(bytes).toString('base64'));
  }
  const faces = Object.entries(facesOf(uses)).map(([face, file]) => [face, encoded.get(file) ?? '']);
  return Object.fromEntries(faces);
}
