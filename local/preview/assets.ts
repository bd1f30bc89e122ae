import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROGRAM_FOLDER } from '../program-folder.ts';

/** A file of the preview's page. */
export interface Asset {
  readonly path: string;
  readonly type: string;
}

const own = (name: string): string => join(PROGRAM_FOLDER, 'local', 'preview', 'browser', name);
const packagePath = (specifier: string): string => fileURLToPath(import.meta.resolve(specifier));

const HTML = 'text/html; charset=utf-8';
const CSS = 'text/css; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';
const FONT = 'font/ttf';

/** The fonts of the page's own controls: the fonts of the sheets, from their packages. */
const face = (weight: string): string =>
  packagePath(`@expo-google-fonts/barlow-semi-condensed/${weight}/BarlowSemiCondensed_${weight}.ttf`);

/**
 * Every file served, by its path. pdf.js is its build for older browsers, because an editor's machine is not always up
 * to date.
 */
export const ASSETS: ReadonlyMap<string, Asset> = new Map([
  ['/', { path: own('preview.html'), type: HTML }],
  ['/preview.css', { path: own('preview.css'), type: CSS }],
  ['/preview.js', { path: own('preview.js'), type: SCRIPT }],
  ['/draw-pages.js', { path: own('draw-pages.js'), type: SCRIPT }],
  ['/pdf.js', { path: packagePath('pdfjs-dist/legacy/build/pdf.min.mjs'), type: SCRIPT }],
  ['/pdf.worker.js', { path: packagePath('pdfjs-dist/legacy/build/pdf.worker.min.mjs'), type: SCRIPT }],
  ['/text.ttf', { path: face('400Regular'), type: FONT }],
  ['/strong.ttf', { path: face('600SemiBold'), type: FONT }],
]);
