/** The small part of fontkit that this stage uses; the package ships no types. */
declare module 'fontkit' {
  export interface LaidGlyph {
    readonly id: number;
    /** In font units. */
    readonly advanceWidth: number;
    readonly codePoints: readonly number[];
  }

  export interface OutlinedGlyph extends LaidGlyph {
    /** The outline in font units. */
    readonly path: { toSVG(): string };
  }

  /** In font units. */
  export interface GlyphPosition {
    xAdvance: number;
    yAdvance: number;
    xOffset: number;
    yOffset: number;
    /** Added by pdfkit: the advance without kerning. */
    advanceWidth?: number;
  }

  export interface LaidRun {
    readonly glyphs: readonly LaidGlyph[];
    readonly positions: readonly GlyphPosition[];
    /** The sum of the positions' advances. */
    readonly advanceWidth: number;
  }

  /** A run of a font's file, whose glyphs can be drawn. */
  export interface OutlinedRun extends LaidRun {
    readonly glyphs: readonly OutlinedGlyph[];
  }

  export interface OpenedFont {
    readonly unitsPerEm: number;
    layout(text: string, features?: readonly string[]): OutlinedRun;
    hasGlyphForCodePoint(codePoint: number): boolean;
    readonly 'OS/2'?: { readonly fsType?: { readonly noEmbedding?: boolean } };
  }

  export function create(bytes: Uint8Array): OpenedFont;
}
