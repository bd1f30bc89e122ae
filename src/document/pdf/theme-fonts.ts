import { create } from 'fontkit';
import { Failure } from '../../domain/failure.ts';
import { FACES, type Face, type FontBytes } from '../page/fonts.ts';

/** The font files of a theme by their use, as theme.json names them. */
export interface ThemeFonts<File> {
  readonly text: File;
  readonly bold: File;
  readonly display?: File | undefined;
  readonly narrow?: File | undefined;
  readonly 'narrow-bold'?: File | undefined;
}

/** Returns the font of each face of the page: a theme names a font by what it is for. */
export function facesOf<File>(fonts: ThemeFonts<File>): Readonly<Record<Face, File>> {
  const { text, bold, display = bold, narrow = text, 'narrow-bold': narrowBold = bold } = fonts;
  return {
    Barlow: text,
    'Barlow SemiBold': bold,
    'Barlow Semi Condensed': narrow,
    'Barlow Semi Condensed Medium': narrow,
    'Barlow Semi Condensed SemiBold': narrowBold,
    'Barlow Semi Condensed Bold': narrowBold,
    'Barlow Condensed SemiBold': display,
  };
}

/** The signs that every page may print, whatever its texts. */
const NEEDED = '0123456789%<>,.–‡*|';

/**
 * Checks that a font can be used: TrueType or OpenType, with the signs that every page prints, and not marked as one
 * that must not be embedded.
 * @throws Failure DefinitionInvalid with the file
 */
export function assertUsableFont(bytes: Uint8Array, file: string): void {
  const font = openFont(bytes, file);
  const missing = [...NEEDED].filter((sign) => !font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0));
  if (missing.length > 0)
    throw new Failure(
      'DefinitionInvalid',
      `${file}: the font lacks ${missing.join(' ')}, which pages print; choose another`,
    );
  if (font['OS/2']?.fsType?.noEmbedding === true)
    throw new Failure(
      'DefinitionInvalid',
      `${file}: the font says that it must not be embedded in documents; choose another`,
    );
}

function openFont(bytes: Uint8Array, file: string) {
  try {
    const font = create(bytes);
    if (typeof font.layout === 'function') return font;
  } catch {
    // reported below, for a collection of fonts too
  }
  throw new Failure('DefinitionInvalid', `${file}: is not a TrueType or OpenType font of one face`);
}

const DECODED = new WeakMap<object, FontBytes>();

/**
 * Returns the fonts of the page from those of a theme, as base64 by face; equal files are one array. They are decoded
 * once for as long as the theme is in memory, so that its pages share what is opened of them.
 */
export function decodedFonts(fonts: Readonly<Record<Face, string>>): FontBytes {
  const decoded = DECODED.get(fonts) ?? decode(fonts);
  DECODED.set(fonts, decoded);
  return decoded;
}

function decode(fonts: Readonly<Record<Face, string>>): FontBytes {
  const decoded = new Map<string, Uint8Array>();
  const bytesOf = (text: string): Uint8Array => {
    const bytes = decoded.get(text) ?? new Uint8Array(Buffer.from(text, 'base64'));
    decoded.set(text, bytes);
    return bytes;
  };
  return Object.fromEntries(FACES.map((face) => [face, bytesOf(fonts[face])])) as Record<Face, Uint8Array>;
}
