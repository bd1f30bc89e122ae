import { layOut } from '../../src/document/page/lay-out.ts';
import { renderPdf } from '../../src/document/pdf/render-pdf.ts';
import { FONTS, pageInput } from './page-input.ts';
import {
  CORRECTED,
  INCOMPLETE,
  LINEA_145,
  LONGEST,
  MILLION,
  PUBLISHED,
  SUPPRESSED,
  ZERO,
} from './published-edition.ts';
import { withRealCharts } from './real-charts.ts';
import { SHIPPED_LANGUAGES } from './shipped-languages.ts';

const EDITIONS = {
  published: PUBLISHED,
  'linea-145': LINEA_145,
  suppressed: SUPPRESSED,
  incomplete: INCOMPLETE,
  corrected: CORRECTED,
  zero: ZERO,
  million: MILLION,
  longest: LONGEST,
} as const;

const SEEN_IN: Readonly<Record<string, string>> = {
  suppressed: 'es',
  incomplete: 'en',
  corrected: 'es',
  zero: 'en',
  million: 'es',
};

/** Every kind of page, in both languages. */
export const KINDS = Object.entries(EDITIONS).flatMap(([name, edition]) =>
  SHIPPED_LANGUAGES.map((language) => ({ name, edition, language })),
);

/** The kinds with stored pictures: both languages if they need different space, otherwise only one. */
export const PICTURED = KINDS.filter(
  ({ name, language }) => ['published', 'linea-145', 'longest'].includes(name) || language === SEEN_IN[name],
);

/** Renders the PDF of one kind, with the sheet's real charts. */
export async function renderKind({ edition, language }: (typeof KINDS)[number]): Promise<Uint8Array> {
  return renderPdf(layOut(await withRealCharts(pageInput(language, edition))), FONTS);
}
