import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { svgPictures } from '../../src/adapters/svg-pictures.ts';
import type { PictureSource } from '../../src/steps/link-picture.ts';
import { programFonts } from '../pipeline/local-runtime.ts';

/** Draws pictures for previews of links with the installed engine and the program's fonts. */
export const linkPictures: Pick<PictureSource, 'fonts' | 'pictures'> = {
  fonts: programFonts,
  pictures: svgPictures(async () =>
    Uint8Array.from(await readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm'))),
  ),
};
