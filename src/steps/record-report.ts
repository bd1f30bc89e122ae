import { cellLabels } from '../definitions/labels.ts';
import { cellWords } from '../domain/cross.ts';
import type { ReportFile } from '../domain/edition.ts';
import type { Effects } from '../domain/effects.ts';
import type { CellLabels, PrintedFigure } from '../domain/figure.ts';
import { reportKey } from '../domain/object-keys.ts';
import type { Report, Revision } from '../domain/revision.ts';
import type { Sheet } from '../domain/sheet.ts';
import type { EffectsOf } from '../domain/step-effects.ts';
import { figuresCsv, figuresJson } from '../editions/data-annex.ts';
import { publishedEdition } from '../editions/published-edition.ts';
import { composeWordings, type SheetTexts } from './edition-wording.ts';
import type { Rendered } from './render-report/render-report.ts';
import { putReportFile } from './render-report/report-file.ts';
import { assertSameSheet } from './review-edition/sheet-of-revision.ts';
import { putWordings } from './stored-wording.ts';

export type RecordEffects = EffectsOf<'record-report'> & Pick<Effects, 'codes' | 'clock' | 'log'>;

export type AnnexEffects = Pick<RecordEffects, 'reports' | 'codes'> & {
  readonly editions: Pick<RecordEffects['editions'], 'figuresOf'>;
};

/**
 * Writes a revision's data annex with its pages (only what they print), and the words that it is shown with elsewhere,
 * then records that the report is complete. A report that is recorded already is not written again, because labels may
 * have changed since and its files may be approved.
 *
 *     figures as printed ─► figures.json, figures.csv ─┐
 *     texts of the sheet ─► wording.json ──────────────┴─► report: every file with its hash
 *
 * @param rendered the files that the rendering of each language wrote
 * @throws Failure DefinitionChanged if the sheet differs from the one the revision was made with
 */
export async function recordReport(
  effects: RecordEffects,
  texts: SheetTexts,
  revision: Revision,
  rendered: readonly Rendered[],
): Promise<Report> {
  const { sheet } = texts;
  const recorded = await effects.editions.reportOf(sheet.id, revision.month, revision.revision);
  if (recorded) return recorded;
  const written = await writeTexts(effects, texts, revision);
  const report: Report = {
    sheet: sheet.id,
    month: revision.month,
    revision: revision.revision,
    files: [...rendered.flatMap(({ pdf, draft, charts }) => [pdf, draft, ...charts]), ...written],
    at: effects.clock.now().toISOString(),
  };
  await effects.editions.recordReport(report);
  effects.log.info('report-recorded', { sheet: sheet.id, month: revision.month, revision: revision.revision });
  return report;
}

/**
 * Writes the files of a report that are not pages.
 * @throws Failure DefinitionChanged if the sheet differs from the one the revision was made with
 */
export async function writeTexts(effects: AnnexEffects, texts: SheetTexts, revision: Revision): Promise<ReportFile[]> {
  const { sheet } = texts;
  assertSameSheet(sheet, revision, 'compute its figures again');
  const edition = publishedEdition(revision, await effects.editions.figuresOf(sheet.id, revision.fingerprint));
  const wordings = composeWordings(texts, effects.codes, edition);
  return [...(await writeAnnex(effects, sheet, revision)), await putWordings(effects.reports, edition, wordings)];
}

/**
 * Writes a revision's data annex with its pages: only what they print.
 * @returns figures.json and figures.csv
 */
export async function writeAnnex(
  effects: AnnexEffects,
  sheet: Sheet,
  revision: Revision,
): Promise<[ReportFile, ReportFile]> {
  const edition = publishedEdition(revision, await effects.editions.figuresOf(sheet.id, revision.fingerprint));
  const labels = cellLabels(effects.codes, sheet.figures);
  const byFigure = new Map(
    edition.figures.map((figure): [string, CellLabels] => [figure.id, labelsOf(figure, labels)]),
  );
  const put = (file: string, text: string): Promise<ReportFile> => {
    const key = reportKey(sheet.id, revision.month, revision.revision, `${sheet.id}-${revision.month}.${file}`);
    return putReportFile(effects.reports, key, new TextEncoder().encode(text));
  };
  return [
    await put('figures.json', figuresJson(edition)),
    await put('figures.csv', figuresCsv(edition, byFigure, sheet.languages)),
  ];
}

/** Returns the labels of a figure's cells by their keys, as far as their codes have labels. */
function labelsOf(figure: PrintedFigure, labels: Readonly<Record<string, CellLabels>>): CellLabels {
  const entries = figure.cells.flatMap(({ key }) => {
    const words = cellWords(figure, key, labels);
    return words ? [[key, words] as const] : [];
  });
  return Object.fromEntries(entries);
}
