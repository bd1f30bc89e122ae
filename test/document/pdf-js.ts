type PdfJs = typeof import('pdfjs-dist/legacy/build/pdf.mjs');

/** It has no types. pdf.js would load it with the first document. */
const WORKER: string = 'pdfjs-dist/legacy/build/pdf.worker.mjs';

/** What pdf.js replaces in this process by slower functions that do the same: the objects and the names of their methods. */
const REPLACED = [
  [Array.prototype, 'push'],
  [JSON, 'parse'],
  [JSON, 'stringify'],
  [Function.prototype, 'toString'],
] as const;

/**
 * Loads pdf.js for Node, and puts Node's own functions back that it replaces: the tests of this process would otherwise
 * write and read JSON and fill arrays with functions in JavaScript from then on, several times slower.
 */
export async function loadPdfJs(): Promise<PdfJs> {
  const own = REPLACED.map(([object, name]) => Object.getOwnPropertyDescriptor(object, name));
  const pdfJs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  await import(WORKER);
  for (const [index, [object, name]] of REPLACED.entries()) Object.defineProperty(object, name, own[index] ?? {});
  return pdfJs;
}
