import { describe, expect, it } from 'vitest';
import { draftMark } from '../../src/document/page/draft-mark.ts';
import { layOut } from '../../src/document/page/lay-out.ts';
import { measureWith } from '../../src/document/page/text-measure.ts';
import { type PdfAndDraft, renderPdf, renderWithDraft } from '../../src/document/pdf/render-pdf.ts';
import type { Language } from '../../src/domain/languages.ts';
import { FONTS, pageInput } from './page-input.ts';
import { openPdf } from './read-pdf.ts';

const measure = measureWith(FONTS);

function rendered(language: Language): Promise<PdfAndDraft> {
  const clean = layOut(pageInput(language));
  return renderWithDraft(clean, draftMark(clean, { language, complete: true }, measure), FONTS);
}

describe('the mark of a revision that is not approved', () => {
  it.each([
    ['en', 'DRAFT, NOT APPROVED. NOT FOR DISTRIBUTION'],
    ['es', 'BORRADOR SIN APROBAR. NO DISTRIBUIR'],
  ] as const)(
    'is in words over every page in %s, and in the title; the clean pages have none',
    async (language, words) => {
      const { pdf, draft } = await rendered(language);
      expect(pdf).toEqual(await renderPdf(layOut(pageInput(language)), FONTS));
      for (const [bytes, holds] of [
        [pdf, false],
        [draft, true],
      ] as const) {
        const pdf = await openPdf(bytes);
        const { info } = await pdf.getMetadata();
        expect(String(Reflect.get(info, 'Title')).startsWith(words)).toBe(holds);
        for (let number = 1; number <= pdf.numPages; number++) {
          const { items } = await (await pdf.getPage(number)).getTextContent();
          const text = items
            .map((item) => ('str' in item ? item.str : ''))
            .join('')
            .replace(/\s/gu, '');
          expect(text.includes(words.replace(/\s/gu, ''))).toBe(holds);
        }
      }
    },
  );

  it('draws over the pages, which have the same content and structure as the clean ones', async () => {
    const { pdf, draft } = await rendered('es');
    const [clean, marked] = [await openPdf(pdf), await openPdf(draft)];
    expect(marked.numPages).toBe(clean.numPages);
    for (let number = 1; number <= clean.numPages; number++) {
      const [page, over] = [await clean.getPage(number), await marked.getPage(number)];
      const own = await page.getOperatorList();
      const all = await over.getOperatorList();
      expect(all.fnArray.slice(0, own.fnArray.length)).toEqual(own.fnArray);
      expect(all.fnArray.length).toBeGreaterThan(own.fnArray.length);
      expect(await over.getStructTree()).toEqual(await page.getStructTree());
    }
  });

  it('has nothing of the clean file besides what its pages show: no other title, and no other identifier', async () => {
    const { pdf, draft } = await rendered('en');
    const [clean, marked] = [pdf, draft].map((bytes) => Buffer.from(bytes).toString('latin1'));
    for (const name of ['/Type /Catalog', '/Type /Metadata', '%%EOF', 'startxref'])
      expect(marked?.split(name).length).toBe(clean?.split(name).length);
    const titles = marked?.match(/(?<=<rdf:li xml:lang="x-default">)[^<]*/gu);
    expect(titles).toHaveLength(1);
    expect(titles?.[0]).toMatch(/^DRAFT, NOT APPROVED/u);
    const id = /\/ID \[<(\w+)> <\w+>\]/u;
    expect(id.exec(marked ?? '')?.[1]).toMatch(/^[\da-f]{32}$/u);
    expect(id.exec(marked ?? '')?.[1]).not.toBe(id.exec(clean ?? '')?.[1]);
  });

  it('has a table of objects in which every object is where the table says', async () => {
    const { draft } = await rendered('es');
    const text = Buffer.from(draft).toString('latin1');
    const table = Number(/startxref\n(\d+)/u.exec(text)?.[1]);
    const [, ...entries] = text.slice(table).match(/^\d{10} \d{5} [fn] $/gmu) ?? [];
    expect(entries.length).toBeGreaterThan(100);
    for (const [index, entry] of entries.entries())
      expect(text.slice(Number(entry.slice(0, 10)))).toMatch(new RegExp(`^${index + 1} 0 obj\\n`, 'u'));
  });

  it('leaves the strip of an incomplete edition readable: stripes alone', () => {
    const clean = layOut(pageInput('es'));
    const { pages } = draftMark(clean, { language: 'es', complete: false }, measure);
    expect(pages.map(({ stack }) => stack.length)).toEqual([1, 1]);
  });
});
