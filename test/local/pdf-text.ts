import { readFile } from 'node:fs/promises';
import { loadPdfJs } from '../document/pdf-js.ts';

const { getDocument } = await loadPdfJs();

/** Returns the text of each page of a PDF, given as a file or as bytes, in painting order, with repeated spaces collapsed. */
export async function pdfText(source: string | Uint8Array): Promise<string[]> {
  const bytes = typeof source === 'string' ? await readFile(source) : source;
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const document = await task.promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(
      items
        .map((item) => ('str' in item ? item.str : ''))
        .join(' ')
        .replace(/\s+/gu, ' '),
    );
  }
  await task.destroy();
  return pages;
}
