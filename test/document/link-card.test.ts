import { readFile } from 'node:fs/promises';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { programFonts } from '../../local/pipeline/local-runtime.ts';
import { type CardTexts, linkCard } from '../../src/document/card/link-card.ts';
import { HOUSE_PALETTE } from '../../src/domain/palette.ts';
import { linkPicture } from '../../src/steps/link-picture.ts';
import { pageFonts } from '../../src/steps/page-fonts.ts';

const fonts = await pageFonts({ fonts: null }, programFonts);
const TEXTS: CardTexts = {
  title: 'Señales y casos de trata & más',
  month: 'julio de 2017',
  totals: [
    { value: '4,310', noun: 'señales' },
    { value: '‡', noun: 'casos' },
  ],
};
const cardOf = (change: Partial<CardTexts> = {}): string =>
  linkCard({ ...TEXTS, ...change }, { palette: HOUSE_PALETTE, fonts });

/** The sizes at which glyphs are drawn, as factors of font units. */
const scales = (svg: string): string[] => [...svg.matchAll(/scale\(([\d.]+) /gu)].map(([, scale = '']) => scale);

/** How many glyphs are drawn; spaces have an empty path. */
const glyphs = (svg: string): number => [...svg.matchAll(/ d="M/gu)].length;

describe('the card of an edition', () => {
  it('is outlines alone: it has no text that depends on the fonts of a machine', () => {
    const svg = cardOf();
    new SaxesParser().write(svg).close();
    expect(svg).not.toMatch(/<text|font-family|<image|href/u);
    expect(glyphs(svg)).toBeGreaterThan(50);
    expect(svg).toBe(cardOf());
  });

  it('sets all numbers at one size, the largest at which each fits', () => {
    const sizes = (value: string) =>
      new Set(
        scales(
          cardOf({
            title: '',
            month: '',
            totals: [
              { value, noun: '' },
              { value: '1', noun: '' },
            ],
          }),
        ),
      );
    expect(sizes('1,234').size).toBe(1);
    expect(sizes('1,234,567,890,123').size).toBe(1);
    expect(sizes('1,234')).not.toEqual(sizes('1,234,567,890,123'));
  });

  it('shows three totals at most, and cuts a title that is too long', () => {
    const totals = Array.from({ length: 5 }, () => ({ value: '1', noun: '' }));
    expect(glyphs(cardOf({ title: '', month: '', totals }))).toBe(3);
    const long = (words: number) => glyphs(cardOf({ title: 'trata '.repeat(words), month: '', totals: [] }));
    expect(long(400)).toBe(long(4000));
    expect(long(400)).toBeGreaterThan(long(20));
  });
});

describe('the picture of an edition', () => {
  const files = {
    list: async () => [],
    bytes: async (path: string) => new Uint8Array(await readFile(path)),
  };
  const source = {
    files,
    fonts: programFonts,
    pictures: { png: async (svg: string) => new TextEncoder().encode(svg) },
  };

  it('is left out if the fonts lack a character', async () => {
    expect(await linkPicture(source, 'a-sheet', { ...TEXTS, title: '人身売買' })).toBeNull();
    expect((await linkPicture(source, 'a-sheet', TEXTS))?.length).toBeGreaterThan(1000);
  });
});
