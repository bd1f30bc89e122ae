import { FACE_FILES, FACES, type Face, type FontBytes } from '../document/page/fonts.ts';
import { decodedFonts } from '../document/pdf/theme-fonts.ts';
import type { FontFiles } from '../domain/effects.ts';
import type { CompiledTheme } from './compile-sheet/compiled-sheet.ts';

/** Returns the font of every face of a sheet's pages: those of its theme, or the program's own. */
export async function pageFonts(theme: Pick<CompiledTheme, 'fonts'>, fonts: FontFiles): Promise<FontBytes> {
  if (theme.fonts) return decodedFonts(theme.fonts);
  const read = async (face: Face) => [face, await fonts.bytes(FACE_FILES[face])] as const;
  return Object.fromEntries(await Promise.all(FACES.map(read))) as Record<Face, Uint8Array>;
}
