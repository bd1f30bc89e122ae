import { listSheets, loadFamily } from '../../definitions/load-definitions.ts';
import { sheetLabel } from '../../definitions/sheet-title.ts';
import type { Effects } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import { activeHold } from '../../domain/hold.ts';
import type { Language } from '../../domain/languages.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { WordingSource } from '../../steps/edition-wording.ts';
import { linkPicture, type PictureSource } from '../../steps/link-picture.ts';
import {
  type ApprovedEdition,
  approvedEditions,
  type OpenEditionEffects,
  openEdition,
} from '../../steps/open-edition.ts';
import { openReportFile } from '../../steps/open-report-file.ts';
import { isStoredWording } from '../../steps/stored-wording.ts';
import { zipFiles } from '../../steps/zip-files.ts';
import { formatMonth } from '../../words/dates-and-counts.ts';
import { dataPackageFiles } from '../data-package/data-package.ts';
import { editionInLanguages } from '../edition-in-languages.ts';
import { headlinesOf, wordOf } from '../figure-tables.ts';
import type { EditionFile, SiteEdition, SiteMember, SiteSheet } from './site-source.ts';

/** The effects with which the editions of the public site are opened. */
export type PublicEffects = OpenEditionEffects & { readonly holds: Pick<Effects['holds'], 'list'> };

/** What the public site is made from. */
export interface PublicSource extends WordingSource, PictureSource {
  readonly effects: PublicEffects;
}

/**
 * Opens every approved edition of the sheets that say `"public": true` and are not held. A member of a family is public
 * if its main sheet is. Drafts are never read.
 * @throws Failure ReportChanged if a file is not the one that was recorded
 */
export async function publicSheets(source: PublicSource): Promise<SiteSheet[]> {
  const { files, definitions } = source;
  const found: SiteSheet[] = [];
  for (const id of await listSheets(files)) {
    const [main, ...others] = await loadFamily(files, definitions, id);
    const editions = main.public ? await siteEditions(source, main) : [];
    if (editions.length === 0) continue;
    const members: SiteMember[] = [];
    for (const sheet of others) members.push(...(await siteMember(source, sheet, main)));
    found.push({ sheet: main, editions, members });
  }
  return found;
}

async function siteMember(source: PublicSource, sheet: Sheet, main: Sheet): Promise<SiteMember[]> {
  const { family, member: key } = sheet;
  const editions = await siteEditions(source, sheet);
  if (editions.length === 0 || family === undefined || key === undefined) return [];
  const names = await labelsOf(source, sheet);
  return [
    {
      ...{ sheet, editions, members: [], key, by: family.by, names },
      main: { id: main.id, names: await labelsOf(source, main) },
    },
  ];
}

async function labelsOf({ files }: PublicSource, { id, languages }: Sheet): Promise<SiteMember['names']> {
  const labels = languages.map(async (language) => [language, await sheetLabel(files, id, language)] as const);
  return new Map(await Promise.all(labels));
}

/** Opens the approved editions of a sheet, the oldest first; none of a sheet on hold. */
async function siteEditions(source: PublicSource, sheet: Sheet): Promise<SiteEdition[]> {
  if ((await activeHold(source.effects.holds, sheet.id)) !== null) return [];
  const approved = await approvedEditions(source.effects, sheet.id);
  const editions: SiteEdition[] = [];
  for (const edition of approved) {
    const found = await siteEdition(source, sheet, edition);
    // a family has a hundred members, so only the newest edition of each has pictures
    const hasPictures = sheet.member === undefined || edition === approved.at(-1);
    editions.push(hasPictures ? { ...found, pictures: await picturesOf(source, found) } : found);
  }
  return editions;
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
  return {
    sheet,
    month,
    approvedAt,
    shown: editions,
    hasApprovedTexts:
      opened.sheetVersion === sheet.version || [...editions.values()].every(({ words }) => words.isStored),
    revisions,
    files: [...files, { name: `${sheet.id}-${month}.data-package.zip`, content: zip }],
    pictures: new Map(),
  };
}

/** Draws the pictures of an edition for previews of links. */
async function picturesOf(
  source: PictureSource,
  { sheet, shown }: Pick<SiteEdition, 'sheet' | 'shown'>,
): Promise<ReadonlyMap<Language, Uint8Array>> {
  const pictures = new Map<Language, Uint8Array>();
  for (const [language, own] of shown) {
    const totals = headlinesOf(own).map(({ value, noun }) => ({ value: value.text, noun }));
    const month = formatMonth(own.edition.month, language);
    const picture = await linkPicture(source, sheet.id, { title: wordOf(own, 'title') ?? sheet.id, month, totals });
    if (picture) pictures.set(language, picture);
  }
  return pictures;
}
