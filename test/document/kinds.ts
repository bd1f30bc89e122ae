import { LANGUAGES } from '../../src/contract/languages.ts';
import { layOut } from '../../src/document/lay-out.ts';
import { renderPdf } from '../../src/document/render-pdf.ts';
import { FONTS, pageInput } from './page-input.ts';
import { CORRECTED, INCOMPLETE, LINEA_145, MILLION, PUBLISHED, SUPPRESSED, ZERO } from './published-edition.ts';
import { withRealCharts } from './real-charts.ts';

const EDITIONS = {
  published: PUBLISHED,
  'linea-145': LINEA_145,
  suppressed: SUPPRESSED,
  incomplete: INCOMPLETE,
  corrected: CORRECTED,
  zero: ZERO,
  million: MILLION,
} as const;

/** Every kind of page there is, in both languages: what pictures are kept of, and what veraPDF judges. */
export const KINDS = Object.entries(EDITIONS).flatMap(([name, edition]) =>
  LANGUAGES.map((language) => ({ name, edition, language })),
);

/** The PDF of one kind, with the sheet's real charts. */
export async function renderKind({ edition, language }: (typeof KINDS)[number]): Promise<Uint8Array> {
  return renderPdf(layOut(await withRealCharts(pageInput(language, edition))), FONTS);
}
