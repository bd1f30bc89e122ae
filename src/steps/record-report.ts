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
import type { Rendered } from './render-report/render-report.ts';
import { putReportFile } from './render-report/report-file.ts';

export type RecordEffects = EffectsOf<'record-report'> & Pick<Effects, 'codes' | 'clock' | 'log'>;

export type AnnexEffects = Pick<RecordEffects, 'reports' | 'codes'> & {
  readonly editions: Pick<RecordEffects['editions'], 'figuresOf'>;
};

/**
 * Writes a revision's data annex with its pages (only what they print), then records that the report is complete.
 *
 *     figures as printed ─► figures.json, figures.csv ─► report: every file with its hash
 *
 * @param rendered the files that the rendering of each language wrote
 */
export async function recordReport(
  effects: RecordEffects,
  sheet: Sheet,
  revision: Revision,
  rendered: readonly Rendered[],
): Promise<Report> {
  const annex = await writeAnnex(effects, sheet, revision);
  const report: Report = {
    sheet: sheet.id,
    month: revision.month,
    revision: revision.revision,
    files: [...rendered.flatMap(({ pdf, draft, charts }) => [pdf, draft, ...charts]), ...annex],
    at: effects.clock.now().toISOString(),
  };
  await effects.editions.recordReport(report);
  effects.log.info('report-recorded', { sheet: sheet.id, month: revision.month, revision: revision.revision });
  return report;
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
