import { openFace } from '../pdf/opened-faces.ts';
import type { Face, FontBytes } from './fonts.ts';

/**
 * Returns the width of a text in points, in a face at a size in points, with kerning and tabular figures as it will be
 * drawn.
 */
export type Measure = (text: string, face: Face, size: number) => number;

/**
 * Returns a measure that uses the faces' true advance widths. The measure fails with DefinitionInvalid if a face lacks
 * a character.
 */
export function measureWith(fonts: FontBytes): Measure {
  return (text, face, size) => {
    if (text === '') return 0;
    return (openFace(face, fonts[face]).width(text) / 1000) * size;
  };
}
