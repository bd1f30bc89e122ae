import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { spread } from '../at-length.ts';
import { KINDS, renderKind } from './kinds.ts';
import { everyElement, openPdf, readPage } from './read-pdf.ts';

/**
 * Renders the complete page with the sheet's real charts. `LOOK=<folder> npx vitest run test/document/render.test.ts`
 * stores the PDFs in that folder, so that they can be compared with the art direction.
 */
const look = process.env.LOOK;

describe('a sheet with its real charts', () => {
  it.each(spread(KINDS, 6))(
    'renders $name in $language on two pages, every chart in its place and described in words',
    async (kind) => {
      const bytes = await renderKind(kind);
      const pdf = await openPdf(bytes);
      const pages = [await readPage(pdf, 1), await readPage(pdf, 2)];
      const figures = pages.flatMap(({ root }) => everyElement(root)).filter(({ role }) => role === 'Figure');

      expect(pdf.numPages).toBe(2);
      expect(bytes.length).toBeLessThan(300_000);
      expect(figures.length).toBe(kind.edition.sheet === 'linea-145' ? 3 : 5);
      for (const { alt, bbox } of figures) {
        expect(alt).toMatch(/\S/u);
        expect(bbox?.[0]).toBeGreaterThanOrEqual(36);
        expect(bbox?.[2]).toBeLessThanOrEqual(576);
      }
      if (look !== undefined) writeFileSync(join(look, `${kind.name}.${kind.language}.pdf`), bytes);
    },
  );
});
