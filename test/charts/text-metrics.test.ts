import { textMetrics } from 'vega';
import { describe, expect, it } from 'vitest';
import { installTextMetrics } from '../../src/charts/text-metrics.ts';
import { measure } from './chart-fixtures.ts';

/** Advance widths of "n", "H" and the tabular "0" in thousandths of an em, from the font files. */
const ADVANCES = [
  { font: 'Barlow Semi Condensed', n: 482, H: 563, 0: 481 },
  { font: 'Barlow Semi Condensed Medium', n: 487, H: 560, 0: 495 },
  { font: 'Barlow Semi Condensed SemiBold', n: 491, H: 557, 0: 507 },
  { font: 'Barlow Semi Condensed Bold', n: 497, H: 554, 0: 521 },
] as const;

describe('installTextMetrics', () => {
  it.each(ADVANCES)('lets Vega measure $font with its own advance widths, within a tenth of a point', (face) => {
    installTextMetrics(measure);
    for (const letter of ['n', 'H', '0'] as const) {
      const width = textMetrics.width({ font: face.font, fontSize: 9 }, letter.repeat(10));
      expect(Math.abs(width - (face[letter] * 10 * 9) / 1000)).toBeLessThan(0.1);
    }
  });

  it('gives nothing to an empty text, and measures a number as its digits', () => {
    installTextMetrics(measure);
    const item = { font: 'Barlow Semi Condensed', fontSize: 8 };
    expect(textMetrics.width(item, '')).toBe(0);
    expect(textMetrics.width(item, null)).toBe(0);
    expect(textMetrics.width(item, 2016)).toBe(textMetrics.width(item, '2016'));
  });

  it('refuses a face that is not the theme’s', () => {
    installTextMetrics(measure);
    expect(() => textMetrics.width({ font: 'Helvetica' }, 'a')).toThrow(/Helvetica.*Barlow Semi Condensed Bold/u);
  });
});
