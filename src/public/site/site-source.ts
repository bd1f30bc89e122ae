import type { FamilyDimension } from '../../domain/family.ts';
import type { Language } from '../../domain/languages.ts';
import type { Month } from '../../domain/month.ts';
import type { PrintedSheet } from '../../steps/edition-wording.ts';
import type { RevisionListed } from '../../steps/open-edition.ts';
import type { ShownEdition } from '../figure-tables.ts';

/** A file of an edition's report on the site. */
export interface EditionFile {
  /** The path below the edition's folder of files: `us-mexico-border-2017-07.en.pdf`, `charts/map.en.svg`. */
  readonly name: string;
  readonly content: Uint8Array;
}

/** An approved edition with everything that its pages need. */
export interface SiteEdition {
  readonly sheet: PrintedSheet;
  readonly month: Month;
  /** When the current revision was approved, ISO 8601. */
  readonly approvedAt: string;
  /** By language of the sheet. */
  readonly shown: ReadonlyMap<Language, ShownEdition>;
  /** Whether the sheet's texts are those that were approved; if not, its prose is not printed. */
  readonly hasApprovedTexts: boolean;
  /** The approved revisions, the current one last. */
  readonly revisions: readonly RevisionListed[];
  readonly files: readonly EditionFile[];
  /** The pictures for previews of links by language, PNG; a language without one could not be drawn. */
  readonly pictures: ReadonlyMap<Language, Uint8Array>;
}

/** A public sheet with its approved editions, the oldest first; at least one. */
export interface SiteSheet {
  readonly sheet: PrintedSheet;
  readonly editions: readonly SiteEdition[];
  /** The public members of its family, in their order; empty for other sheets. */
  readonly members: readonly SiteMember[];
  /** Of a member: the main sheet of its family, with its titles. */
  readonly main?: { readonly id: string; readonly names: ReadonlyMap<Language, string> };
}

/** A public member of a family. */
export interface SiteMember extends SiteSheet {
  /** The code that its records have, and in which dimension. */
  readonly key: string;
  readonly by: FamilyDimension;
  /** Its own name by language. */
  readonly names: ReadonlyMap<Language, string>;
}

/** Where the site is published. */
export interface SiteOptions {
  /** The address of its root, without a slash at the end: `https://figures.example.org`. */
  readonly address: string;
}

/** The path of an edition's page, without `index.html`; `newest` for the newest edition. */
export const editionPath = (sheet: string, language: Language, month: Month | 'newest'): string =>
  `${sheet}/${language}/${month}/`;

/** The path of an edition's files. */
export const filesPath = ({ sheet, month }: Pick<SiteEdition, 'sheet' | 'month'>): string =>
  `${sheet.id}/files/${month}/`;

/** The path of an edition's picture for previews of links. */
export const picturePath = (edition: Pick<SiteEdition, 'sheet' | 'month'>, language: Language): string =>
  `${filesPath(edition)}preview.${language}.png`;

/** The path of a sheet's feed. */
export const feedPath = (sheet: string, language: Language): string => `${sheet}/feed.${language}.xml`;

/** The way from a page back to the root of the site: `../../../`. */
export const rootFrom = (path: string): string => '../'.repeat(path.split('/').length - 1);
