/**
 * The faces of the page: Barlow (OFL) in three widths. pdfmake knows two weights a family, so every weight is a family of
 * its own and its name is the only one that definitions and charts use.
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

/** The font file of each face, TrueType, as bytes: an adapter reads them once (see FACE_FILES). */
export type FontBytes = Readonly<Record<Face, Uint8Array>>;

/** Where each face's file is: a module specifier, to be resolved and read outside this stage. */
export const FACE_FILES: Readonly<Record<Face, string>> = {
  Barlow: '@expo-google-fonts/barlow/400Regular/Barlow_400Regular.ttf',
  'Barlow SemiBold': '@expo-google-fonts/barlow/600SemiBold/Barlow_600SemiBold.ttf',
  'Barlow Semi Condensed': '@expo-google-fonts/barlow-semi-condensed/400Regular/BarlowSemiCondensed_400Regular.ttf',
  'Barlow Semi Condensed Medium':
    '@expo-google-fonts/barlow-semi-condensed/500Medium/BarlowSemiCondensed_500Medium.ttf',
  'Barlow Semi Condensed SemiBold':
    '@expo-google-fonts/barlow-semi-condensed/600SemiBold/BarlowSemiCondensed_600SemiBold.ttf',
  'Barlow Semi Condensed Bold': '@expo-google-fonts/barlow-semi-condensed/700Bold/BarlowSemiCondensed_700Bold.ttf',
  'Barlow Condensed SemiBold': '@expo-google-fonts/barlow-condensed/600SemiBold/BarlowCondensed_600SemiBold.ttf',
};

/** Tabular figures everywhere, so that columns of numbers align; kerning is on by itself. */
export const FONT_FEATURES = ['tnum'] as const;
