import { describe, expect, it } from 'vitest';
import { FONT_FEATURES } from '../../src/document/page/fonts.ts';
import { layOut } from '../../src/document/page/lay-out.ts';
import { OpenedFace, openFace } from '../../src/document/pdf/opened-faces.ts';
import { renderPdf } from '../../src/document/pdf/render-pdf.ts';
import type { Failure } from '../../src/domain/failure.ts';
import { FONTS, measure, pageInput } from './page-input.ts';

const fresh = (): OpenedFace => new OpenedFace('Barlow', FONTS.Barlow);
const codePoints = (face: OpenedFace, text: string) =>
  face.run(text, FONT_FEATURES).glyphs.map((one) => one.codePoints);

describe('an opened face', () => {
  it('lays a text out in the features asked for', () => {
    const face = fresh();
    expect(face.run('111').advanceWidth).not.toBe(face.run('111', FONT_FEATURES).advanceWidth);
  });

  it('measures a text as it is laid out, also after more texts than it stores widths of', () => {
    const face = fresh();
    for (const turn of [1, 2])
      for (let number = 0; number < 11_000; number++) {
        const text = `${number} Ávila, ${turn}`;
        if (number % 1000 === 0) expect(face.width(text)).toBe(face.run(text, FONT_FEATURES).advanceWidth);
        else face.width(text);
      }
  });

  it('is the same face for the same bytes, so that documents share it', () => {
    expect(openFace('Barlow', FONTS.Barlow)).toBe(openFace('Barlow', FONTS.Barlow));
  });

  it('names its glyphs alike whatever it set before', () => {
    const [alone, after] = [fresh(), fresh()];

    after.run('e\u0301, ofi\u0301cina, efficient, n\u0303', FONT_FEATURES);

    expect(codePoints(after, 'é, oficina, ñ')).toEqual(codePoints(alone, 'é, oficina, ñ'));
  });

  it.each([
    ['an arrow', 'Texas → Jalisco', '"→" (U+2192)'],
    ['another script', 'Помощь', '"П" (U+041F)'],
  ])('refuses a text with %s, naming text and character', (_, text, character) => {
    expect(() => measure(text, 'Barlow', 9)).toThrow(
      expect.objectContaining({ name: 'DefinitionInvalid' } satisfies Partial<Failure>),
    );
    expect(() => measure(text, 'Barlow', 9)).toThrow(`the text "${text}" has the character ${character}`);
  });

  it('leaves the bytes of a document what they are when other documents came before', async () => {
    const render = (fonts: typeof FONTS) => renderPdf(layOut(pageInput('es')), fonts);
    const untouched = Object.fromEntries(Object.entries(FONTS).map(([face, bytes]) => [face, bytes.slice()]));

    const first = await render({ ...FONTS, ...untouched });
    await renderPdf(layOut(pageInput('en')), FONTS);

    expect(Buffer.compare(await render(FONTS), first)).toBe(0);
  });

  it('embeds faces of one file once, in the first document of that file and in later ones', async () => {
    const fonts = { ...FONTS, 'Barlow Semi Condensed Medium': FONTS['Barlow Semi Condensed'] };
    const copies = new Map([...new Set(Object.values(fonts))].map((bytes) => [bytes, bytes.slice()]));
    const unopened = Object.fromEntries(Object.entries(fonts).map(([face, bytes]) => [face, copies.get(bytes)]));
    const first = await renderPdf(layOut(pageInput('es')), { ...FONTS, ...unopened });
    const second = await renderPdf(layOut(pageInput('es')), { ...FONTS, ...unopened });

    expect(Buffer.compare(first, second)).toBe(0);
    const names =
      Buffer.from(first)
        .toString('latin1')
        .match(/\/FontName \/\w+\+[\w-]+/gu) ?? [];
    expect(names.filter((name) => name.endsWith('BarlowSemiCondensed-Regular'))).toHaveLength(1);
  });
});
