import { describeFigures } from '../../charts/alternative-text.ts';
import type { ChartSource } from '../../charts/chart-data.ts';
import { chartWords } from '../../definitions/wording.ts';
import { draftMark } from '../../document/page/draft-mark.ts';
import { layOut, type PageInput } from '../../document/page/lay-out.ts';
import { shortPage, tooLittle } from '../../document/page/member-page.ts';
import { chartsOf } from '../../document/page/page-definition.ts';
import { measureWith } from '../../document/page/text-measure.ts';
import { variantWording } from '../../document/page/variant-wording.ts';
import { printedKeys } from '../../document/page/wording-keys.ts';
import type { PlacedChart } from '../../document/parts/part.ts';
import { renderPdf, renderWithDraft } from '../../document/pdf/render-pdf.ts';
import type { PublishedEdition, ReportFile } from '../../domain/edition.ts';
import type { Effects } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import type { Language } from '../../domain/languages.ts';
import { draftKey, reportKey } from '../../domain/object-keys.ts';
import type { Revision } from '../../domain/revision.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { publishedEdition } from '../../editions/published-edition.ts';
import type { CompiledLanguage, CompiledSheet } from '../compile-sheet/compiled-sheet.ts';
import { pageFonts } from '../page-fonts.ts';
import { assertSameSheet } from '../review-edition/sheet-of-revision.ts';
import { putReportFile } from './report-file.ts';

export type RenderEffects = EffectsOf<'render-report'> &
  Pick<Effects, 'fonts' | 'log'> & {
    /** Draws the pages elsewhere, for example in a worker thread; by default they are drawn here. */
    readonly drawPages?: DrawPages | undefined;
  };

/** The pages of an edition in one language, without and with the mark of a draft. `charts` are SVG texts by name. */
export interface DrawnPages {
  readonly pdf: Uint8Array;
  readonly draft: Uint8Array;
  readonly charts: Readonly<Record<string, string>>;
}

export type DrawPages = (compiled: CompiledSheet, edition: PublishedEdition, language: Language) => Promise<DrawnPages>;

/** The files that a rendering wrote to the reports. */
export interface Rendered {
  readonly language: Language;
  readonly pdf: ReportFile;
  /** The same pages with a mark that the revision is not approved. */
  readonly draft: ReportFile;
  readonly charts: readonly ReportFile[];
}

/**
 * Renders one revision in one language.
 *
 *     figures as printed ─► charts (SVG) + alternative texts ─┐
 *     compiled sheet ────────────────────────────────────────┴─► page ─► tagged PDF ─► reports/<sheet>/<month>/r<n>/
 *                                                                 └─► the same, marked as a draft ─► ….draft.pdf
 *
 * Equal inputs write equal bytes, so rendering again changes nothing.
 * @throws Failure DefinitionChanged if the sheet differs from the one the revision was made with; Failure of the
 *   definitions and texts, with file and place
 */
export async function renderReport(
  effects: RenderEffects,
  compiled: CompiledSheet,
  revision: Revision,
  language: Language,
): Promise<Rendered> {
  const { sheet } = compiled;
  assertSameSheet(sheet, revision, 'compute its figures again');
  const figures = await effects.editions.figuresOf(sheet.id, revision.fingerprint);
  const edition = publishedEdition(revision, figures);
  const draw = effects.drawPages ?? ((...pages) => drawPages(effects, ...pages));
  const pages = await draw(compiled, edition, language);
  const put = (file: string, bytes: Uint8Array): Promise<ReportFile> =>
    putReportFile(effects.reports, reportKey(sheet.id, revision.month, revision.revision, file), bytes);
  const name = `${sheet.id}-${revision.month}.${language}`;
  const page = await put(`${name}.pdf`, pages.pdf);
  const draft = await put(draftKey(`${name}.pdf`), pages.draft);
  const drawn: ReportFile[] = [];
  for (const [chart, svg] of Object.entries(pages.charts))
    drawn.push(await put(`charts/${chart}.${language}.svg`, new TextEncoder().encode(svg)));
  effects.log.info('report-rendered', { key: page.key, bytes: page.bytes });
  return { language, pdf: page, draft, charts: drawn };
}

