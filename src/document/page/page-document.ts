import type { Palette } from '../../domain/palette.ts';
import { FONT_FEATURES } from './fonts.ts';
import type { GroupNode } from './nodes.ts';
import { STYLES } from './typography.ts';

/**
 * A complete sheet in one language as a pdfmake document definition: one group per page, every node placed, with the
 * structure tags that tagged-pdf.ts reads. It is plain data: two definitions can be compared as JSON.
 */
export interface PageDocument {
  /** In points. */
  readonly pageSize: { readonly width: number; readonly height: number };
  /** The values of the colours that nodes and styles name. */
  readonly palette: Palette;
  readonly pageMargins: 0;
  readonly version: '1.7';
  /** A BCP 47 tag. */
  readonly language: string;
  readonly info: { readonly title: string; readonly author: string; readonly creationDate: Date };
  readonly styles: Readonly<Record<string, object>>;
  readonly defaultStyle: object;
  readonly content: readonly GroupNode[];
}

/** Returns the roles as pdfmake styles, in the colours of a palette. */
export const pdfmakeStyles = (palette: Palette): PageDocument['styles'] =>
  Object.fromEntries(
    Object.entries(STYLES).map(([role, { face, size, colour }]) => [
      role,
      { font: face, fontSize: size, color: palette[colour] },
    ]),
  );

/** Texts are already broken into lines, so pdfmake never wraps. */
export const PDFMAKE_DEFAULTS = {
  font: 'Barlow',
  fontSize: 9,
  noWrap: true,
  preserveLeadingSpaces: true,
  preserveTrailingSpaces: true,
  fontFeatures: [...FONT_FEATURES],
};
