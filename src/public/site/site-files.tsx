import type { SiteFile } from '../../domain/public-site.ts';
import { escapeMarkup } from '../../domain/text/escape.ts';
import { wordOf } from '../figure-tables.ts';
import { editionPages } from './edition-html.tsx';
import { feeds } from './feed.ts';
import { MemberLinks } from './member-links.tsx';
import { sitePage } from './site-layout.tsx';
import { editionPath, filesPath, picturePath, type SiteOptions, type SiteSheet } from './site-source.ts';
import { siteWords } from './site-words.ts';

/** Returns every file of the public site, except for its styles and fonts. */
export function siteFiles(mains: readonly SiteSheet[], options: SiteOptions): SiteFile[] {
  const sheets = mains.flatMap((main) => [main, ...main.members]);
  const pages = sheets.flatMap((of) => of.editions.flatMap((edition) => editionPages(of, edition, options)));
  const files = sheets.flatMap(({ editions }) =>
    editions.flatMap((edition) => [
      ...edition.files.map(({ name, content }) => ({ path: `${filesPath(edition)}${name}`, content })),
      ...[...edition.pictures].map(([language, content]) => ({ path: picturePath(edition, language), content })),
    ]),
  );
  return [
    indexPage(mains, options),
    notFoundPage(mains, options),
    ...pages,
    ...files,
    ...sheets.flatMap((of) => feeds(of, options)),
    { path: 'sitemap.xml', content: sitemap(pages, options) },
  ];
}

/** The first page: every public sheet in its languages. */
function indexPage(sheets: readonly SiteSheet[], { address }: SiteOptions): SiteFile {
  const languages = [...new Set(sheets.flatMap(({ sheet }) => sheet.languages))];
  const [first = 'en'] = languages;
  const title = languages.map((language) => siteWords(language).allSheets).join(' · ');
  const content = sitePage({
    language: first,
    locale: first,
    title,
    description: title,
    path: 'index.html',
    canonical: `${address}/`,
    address,
    children: languages.map((language) => (
      <section lang={language}>
        <h1>{siteWords(language).allSheets}</h1>
        <ul class="gets">
          {sheets.map((of) => {
            const { sheet, editions } = of;
            const shown = editions.at(-1)?.shown.get(language);
            return (
              shown && (
                <li>
                  <a href={`${editionPath(sheet.id, language, 'newest')}index.html`}>
                    {wordOf(shown, 'title') ?? sheet.id}
                  </a>
                  <MemberLinks of={of} language={language} root="" />
                </li>
              )
            );
          })}
        </ul>
      </section>
    )),
  });
  return { path: 'index.html', content };
}

/** What a web server shows at an address that does not exist, or not any more. */
function notFoundPage(sheets: readonly SiteSheet[], { address }: SiteOptions): SiteFile {
  const languages = [...new Set(sheets.flatMap(({ sheet }) => sheet.languages))];
  const [first = 'en'] = languages;
  const title = languages.map((language) => siteWords(language).notFound).join(' · ');
  const content = sitePage({
    ...{ language: first, locale: first, title, description: title, path: NOT_FOUND, address, isAnywhere: true },
    canonical: `${address}/`,
    children: languages.map((language) => (
      <section lang={language}>
        <h1>{siteWords(language).notFound}</h1>
        <p class="lead">{siteWords(language).notFoundText}</p>
      </section>
    )),
  });
  return { path: NOT_FOUND, content };
}

const NOT_FOUND = '404.html';

function sitemap(pages: readonly SiteFile[], { address }: SiteOptions): string {
  const listed = pages.filter(({ path }) => /\/(?:\d{4}-\d{2}|newest)\/index\.html$/u.test(path));
  const urls = listed.map(
    ({ path }) => `<url><loc>${escapeMarkup(`${address}/${path.replace('index.html', '')}`)}</loc></url>\n`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('')}</urlset>\n`;
}
