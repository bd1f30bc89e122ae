/**
 * The faces of the page: Barlow (OFL) in three widths. pdfmake supports two weights per family, so every weight is a
 * separate family, and definitions and charts use only its name.
 */
export const FACES = [
  'Barlow',
  'Barlow SemiBold',
  'Barlow Semi Condensed',
  'Barlow Semi Condensed Medium',
  'Barlow Semi Condensed SemiBold',
  'Barlow Semi Condensed Bold',
  'Barlow Condensed SemiBold',
] as const;

export type Face = (typeof FACES)[number];

/** The font file of each face, TrueType, as bytes; read once, outside this stage (see FACE_FILES). */
export type FontBytes = Readonly<Record<Face, Uint8Array>>;

/** The file of each face in fonts/, which scripts/build-fonts.ts builds; read outside this stage. */
export const FACE_FILES: Readonly<Record<Face, string>> = {
  Barlow: 'Barlow-Regular.ttf',
  'Barlow SemiBold': 'Barlow-SemiBold.ttf',
  'Barlow Semi Condensed': 'BarlowSemiCondensed-Regular.ttf',
  'Barlow Semi Condensed Medium': 'BarlowSemiCondensed-Medium.ttf',
  'Barlow Semi Condensed SemiBold': 'BarlowSemiCondensed-SemiBold.ttf',
  'Barlow Semi Condensed Bold': 'BarlowSemiCondensed-Bold.ttf',
  'Barlow Condensed SemiBold': 'BarlowCondensed-SemiBold.ttf',
};

/** Tabular figures everywhere, so that columns of numbers align; kerning is on by default. */
export const FONT_FEATURES = ['tnum'] as const;
