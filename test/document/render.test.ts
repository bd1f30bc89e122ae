import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/contract/languages.ts';
import { layOut } from '../../src/document/lay-out.ts';
import { renderPdf } from '../../src/document/render-pdf.ts';
import { FONTS, pageInput } from './page-input.ts';
import { CORRECTED, INCOMPLETE, LINEA_145, MILLION, PUBLISHED, SUPPRESSED, ZERO } from './published-edition.ts';
import { everyElement, openPdf, readPage } from './read-pdf.ts';
import { withRealCharts } from './real-charts.ts';

/**
 * The whole page with the sheet's real charts. `LOOK=<folder> npx vitest run test/document/render.test.ts` keeps the PDFs
 * there, to be looked at beside the art direction.
 */
const look = process.env.LOOK;

/** Both sheets in both languages, and each variant in one of them. */
const CASES = [
  { name: 'PUBLISHED', edition: PUBLISHED, languages: LANGUAGES },
  { name: 'LINEA_145', edition: LINEA_145, languages: LANGUAGES },
  { name: 'SUPPRESSED', edition: SUPPRESSED, languages: ['es'] },
  { name: 'INCOMPLETE', edition: INCOMPLETE, languages: ['es'] },
  { name: 'CORRECTED', edition: CORRECTED, languages: ['en'] },
  { name: 'ZERO', edition: ZERO, languages: ['en'] },
  { name: 'MILLION', edition: MILLION, languages: ['es'] },
] as const;

const PDFS = CASES.flatMap(({ name, edition, languages }) =>
  languages.map((language) => ({ name, edition, language })),
);

describe('a sheet with its real charts', () => {
  it.each(PDFS)(
    'renders $name in $language on two pages, every chart in its place and told in words',
    async ({ name, edition, language }) => {
      const input = await withRealCharts(pageInput(language, edition));

      const bytes = await renderPdf(layOut(input), FONTS);
      const pdf = await openPdf(bytes);
      const pages = [await readPage(pdf, 1), await readPage(pdf, 2)];
      const figures = pages.flatMap(({ root }) => everyElement(root)).filter(({ role }) => role === 'Figure');

      expect(pdf.numPages).toBe(2);
      expect(bytes.length).toBeLessThan(300_000);
      expect(figures.length).toBe(edition === LINEA_145 ? 3 : 5);
      for (const { alt, bbox } of figures) {
        expect(alt).toMatch(/\S/u);
        expect(bbox?.[0]).toBeGreaterThanOrEqual(36);
        expect(bbox?.[2]).toBeLessThanOrEqual(576);
      }
      if (look !== undefined) writeFileSync(join(look, `${name}.${language}.pdf`), bytes);
    },
  );
});