/**
 * Draws the pages of an edition in one language, as a pure function of its arguments.
 * @throws Failure of the definitions and texts, with file and place
 */
export async function drawPages(
  effects: Pick<RenderEffects, 'fonts'>,
  ...[compiled, edition, language]: Parameters<DrawPages>
): Promise<DrawnPages> {
  const { document, fonts, measure, charts } = await layOutEdition(effects, compiled, edition, language);
  const mark = draftMark(document, { language, complete: edition.complete }, measure);
  return { ...(await renderWithDraft(document, mark, fonts)), charts };
}

/** The pages of an edition in one language, as bytes; not stored. `charts` are SVG texts by name. */
export interface RenderedPages {
  readonly pdf: Uint8Array;
  readonly charts: Readonly<Record<string, string>>;
}

/**
 * Renders what an edition publishes in one language.
 * @throws Failure of the definitions and texts, naming file and place
 */
export async function renderEdition(
  effects: Pick<RenderEffects, 'fonts'>,
  compiled: CompiledSheet,
  edition: PublishedEdition,
  language: Language,
): Promise<RenderedPages> {
  const { document, fonts, charts } = await layOutEdition(effects, compiled, edition, language);
  return { pdf: await renderPdf(document, fonts), charts };
}

/** Draws the charts of an edition and lays its pages out in one language. */
async function layOutEdition(
  effects: Pick<RenderEffects, 'fonts'>,
  compiled: CompiledSheet,
  edition: PublishedEdition,
  language: Language,
) {
  const { sheet, theme, labels, stateCountries } = compiled;
  const own = compiled.languages[language];
  if (!own)
    throw new Failure('WrongUsage', `sheet ${sheet.id} has no ${language}; it has ${sheet.languages.join(', ')}`);
  const { hotlines } = own;
  const { page, wording } = pageOf(compiled, own, edition);
  const fonts = await pageFonts(theme, effects.fonts);
  const measure = measureWith(fonts);
  const drawn = await drawCharts(chartsOf(page), own, {
    lang: language,
    locale: wording.locale,
    figures: edition.figures,
    definitions: sheet.figures,
    labels,
    words: chartWords(wording),
    measure,
    member: sheet.member,
  });
  const { figures } = sheet;
  const document = layOut({
    edition,
    language,
    wording,
    page,
    figures,
    ...drawn,
    labels,
    stateCountries,
    hotlines,
    member: own.members[sheet.member ?? ''],
    measure,
    palette: theme.palette,
    logo: theme.logo,
  });
  return { document, fonts, measure, charts: drawn.charts };
}

/** Returns the page and the texts of an edition: a member's own, and the short page if it has too little to print. */
function pageOf(
  { sheet, page }: CompiledSheet,
  { wording }: CompiledLanguage,
  edition: PublishedEdition,
): Pick<PageInput, 'page' | 'wording'> {
  if (sheet.member === undefined) return { page, wording };
  const little = tooLittle(edition);
  const own = little ? shortPage(page) : page;
  return { page: own, wording: variantWording(wording, printedKeys(own), ['member', ...(little ? [little] : [])]) };
}

/** A sheet's charts as SVG texts, their alternative texts, and which of them left the common scale. */
async function drawCharts(
  placed: readonly PlacedChart[],
  { charts: compiled }: CompiledLanguage,
  source: ChartSource,
): Promise<Pick<PageInput, 'charts' | 'chartTexts' | 'ownScaleCharts'>> {
  // Vega takes as long to load as a page takes to make, and most commands and runs render nothing.
  const { drawChart, usesOwnScale } = await import('../../charts/draw-chart.ts');
  const charts: Record<string, string> = {};
  const chartTexts: Record<string, string> = {};
  const ownScaleCharts: string[] = [];
  for (const { chart: name, figure, ready } of placed) {
    const chart = compiled[name];
    if (!chart) throw new Error(`the sheet was compiled without its chart ${name}`);
    charts[name] = await drawChart(chart, source);
    if (usesOwnScale(chart, source)) ownScaleCharts.push(name);
    chartTexts[name] = describeFigures(ready?.figures ?? (figure === null ? [] : [figure]), source);
  }
  return { charts, chartTexts, ownScaleCharts };
}
