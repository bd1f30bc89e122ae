/** The small part of fontkit that this stage uses; the package ships no types. */
declare module 'fontkit' {
  export interface LaidGlyph {
    readonly id: number;
    /** In font units. */
    readonly advanceWidth: number;
    readonly codePoints: readonly number[];
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

  export interface OpenedFont {
    readonly unitsPerEm: number;
    layout(text: string, features?: readonly string[]): LaidRun;
    hasGlyphForCodePoint(codePoint: number): boolean;
    readonly 'OS/2'?: { readonly fsType?: { readonly noEmbedding?: boolean } };
  }

  export function create(bytes: Uint8Array): OpenedFont;
}
