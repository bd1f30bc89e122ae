import { type CardTexts, linkCard } from '../document/card/link-card.ts';
import type { DefinitionFiles, FontFiles, Pictures } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import { compileTheme } from './compile-sheet/compile-theme.ts';
import { pageFonts } from './page-fonts.ts';

/** What pictures for previews of links are drawn with. */
export interface PictureSource {
  readonly files: DefinitionFiles;
  readonly fonts: FontFiles;
  readonly pictures: Pictures;
}

/**
 * Draws the picture that previews of links to an edition show, as PNG, in the look of its sheet; null if the sheet's
 * fonts lack a character of the texts, because pages without a picture are better than no pages.
 */
export async function linkPicture(
  { files, fonts, pictures }: PictureSource,
  sheet: string,
  texts: CardTexts,
): Promise<Uint8Array | null> {
  const theme = await compileTheme(files, sheet);
  const look = { palette: theme.palette, fonts: await pageFonts(theme, fonts) };
  const svg = svgIfPossible(() => linkCard(texts, look));
  return svg === null ? null : pictures.png(svg);
}

function svgIfPossible(draw: () => string): string | null {
  try {
    return draw();
  } catch (error) {
    if (error instanceof Failure && error.name === 'DefinitionInvalid') return null;
    throw error;
  }
}
