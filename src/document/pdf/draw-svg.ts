import type { PdfmakeDocument } from 'pdfmake/js/PDFDocument.js';
import type { LaidSvg } from 'pdfmake/js/Renderer.js';
import { FACES, FONT_FEATURES } from '../page/fonts.ts';
import { SvgMeasure } from './pdfmake-classes.ts';
import { type SvgElement, svgElements, svgSize } from './svg-elements.ts';

/**
 * Uses the size at which a chart was drawn: pdfmake's own measuring parses the entire SVG twice to find its width and
 * height, and rewrites them.
 */
export class DrawnSize extends SvgMeasure {
  override measureSVG(svg: string): { width: number; height: number } {
    return svgSize(svg);
  }

  override writeDimensions(svg: string): string {
    return svg;
  }
}

/**
 * Draws a chart's SVG where it was laid out, clipped to that box, as vectors and as text in the page's faces, with
 * kerning and tabular figures like the page's own text. Vega writes a small part of SVG (svg-elements.ts); drawing that
 * part directly costs a fifth of what a complete SVG renderer takes.
 */
export function drawSvg(document: PdfmakeDocument, chart: LaidSvg): void {
  document.save().translate(chart.x, chart.y).rect(0, 0, chart._width, chart._height).clip();
  for (const element of svgElements(chart.svg)) {
    if (element.name === 'text') drawText(document, element);
    else drawShape(document, element);
  }
  document.restore();
}

interface Paint {
  readonly fill: boolean;
  readonly stroke: boolean;
}

function drawShape(document: PdfmakeDocument, element: SvgElement): void {
  const paint = setPaint(document, element);
  if (!paint.fill && !paint.stroke) return;
  drawAt(document, element, () => {
    addShape(document, element);
    const rule = element.attributes['fill-rule'] === 'evenodd' ? 'even-odd' : undefined;
    if (paint.fill && paint.stroke) document.fillAndStroke(rule);
    else if (paint.fill) document.fill(rule);
    else document.stroke();
  });
}

function addShape(document: PdfmakeDocument, { name, attributes }: SvgElement): void {
  const at = (key: string): number => Number(attributes[key] ?? 0);
  if (name === 'line') document.moveTo(at('x1'), at('y1')).lineTo(at('x2'), at('y2'));
  else if (name === 'rect') document.rect(at('x'), at('y'), at('width'), at('height'));
  else addPath(document, attributes.d ?? '');
}

/** Sets every attribute that paints, so that none remains from the element before. */
function setPaint(document: PdfmakeDocument, { attributes }: SvgElement): Paint {
  const { fill = 'none', stroke = 'none' } = attributes;
  if (fill !== 'none') document.fillColor(fill);
  if (stroke === 'none') return { fill: fill !== 'none', stroke: false };
  document.strokeColor(stroke).lineWidth(Number(attributes['stroke-width'] ?? 1));
  document.lineCap(attributes['stroke-linecap'] ?? 'butt').lineJoin(attributes['stroke-linejoin'] ?? 'miter');
  document.miterLimit(Number(attributes['stroke-miterlimit'] ?? 4));
  const dash = attributes['stroke-dasharray'];
  if (dash) document.dash(dash.split(',').map(Number));
  else document.undash();
  return { fill: fill !== 'none', stroke: true };
}

const STRAIGHT = /^[MLZ\d.,-]*$/u;

/**
 * Adds a path. A map's shape is thousands of straight lines, whose operators are its own numbers; pdfkit parses any
 * other path.
 */
function addPath(document: PdfmakeDocument, d: string): void {
  if (STRAIGHT.test(d)) document.addContent(d.split('M').filter(Boolean).map(lineOperators).join(''));
  else document.path(d);
}

/**
 * Converts `1,2L3,4Z` to `1 2 m 3 4 l h ` with operations on the entire text: a callback for each point took longer
 * than everything else in a map.
 */
function lineOperators(points: string): string {
  const isClosed = points.endsWith('Z');
  const [first = '', ...lines] = points
    .slice(0, isClosed ? -1 : undefined)
    .replaceAll(',', ' ')
    .split('L');
  return `${first} m ${lines.map((line) => `${line} l `).join('')}${isClosed ? 'h ' : ''}`;
}

function drawText(document: PdfmakeDocument, element: SvgElement): void {
  const { attributes, text } = element;
  const face = FACES.find((one) => one === attributes['font-family']) ?? FACES[0];
  document.font(face).fontSize(Number.parseFloat(attributes['font-size'] ?? '0'));
  const width = document.widthOfString(text, { features: FONT_FEATURES });
  const before = attributes['text-anchor'] === 'end' ? width : attributes['text-anchor'] === 'middle' ? width / 2 : 0;
  const options = { lineBreak: false, baseline: 'alphabetic', features: FONT_FEATURES, ...setPaint(document, element) };
  drawAt(document, element, (x, y) => document.text(text, hundredth(x - before), hundredth(y), options));
}

/**
 * Draws about an element's origin. An element that is rotated or moved gets its own axes; a text that is only moved is
 * drawn at its position.
 */
function drawAt(
  document: PdfmakeDocument,
  { name, x, y, angle, matrix }: SvgElement,
  draw: (x: number, y: number) => void,
): void {
  if (matrix) {
    document.save().transform(...matrix);
    draw(0, 0);
    document.restore();
    return;
  }
  if (angle === 0 && (name === 'text' || (x === 0 && y === 0))) {
    draw(x, y);
    return;
  }
  document.save().translate(hundredth(x), hundredth(y));
  if (angle !== 0) document.rotate(angle);
  draw(0, 0);
  document.restore();
}

const hundredth = (points: number): number => Math.round(points * 100) / 100;
