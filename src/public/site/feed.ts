import type { Language } from '../../domain/languages.ts';
import type { SiteFile } from '../../domain/public-site.ts';
import { escapeMarkup } from '../../domain/text/escape.ts';
import { wordOf } from '../figure-tables.ts';
import { editionTitle } from './edition-html.tsx';
import { editionPath, feedPath, type SiteEdition, type SiteOptions, type SiteSheet } from './site-source.ts';
import { siteWords } from './site-words.ts';

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly href: string;
  readonly updated: string;
}

/** Returns the Atom feeds of a sheet: an entry for each approved revision, the newest first; corrections say so. */
export const feeds = (of: SiteSheet, options: SiteOptions): SiteFile[] =>
  of.sheet.languages.map((language) => ({
    path: feedPath(of.sheet.id, language),
    content: feedIn(of, language, options),
  }));

function feedIn(of: SiteSheet, language: Language, { address }: SiteOptions): string {
  const entries = of.editions
    .flatMap((edition) => entriesOf(edition, language, address))
    .toSorted((a, b) => (a.updated < b.updated ? 1 : -1));
  const shown = of.editions.at(-1)?.shown.get(language);
  const self = `${address}/${feedPath(of.sheet.id, language)}`;
  const title = (shown && wordOf(shown, 'title')) ?? of.sheet.id;
  const author = (shown && wordOf(shown, 'author')) ?? of.sheet.id;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
<id>${escapeMarkup(self)}</id>
<title>${escapeMarkup(title)}</title>
<author><name>${escapeMarkup(of.sheet.publisher?.title ?? author)}</name></author>
<updated>${entries[0]?.updated ?? ''}</updated>
<link rel="self" type="application/atom+xml" href="${escapeMarkup(self)}"/>
<link href="${escapeMarkup(`${address}/${editionPath(of.sheet.id, language, 'newest')}`)}"/>
${entries.map(entryXml).join('')}</feed>
`;
}

function entriesOf(edition: SiteEdition, language: Language, address: string): Entry[] {
  const shown = edition.shown.get(language);
  if (!shown) return [];
  const page = `${address}/${editionPath(edition.sheet.id, language, edition.month)}`;
  const title = editionTitle(shown);
  const inOrder = edition.revisions.toSorted((a, b) => ((a.approvedAt ?? '') < (b.approvedAt ?? '') ? -1 : 1));
  return inOrder.map(({ revision, status, approvedAt }, index) => ({
    id: `${page}r${revision}`,
    title: index === 0 ? title : siteWords(language).correction(title),
    href: status === 'current' ? page : `${page}r${revision}/`,
    updated: approvedAt ?? '',
  }));
}

const entryXml = ({ id, title, href, updated }: Entry): string => `<entry>
<id>${escapeMarkup(id)}</id>
<title>${escapeMarkup(title)}</title>
<updated>${escapeMarkup(updated)}</updated>
<link href="${escapeMarkup(href)}"/>
</entry>
`;
