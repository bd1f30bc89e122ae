import { FONT_FEATURES } from './fonts.ts';
import type { GroupNode } from './nodes.ts';
import { PALETTE } from './palette.ts';
import { STYLES } from './typography.ts';

/**
 * A complete sheet in one language as a pdfmake document definition: one group per page, every node placed, with the
 * structure tags that tagged-pdf.ts reads. It is plain data: two definitions can be compared as JSON.
 */
export interface PageDocument {
  readonly pageSize: 'LETTER';
  readonly pageMargins: 0;
  readonly version: '1.7';
  /** A BCP 47 tag. */
  readonly language: string;
  readonly info: { readonly title: string; readonly author: string; readonly creationDate: Date };
  readonly styles: Readonly<Record<string, object>>;
  readonly defaultStyle: object;
  readonly content: readonly GroupNode[];
}

/** The roles as pdfmake styles. */
export const PDFMAKE_STYLES: PageDocument['styles'] = Object.fromEntries(
  Object.entries(STYLES).map(([role, { face, size, colour }]) => [
    role,
    { font: face, fontSize: size, color: PALETTE[colour] },
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
