/** The little of fontkit this stage uses; the package ships no types. */
declare module 'fontkit' {
  export interface MeasuredRun {
    /** In font units. */
    readonly advanceWidth: number;
  }

  export interface OpenedFont {
    readonly unitsPerEm: number;
    layout(text: string, features?: readonly string[]): MeasuredRun;
    hasGlyphForCodePoint(codePoint: number): boolean;
  }

  export function create(bytes: Uint8Array): OpenedFont;
}
