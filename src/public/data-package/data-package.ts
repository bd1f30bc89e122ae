import { createHash } from 'node:crypto';
import type { Language } from '../../domain/languages.ts';
import { formatMonth } from '../../words/dates-and-counts.ts';
import { figureHeading, type ShownEdition, wordOf } from '../figure-tables.ts';
import { readmeText } from './package-readme.ts';
import { type PackageSource, publisherOf, sourcesOf, tablePath } from './package-source.ts';
import { type EditionInLanguages, type Field, fieldName, type PackageTable, packageTables } from './package-tables.ts';
import { packageWords } from './package-words.ts';

/** A file of the package: its path in it and its text. */
export interface PackageFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Returns the files of an approved edition's data package (Frictionless, Tabular Data Package, version 1: what every
 * tool reads): `datapackage.json`, a CSV file per figure in `data/`, `README.md` and `SHA256SUMS`. It has only what the
 * page prints; a hidden number is the mark.
 */
export function dataPackageFiles(source: PackageSource): PackageFile[] {
  const tables = packageTables(source.editions);
  const data = tables.map((table) => ({ path: tablePath(table), text: table.csv }));
  const descriptor = { path: 'datapackage.json', text: `${JSON.stringify(descriptorOf(source, tables), null, 2)}\n` };
  const described = [descriptor, { path: 'README.md', text: readmeText(source, tables) }, ...data];
  const sums = described.map(({ path, text }) => `${sha256(text)}  ${path}\n`).join('');
  return [...described, { path: 'SHA256SUMS', text: sums }];
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function descriptorOf({ editions, approvedAt }: PackageSource, tables: readonly PackageTable[]): object {
  const [shown] = editions.values();
  if (!shown) throw new Error('an edition has at least one language');
  const { edition, words } = shown;
  const { sheet } = words;
  return {
    profile: 'tabular-data-package',
    name: `${edition.sheet}-${edition.month}`,
    title: titleOf(shown),
    titles: inLanguages(editions, titleOf),
    description: inText(editions, (language, { edition: { month, revision } }) =>
      packageWords(language).readme.intro(formatMonth(month, language), revision),
    ),
    version: `${edition.month}-r${edition.revision}`,
    created: approvedAt,
    languages: [...editions.keys()],
    contributors: [{ ...publisherOf(shown), role: 'publisher' }],
    sources: sourcesOf(shown),
    ...(sheet.license && { licenses: [sheet.license] }),
    temporal: { from: edition.from, through: edition.through },
    complete: edition.complete,
    threshold: edition.threshold,
    resources: tables.map((table) => resourceOf(table, editions)),
  };
}

const titleOf = (shown: ShownEdition): string =>
  `${wordOf(shown, 'title') ?? shown.edition.sheet}, ${formatMonth(shown.edition.month, shown.words.language)}`;

function resourceOf(table: PackageTable, editions: EditionInLanguages): object {
  const title = (shown: ShownEdition): string =>
    table.figure ? figureHeading(table.figure, shown) : packageWords(shown.words.language).totals;
  const [shown] = editions.values();
  return {
    profile: 'tabular-data-resource',
    name: table.name,
    path: tablePath(table),
    title: shown && title(shown),
    titles: inLanguages(editions, title),
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    bytes: Buffer.byteLength(table.csv),
    hash: `sha256:${sha256(table.csv)}`,
    schema: {
      fields: table.fields.map((field) => fieldOf(field, table, editions)),
      missingValues: table.missingValues,
      primaryKey: [table.primaryKey],
    },
  };
}

function fieldOf(field: Field, { figure }: PackageTable, editions: EditionInLanguages): object {
  const unit = field.name === 'share' ? 'percent' : field.type === 'integer' ? (figure?.counts ?? 'records') : null;
  return {
    name: fieldName(field),
    type: field.type,
    description: inText(editions, (language) => packageWords(language).fields[field.name]),
    ...(unit !== null && { unit }),
    ...(field.isRequired && { constraints: { required: true } }),
  };
}

const inLanguages = (editions: EditionInLanguages, text: (shown: ShownEdition) => string): object =>
  Object.fromEntries([...editions].map(([language, shown]) => [language, text(shown)]));

/** The same sentence in every language of the sheet, one after the other. */
const inText = (editions: EditionInLanguages, text: (language: Language, shown: ShownEdition) => string): string =>
  [...editions].map(([language, shown]) => text(language, shown)).join(' / ');
