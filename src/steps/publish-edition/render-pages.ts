import { createHash } from 'node:crypto';
import type { ReportFile } from '../../domain/edition.ts';
import type { Language } from '../../domain/languages.ts';
import { draftKey } from '../../domain/object-keys.ts';
import type { Revision } from '../../domain/revision.ts';
import { writeTexts } from '../record-report.ts';
import { type RenderEffects, type Rendered, renderReport } from '../render-report/render-report.ts';
import { readVerifiedFile, readVerifiedFiles } from '../verify-state/verify-files.ts';
import type { PublicationContext } from './publication-context.ts';

/** The pages to render, and what that needs. */
export type PagesToRender = Pick<PublicationContext, 'compiled' | 'languages' | 'signal'> & {
  readonly effects: RenderEffects;
};

/** Renders a revision in the languages of a publication, one after the other. */
export async function renderPages(
  { effects, compiled, languages, signal }: PagesToRender,
  revision: Revision,
): Promise<Rendered[]> {
  const sheet = await compiled();
  const rendered: Rendered[] = [];
  for (const language of languages) {
    signal.throwIfAborted();
    rendered.push(await renderReport(effects, sheet, revision, language));
  }
  return rendered;
}

/**
 * Returns the pages of a revision whose report is recorded. An approved page must never change: pages that still match
 * the record are not rendered again, and missing pages must render to the recorded bytes.
 * @throws Failure ReportChanged if a page is missing or changed and this program renders different bytes
 */
export async function restorePages(
  context: PublicationContext,
  revision: Revision,
  recorded: readonly ReportFile[],
): Promise<Rendered[]> {
  const { effects, sheet, languages } = context;
  const pages = languages.flatMap((language) => recordedPages(recorded, language) ?? []);
  if (pages.length < languages.length) return renderPages(context, revision);
  const files = pages.flatMap(({ pdf, draft, charts }) => [pdf, draft, ...charts]);
  const isIntact = async (file: ReportFile): Promise<boolean> =>
    typeof (await readVerifiedFile(effects.reports, file)) !== 'string';
  const intact = await Promise.all(files.map(isIntact));
  if (!intact.every(Boolean)) await renderPages(context, revision);
  await readVerifiedFiles(effects.reports, `${sheet.id} ${revision.month}, revision ${revision.revision}`, files);
  return pages;
}

/**
 * Writes the missing data annex and words of a revision whose report is recorded. Bytes that are not the recorded ones are
 * not written: labels may have changed since.
 * @returns the recorded files
 * @throws Failure ReportChanged if a file is missing or changed and this program writes different bytes
 */
export async function restoreTexts(
  { effects, compiled }: PublicationContext,
  revision: Revision,
  recorded: readonly ReportFile[],
): Promise<readonly ReportFile[]> {
  const texts = recorded.filter(({ key }) => !/\.(?:pdf|svg)$/u.test(key));
  const name = `${revision.sheet} ${revision.month}, revision ${revision.revision}`;
  const { reports } = effects;
  const read = await Promise.all(texts.map((file) => readVerifiedFile(reports, file)));
  if (read.every((bytes) => typeof bytes !== 'string')) return recorded;
  const putBytes: typeof reports.putBytes = async (key, bytes) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return texts.some((file) => file.key === key && file.sha256 === sha256) ? reports.putBytes(key, bytes) : null;
  };
  await writeTexts({ ...effects, reports: { ...reports, putBytes } }, await compiled(), revision);
  await readVerifiedFiles(reports, name, texts);
  return recorded;
}

/** Returns null for a report of an earlier version, whose pages have no draft mark: it is rendered again. */
function recordedPages(files: readonly ReportFile[], language: Language): Rendered | null {
  const pdf = files.find(({ key }) => key.endsWith(`.${language}.pdf`));
  const draft = files.find(({ key }) => pdf && key === draftKey(pdf.key));
  if (!pdf || !draft) return null;
  return { language, pdf, draft, charts: files.filter(({ key }) => key.endsWith(`.${language}.svg`)) };
}
