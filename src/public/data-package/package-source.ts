import type { Party } from '../../domain/sheet.ts';
import { type ShownEdition, wordOf } from '../figure-tables.ts';
import type { EditionInLanguages, PackageTable } from './package-tables.ts';

/** What a package says about the figures besides them. */
export interface PackageSource {
  readonly editions: EditionInLanguages;
  /** When the revision was approved, ISO 8601. */
  readonly approvedAt: string;
}

/** The path of a table in the package. */
export const tablePath = ({ name }: PackageTable): string => `data/${name}.csv`;

/** Returns who publishes an edition: as its sheet's definition says, or the author of its wording. */
export const publisherOf = (shown: ShownEdition): Party =>
  shown.words.sheet.publisher ?? { title: wordOf(shown, 'author') ?? shown.edition.sheet };

/** Returns where an edition's records come from: as its sheet's definition says, or its hotlines. */
export const sourcesOf = ({ words: { sheet, hotlines } }: ShownEdition): readonly Party[] =>
  sheet.sources ?? hotlines.map((title) => ({ title }));
