import type { Party, Sheet } from '../../domain/sheet.ts';
import { type ShownEdition, wordOf } from '../figure-tables.ts';
import type { EditionInLanguages, PackageTable } from './package-tables.ts';

/** What a package says about the figures besides them. */
export interface PackageSource {
  readonly editions: EditionInLanguages;
  /** When the revision was approved, ISO 8601. */
  readonly approvedAt: string;
  /** The names of the sheet's hotlines. */
  readonly hotlines: readonly string[];
}

/** The path of a table in the package. */
export const tablePath = ({ name }: PackageTable): string => `data/${name}.csv`;

/** Returns who publishes a sheet: as its definition says, or the author of its wording. */
export const publisherOf = ({ publisher }: Pick<Sheet, 'publisher'>, shown: ShownEdition): Party =>
  publisher ?? { title: wordOf(shown, 'author') ?? shown.edition.sheet };

/** Returns where a sheet's records come from: as its definition says, or its hotlines. */
export const sourcesOf = ({ sources }: Pick<Sheet, 'sources'>, hotlines: readonly string[]): readonly Party[] =>
  sources ?? hotlines.map((title) => ({ title }));
