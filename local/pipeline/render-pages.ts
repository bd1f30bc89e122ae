import type { Definitions } from '../../src/definitions/load-definitions.ts';
import type { ReportFile } from '../../src/domain/edition.ts';
import type { Language } from '../../src/domain/languages.ts';
import { draftOf } from '../../src/domain/object-keys.ts';
import type { Revision } from '../../src/domain/revision.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { type Rendered, renderReport } from '../../src/steps/render-report/render-report.ts';
import { verifiedFile, verifiedFiles } from '../../src/steps/verify-state/verify-files.ts';
import type { LocalEffects } from './workplace.ts';

/**
 * Renders a revision in some languages, one after the other.
 * @param signal breaks off between two languages, throwing its reason
 */
export async function renderPages(
  effects: LocalEffects,
  definitions: Definitions,
  sheet: Sheet,
  revision: Revision,
  languages: readonly Language[],
  signal?: AbortSignal,
): Promise<Rendered[]> {
  const rendered: Rendered[] = [];
  for (const language of languages) {
    signal?.throwIfAborted();
    rendered.push(await renderReport(effects, definitions, sheet, revision, language));
  }
  return rendered;
}

/**
 * The pages of a revision in some languages: those that were recorded, where they are still the recorded ones, for what was approved
 * is never written again; else they are rendered.
 * @throws Failure ReportChanged when pages are lost or changed, and this program renders them otherwise
 */
export async function pagesOf(
  effects: LocalEffects,
  definitions: Definitions,
  sheet: Sheet,
  revision: Revision,
  languages: readonly Language[],
): Promise<Rendered[]> {
  const report = await effects.editions.reportOf(sheet.id, revision.month, revision.revision);
  const kept = languages.flatMap((language) => recordedIn(report?.files ?? [], language) ?? []);
  if (kept.length < languages.length) return renderPages(effects, definitions, sheet, revision, languages);
  const files = kept.flatMap(({ pdf, draft, charts }) => [pdf, draft, ...charts]);
  const isIntact = async (file: ReportFile): Promise<boolean> =>
    typeof (await verifiedFile(effects.reports, file)) !== 'string';
  const intact = await Promise.all(files.map(isIntact));
  if (!intact.every(Boolean)) await renderPages(effects, definitions, sheet, revision, languages);
  await verifiedFiles(effects.reports, `${sheet.id} ${revision.month}, revision ${revision.revision}`, files);
  return kept;
}

function recordedIn(files: readonly ReportFile[], language: Language): Rendered | null {
  const pdf = files.find(({ key }) => key.endsWith(`.${language}.pdf`));
  const draft = files.find(({ key }) => pdf && key === draftOf(pdf.key));
  if (!pdf || !draft) return null; // of a report that was recorded before pages had a mark: it is made again
  return { language, pdf, draft, charts: files.filter(({ key }) => key.endsWith(`.${language}.svg`)) };
}
