import { describeFigure } from '../../charts/alternative-text.ts';
import type { ChartSource } from '../../charts/chart-data.ts';
import type { PageDefinitions } from '../../definitions/load-definitions.ts';
import { chartWords } from '../../definitions/wording.ts';
import { markDraft } from '../../document/page/draft-mark.ts';
import { layOut, type PageInput } from '../../document/page/lay-out.ts';
import { measureWith } from '../../document/page/text-measure.ts';
import { renderPdf } from '../../document/pdf/render-pdf.ts';
import type { PublishedEdition, ReportFile } from '../../domain/edition.ts';
import type { Effects } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import type { Language } from '../../domain/languages.ts';
import { draftKey, reportKey } from '../../domain/object-keys.ts';
import type { Revision } from '../../domain/revision.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { publishedEdition } from '../../editions/published-edition.ts';
import { assertSameSheet } from '../review-edition/sheet-of-revision.ts';
import { putReportFile } from './report-file.ts';
import { labelsOf, loadFonts, loadMaterial, type SheetMaterial, stateCountries } from './sheet-material.ts';

export type RenderEffects = EffectsOf<'render-report'> & Pick<Effects, 'definitions' | 'fonts' | 'codes' | 'log'>;

/** What a rendering wrote to the reports. */
export interface Rendered {
  readonly language: Language;
  readonly pdf: ReportFile;
  /** The same pages with the mark of a revision that is not approved. */
  readonly draft: ReportFile;
  readonly charts: readonly ReportFile[];
}

/**
 * Renders one revision in one language.
 *
 *     figures as printed ─► charts (SVG) + alternative texts ─┐
 *     wording, page.json ────────────────────────────────────┴─► page ─► tagged PDF ─► reports/<sheet>/<month>/r<n>/
 *                                                                 └─► the same, marked as a draft ─► ….draft.pdf
 *
 * Equal inputs write equal bytes, so rendering again changes nothing.
 * @throws Failure DefinitionChanged when the sheet is no longer the one the revision was made with; Failure of the
 *   definitions and texts, naming file and place
 */
export async function renderReport(
  effects: RenderEffects,
  definitions: PageDefinitions,
  sheet: Sheet,
  revision: Revision,
  language: Language,
): Promise<Rendered> {
  assertSameSheet(sheet, revision, 'compute its figures again');
  const figures = await effects.editions.figuresOf(sheet.id, revision.fingerprint);
  const edition = publishedEdition(revision, figures);
  const { document, fonts, measure, charts } = await layOutEdition(effects, definitions, sheet, edition, language);
  const put = (file: string, bytes: Uint8Array): Promise<ReportFile> =>
    putReportFile(effects.reports, reportKey(sheet.id, revision.month, revision.revision, file), bytes);
  const name = `${sheet.id}-${revision.month}.${language}`;
  const page = await put(`${name}.pdf`, await renderPdf(document, fonts));
  const draft = await put(
    draftKey(`${name}.pdf`),
    await renderPdf(markDraft(document, { language, complete: revision.complete }, measure), fonts),
  );
  const drawn: ReportFile[] = [];
  for (const [chart, svg] of Object.entries(charts))
    drawn.push(await put(`charts/${chart}.${language}.svg`, new TextEncoder().encode(svg)));
  effects.log.info('report-rendered', { key: page.key, bytes: page.bytes });
  return { language, pdf: page, draft, charts: drawn };
}

/** The pages of an edition in one language, as bytes; nothing is kept. `charts` are SVG texts by name. */
export interface RenderedPages {
  readonly pdf: Uint8Array;
  readonly charts: Readonly<Record<string, string>>;
}

/**
 * Renders what an edition publishes in one language, from the definitions as they lie there now.
 * @throws Failure of the definitions and texts, naming file and place
 */
export async function renderEdition(
  effects: Pick<RenderEffects, 'definitions' | 'fonts' | 'codes'>,
  definitions: PageDefinitions,
  sheet: Sheet,
  edition: PublishedEdition,
  language: Language,
): Promise<RenderedPages> {
  const { document, fonts, charts } = await layOutEdition(effects, definitions, sheet, edition, language);
  return { pdf: await renderPdf(document, fonts), charts };
}

/** Draws the charts of an edition and lays its pages out in one language. */
async function layOutEdition(
  effects: Pick<RenderEffects, 'definitions' | 'fonts' | 'codes'>,
  definitions: PageDefinitions,
  sheet: Sheet,
  edition: PublishedEdition,
  language: Language,
) {
  const material = await loadMaterial(effects.definitions, sheet);
  const wording = material.wording.get(language);
  if (!wording)
    throw new Failure('WrongUsage', `sheet ${sheet.id} has no ${language}; it has ${sheet.languages.join(', ')}`);
  const fonts = await loadFonts(effects.fonts);
  const measure = measureWith(fonts);
  const labels = labelsOf(effects.codes, sheet.figures);
  const drawn = await drawCharts(material, {
    lang: language,
    locale: wording.locale,
    figures: edition.figures,
    definitions: sheet.figures,
    labels,
    words: chartWords(wording),
    boundaries: material.boundaries,
    measure,
  });
  const document = layOut({
    edition,
    language,
    wording,
    page: material.page,
    figures: sheet.figures,
    ...drawn,
    labels,
    stateCountries: stateCountries(effects.codes),
    hotlines: hotlineNames(definitions, sheet, language),
    measure,
  });
  return { document, fonts, measure, charts: drawn.charts };
}

/** A sheet's charts as SVG texts, what is said of each, and which of them left the common scale. */
async function drawCharts(
  { charts: specs }: SheetMaterial,
  source: Omit<ChartSource, 'file'>,
): Promise<Pick<PageInput, 'charts' | 'chartTexts' | 'ownScaleCharts'>> {
  // Vega takes as long to load as a page to make, and most commands and runs render nothing.
  const { drawChart, usesOwnScale } = await import('../../charts/draw-chart.ts');
  const charts: Record<string, string> = {};
  const chartTexts: Record<string, string> = {};
  const ownScaleCharts: string[] = [];
  for (const { name, file, spec, figure } of specs) {
    const input = { ...source, file, spec };
    charts[name] = await drawChart(input);
    if (await usesOwnScale(input)) ownScaleCharts.push(name);
    const printed = source.figures.find(({ id }) => id === figure);
    chartTexts[name] = printed ? describeFigure(printed, source) : '';
  }
  return { charts, chartTexts, ownScaleCharts };
}

function hotlineNames(definitions: PageDefinitions, sheet: Sheet, language: Language): Record<string, string> {
  const name = (id: string): string => definitions.hotlines.get(id)?.name[language] ?? id;
  return Object.fromEntries(sheet.hotlines.map((id) => [id, name(id)]));
}
