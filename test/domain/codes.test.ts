import { describe, expect, it } from 'vitest';
import { fold } from '../../src/domain/codes.ts';

/** An invisible character, which folding removes; with it, a text is not plain. */
const INVISIBLE = '\u200B';

describe('folding a label', () => {
  it.each(['U.S.A.', '  Two   words ', 'sex_and-labor*', '~ (N/A)', '', 'ALL CAPITALS', ' '])(
    'gives a plain text what it gives the same text with an invisible character: %j',
    (text) => {
      expect(fold(text)).toBe(fold(`${text}${INVISIBLE}`));
      expect(fold(text)).toBe(fold(`${INVISIBLE}${text}`));
    },
  );

  it('ignores case, accents, spaces of any kind, and compatibility forms', () => {
    for (const text of ['Nuevo León', 'NUEVO\u00A0LEÓN', 'nuevo\tleo\u0301n\n', '\uFF2Euevo  Leon'])
      expect(fold(text)).toBe('nuevo leon');
  });
});
