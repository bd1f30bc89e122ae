import layoutBuilder from 'pdfmake/js/LayoutBuilder.js';
import pdfDocument from 'pdfmake/js/PDFDocument.js';
import renderer from 'pdfmake/js/Renderer.js';
import svgMeasure from 'pdfmake/js/SVGMeasure.js';

/**
 * pdfmake's own classes. Its files are CommonJS compiled from ES modules: Node returns the entire module with the class
 * as its `default`; a bundler or a test runner may return the class.
 */
export const LayoutBuilder = classIn(layoutBuilder);
export const PdfDocument = classIn(pdfDocument);
export const Renderer = classIn(renderer);
export const SvgMeasure = classIn(svgMeasure);

function classIn<Class extends abstract new (...values: never[]) => object>(
  exported: Class | { readonly default: Class },
): Class {
  return typeof exported === 'function' ? exported : exported.default;
}
