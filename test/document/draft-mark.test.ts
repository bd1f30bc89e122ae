import { describe, expect, it } from 'vitest';
import { markDraft } from '../../src/document/page/draft-mark.ts';
import { layOut } from '../../src/document/page/lay-out.ts';
import { measureWith } from '../../src/document/page/text-measure.ts';
import { renderPdf } from '../../src/document/pdf/render-pdf.ts';
import { FONTS, pageInput } from './page-input.ts';
import { openPdf } from './read-pdf.ts';

const measure = measureWith(FONTS);

describe('the mark of a revision that is not approved', () => {
  it.each([
    ['en', 'DRAFT, NOT APPROVED. NOT FOR DISTRIBUTION'],
    ['es', 'BORRADOR SIN APROBAR. NO DISTRIBUIR'],
  ] as const)(
    'is in words over every page in %s, and in the title; the clean pages have none',
    async (language, words) => {
      const clean = layOut(pageInput(language));
      const marked = markDraft(clean, { language, complete: true }, measure);
      for (const [document, holds] of [
        [clean, false],
        [marked, true],
      ] as const) {
        const pdf = await openPdf(await renderPdf(document, FONTS));
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

  it('moves nothing, and leaves the document it was made of as it was', () => {
    const clean = layOut(pageInput('es'));
    const before = JSON.stringify(clean);
    const marked = markDraft(clean, { language: 'es', complete: true }, measure);
    expect(JSON.stringify(clean)).toBe(before);
    for (const [index, { stack }] of marked.content.entries()) {
      const own = clean.content[index]?.stack ?? [];
      expect(stack.slice(0, own.length)).toEqual(own);
      expect(stack.length).toBeGreaterThan(own.length);
    }
  });

  it('leaves the strip of an incomplete edition readable: stripes alone', () => {
    const clean = layOut(pageInput('es'));
    const marked = markDraft(clean, { language: 'es', complete: false }, measure);
    expect(marked.content.map(({ stack }, index) => stack.length - (clean.content[index]?.stack.length ?? 0))).toEqual([
      1, 1,
    ]);
  });
});
