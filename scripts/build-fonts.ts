/**
 * Builds fonts/*.ttf, the faces in which pages are set, from Barlow as published by Google Fonts. Run it by hand when a
 * face, a character or Barlow itself changes. The files are committed, and the program reads them:
 *
 *   npm ci --prefix fonts && npm run ts -- scripts/build-fonts.ts
 *
 * Each face retains the characters that English, Spanish and names from neighbouring languages need, with kerning and
 * tabular figures. It omits what only a screen or another script uses (hinting, small capitals, Vietnamese). HarfBuzz
 * does the subsetting. Its version is pinned by fonts/package-lock.json, so that another run writes the same bytes.
 */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { FACE_FILES, FACES, type Face } from '../src/document/page/fonts.ts';

type SubsetFont = (
  font: Uint8Array,
  text: string,
  options: { targetFormat: 'truetype'; keepFeatures: readonly string[]; noHinting: boolean },
) => Promise<Uint8Array>;

const folder = new URL('../fonts/', import.meta.url);
const { resolve } = createRequire(new URL('package.json', folder));
const { default: subsetFont }: { default: SubsetFont } = await import(pathToFileURL(resolve('subset-font')).href);

const SOURCES: Readonly<Record<Face, string>> = {
  Barlow: 'barlow/400Regular/Barlow_400Regular',
  'Barlow SemiBold': 'barlow/600SemiBold/Barlow_600SemiBold',
  'Barlow Semi Condensed': 'barlow-semi-condensed/400Regular/BarlowSemiCondensed_400Regular',
  'Barlow Semi Condensed Medium': 'barlow-semi-condensed/500Medium/BarlowSemiCondensed_500Medium',
  'Barlow Semi Condensed SemiBold': 'barlow-semi-condensed/600SemiBold/BarlowSemiCondensed_600SemiBold',
  'Barlow Semi Condensed Bold': 'barlow-semi-condensed/700Bold/BarlowSemiCondensed_700Bold',
  'Barlow Condensed SemiBold': 'barlow-condensed/600SemiBold/BarlowCondensed_600SemiBold',
};

/**
 * Ranges, from and to. Characters that Barlow itself lacks (arrows, narrow spaces) stay missing, and a page that needs
 * one fails.
 */
const CHARACTERS = [
  [0x20, 0x7e], // Basic Latin
  [0xa0, 0xff], // Latin-1
  [0x100, 0x17f], // Latin Extended-A
  [0x218, 0x21b], // Ș ș Ț ț
  [0x300, 0x304], // combining accents, in case a text is decomposed
  [0x306, 0x30c],
  [0x327, 0x328],
  [0x2010, 0x2026], // dashes, quotation marks, † ‡ • …
  [0x2030, 0x203a], // ‰ ′ ″ ‹ ›
  [0x2044, 0x2044], // fraction slash
  [0x20ac, 0x20ac], // €
  [0x2122, 0x2122], // ™
  [0x2212, 0x2212], // minus
  [0x2248, 0x2248], // ≈
  [0x2260, 0x2265], // ≠ ≤ ≥
] as const;

/** The features that text layout applies by itself, including kerning, and `tnum`, which the program requests. */
const FEATURES = ['kern', 'tnum', 'liga', 'ccmp', 'locl', 'mark', 'mkmk', 'calt'];

const text = CHARACTERS.map(([from, to]) =>
  String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, at) => from + at)),
).join('');

const packageFile = (path: string): string => resolve(`@expo-google-fonts/${path}`);

for (const face of FACES) {
  const whole = readFileSync(packageFile(`${SOURCES[face]}.ttf`));
  const options = { targetFormat: 'truetype', keepFeatures: FEATURES, noHinting: true } as const;
  const subset = await subsetFont(whole, text, options);
  writeFileSync(new URL(FACE_FILES[face], folder), subset);
  process.stdout.write(`${FACE_FILES[face]}: ${whole.byteLength} -> ${subset.byteLength} bytes\n`);
}
copyFileSync(packageFile('barlow/LICENSE_FONT'), new URL('OFL.txt', folder));
