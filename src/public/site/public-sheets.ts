import { listSheets, loadSheet } from '../../definitions/load-definitions.ts';
import type { Effects } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import { activeHold } from '../../domain/hold.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { WordingSource } from '../../steps/edition-wording.ts';
import {
  type ApprovedEdition,
  approvedEditions,
  type OpenEditionEffects,
  openEdition,
} from '../../steps/open-edition.ts';
import { openReportFile } from '../../steps/open-report-file.ts';
import { isStoredWording } from '../../steps/stored-wording.ts';
import { zipFiles } from '../../steps/zip-files.ts';
import { dataPackageFiles } from '../data-package/data-package.ts';
import { editionInLanguages } from '../edition-in-languages.ts';
import type { EditionFile, SiteEdition, SiteSheet } from './site-source.ts';

/** The effects with which the editions of the public site are opened. */
export type PublicEffects = OpenEditionEffects & { readonly holds: Pick<Effects['holds'], 'list'> };

/** What the public site is made from. */
export interface PublicSource extends WordingSource {
  readonly effects: PublicEffects;
  /** Draws a picture of a PDF's first page, PNG; null if it cannot. */
  readonly previewOf: (pdf: Uint8Array) => Promise<Uint8Array | null>;
}

/**
 * Opens every approved edition of the sheets that say `"public": true` and are not held. Drafts are never read.
 * @throws Failure ReportChanged if a file is not the one that was recorded
 */
export async function publicSheets(source: PublicSource): Promise<SiteSheet[]> {
  const { files, definitions, effects } = source;
  const found: SiteSheet[] = [];
  for (const id of await listSheets(files)) {
    const sheet = await loadSheet(files, definitions, id);
    if (!sheet.public || (await activeHold(effects.holds, id)) !== null) continue;
    const editions: SiteEdition[] = [];
    for (const edition of await approvedEditions(effects, id)) editions.push(await siteEdition(source, sheet, edition));
    if (editions.length > 0) found.push({ sheet, editions });
  }
  return found;
}

async function siteEdition(
  source: PublicSource,
  sheet: Sheet,
  { month, revisions }: ApprovedEdition,
): Promise<SiteEdition> {
  const revision = revisions.at(-1)?.revision ?? 0;
  const opened = await openEdition(source.effects, { sheet: sheet.id, month, revision }, false);
  if (!opened || opened.approvedAt === null || opened.status !== 'current')
    throw new Failure(
      'StoreConflict',
      `${sheet.id} ${month}, revision ${revision} has no recorded report; publish it again`,
    );
  const editions = await editionInLanguages(source, opened.edition);
  const files: EditionFile[] = [];
  for (const { key } of opened.files) {
    const name = key.replace(/^reports\/[^/]+\/[^/]+\/[^/]+\//u, '');
    if (isStoredWording(name)) continue;
    const file = await openReportFile(source.effects, { sheet: sheet.id, month, revision, file: name }, false);
    if (file) files.push({ name, content: file.content });
  }
  const { approvedAt } = opened;
  const zip = await zipFiles(dataPackageFiles({ editions, approvedAt }), approvedAt);
  const pdf = files.find(({ name }) => name.endsWith('.pdf'));
  return {
    sheet,
    month,
    approvedAt,
    shown: editions,
    hasApprovedTexts:
      opened.sheetVersion === sheet.version || [...editions.values()].every(({ words }) => words.isStored),
    revisions,
    files: [...files, { name: `${sheet.id}-${month}.data-package.zip`, content: zip }],
    preview: pdf ? await source.previewOf(pdf.content) : null,
  };
}
