import { create, type OpenedFont } from 'fontkit';
import { FACES, type Face, FONT_FEATURES, type FontBytes } from './fonts.ts';

/** The width of a text in points, in a face at a size in points, kerned and with tabular figures as it will be drawn. */
export type Measure = (text: string, face: Face, size: number) => number;

/**
 * Opens the faces and measures with their true advance widths. Widths are kept per face and text, so that a page that is
 * laid out again measures for free.
 */
export function measureWith(fonts: FontBytes): Measure {
  const opened = new Map<Face, OpenedFont>(FACES.map((face) => [face, create(fonts[face])]));
  const ems = new Map<string, number>();
  return (text, face, size) => {
    const key = `${face}|${text}`;
    const known = ems.get(key) ?? widthInEms(opened.get(face), text);
    ems.set(key, known);
    return known * size;
  };
}

function widthInEms(font: OpenedFont | undefined, text: string): number {
  if (!font || text === '') return 0;
  return font.layout(text, [...FONT_FEATURES]).advanceWidth / font.unitsPerEm;
}
