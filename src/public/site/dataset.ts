import { publisherOf, sourcesOf } from '../data-package/package-source.ts';
import { type ShownEdition, wordOf } from '../figure-tables.ts';
import { filesPath, type SiteEdition } from './site-source.ts';

/** Returns the schema.org/Dataset of an edition, for search engines of data. */
export function datasetOf(
  edition: SiteEdition,
  shown: ShownEdition,
  { address, canonical }: { readonly address: string; readonly canonical: string },
): object {
  const { license } = shown.words.sheet;
  const { from, through, revision } = shown.edition;
  const title = wordOf(shown, 'title') ?? edition.sheet.id;
  const intro = shown.words.wording.prose.intro?.paragraphs[0]?.map(({ text }) => text).join('');
  const downloads = edition.files.filter(({ name }) => /\.(?:csv|json|zip|pdf)$/u.test(name));
  return {
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    '@id': canonical,
    url: canonical,
    name: `${title}, ${edition.month}`,
    description: intro !== undefined && intro.length >= 50 ? intro : `${title}. ${from} - ${through}.`,
    inLanguage: shown.words.wording.locale,
    version: `${edition.month}-r${revision}`,
    datePublished: edition.approvedAt.slice(0, 10),
    temporalCoverage: `${from}/${through}`,
    isAccessibleForFree: true,
    creator: { '@type': 'Organization', name: publisherOf(shown).title },
    isBasedOn: sourcesOf(shown).map(({ title: name }) => name),
    ...(license && { license: license.path ?? license.name }),
    distribution: downloads.map(({ name }) => ({
      '@type': 'DataDownload',
      contentUrl: `${address}/${filesPath(edition)}${name}`,
      encodingFormat: FORMATS[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
    })),
  };
}

const FORMATS: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  json: 'application/json',
  zip: 'application/zip',
  pdf: 'application/pdf',
};
