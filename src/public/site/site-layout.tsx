import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Language } from '../../domain/languages.ts';
import { PICTURE_SIZE } from '../../domain/public-site.ts';
import { rootFrom } from './site-source.ts';
import { siteWords } from './site-words.ts';

export interface SiteLayoutProps {
  readonly language: Language;
  /** The BCP 47 tag of the texts. */
  readonly locale: string;
  readonly title: string;
  readonly description: string;
  /** The path of the page on the site; for links back to its root. */
  readonly path: string;
  /** The address that search engines list. */
  readonly canonical: string;
  /** The same page in other languages: the language and the path. */
  readonly alternates?: readonly (readonly [Language, string])[];
  readonly address: string;
  /** The path of the picture for link previews. */
  readonly image?: string | null;
  /** schema.org data. */
  readonly data?: object;
  readonly feed?: string;
  /** For a page that is shown at any address: its links and styles have complete addresses. */
  readonly isAnywhere?: true;
  /** Without the header and the footer, for frames of other sites. */
  readonly isEmbedded?: true;
  readonly children: Child;
}

/** No page runs a script. There are no rules for styles and fonts, because a folder opened from a disk has no origin. */
const POLICY = "script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'";

/** Returns a page of the public site as text. It needs no script and loads nothing from other sites. */
export function sitePage(props: SiteLayoutProps): string {
  return `<!doctype html>${String(<SiteLayout {...props} />)}\n`;
}

/** The way from a page to the root of the site. */
const rootOf = ({ path, address, isAnywhere }: SiteLayoutProps): string =>
  isAnywhere ? `${address}/` : rootFrom(path);

const SiteLayout = (props: SiteLayoutProps) => {
  const { language, locale, title, isEmbedded, children } = props;
  const root = rootOf(props);
  const t = siteWords(language);
  return (
    <html lang={locale}>
      <Head {...props} />
      <body class={isEmbedded ? 'embedded' : ''}>
        {!isEmbedded && (
          <a class="skip" href="#main">
            {t.skip}
          </a>
        )}
        {!isEmbedded && <Header {...props} />}
        <main id="main" tabindex={-1}>
          {children}
        </main>
        {!isEmbedded && (
          <footer>
            <a href={`${root}index.html`}>{t.allSheets}</a>
            {props.feed && <a href={`${root}${props.feed}`}>{t.feed}</a>}
            <span>{title}</span>
          </footer>
        )}
      </body>
    </html>
  );
};

const Head = (props: SiteLayoutProps) => {
  const { title, description, canonical, alternates = [], address, image, data, feed, locale } = props;
  const root = rootOf(props);
  return (
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content={POLICY} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="referrer" content="no-referrer" />
      <title>{title}</title>
      <meta name="description" content={description} />
      <link rel="icon" href="data:," />
      <link rel="canonical" href={canonical} />
      {alternates.map(([other, to]) => (
        <link rel="alternate" hreflang={other} href={`${address}/${to}`} />
      ))}
      {feed && <link rel="alternate" type="application/atom+xml" href={`${root}${feed}`} />}
      <meta property="og:type" content="website" />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={canonical} />
      <meta property="og:locale" content={locale.replace('-', '_')} />
      {image && <meta property="og:image" content={`${address}/${image}`} />}
      {image && <meta property="og:image:width" content={String(PICTURE_SIZE.width)} />}
      {image && <meta property="og:image:height" content={String(PICTURE_SIZE.height)} />}
      {image && <meta property="og:image:alt" content={title} />}
      {image && <meta name="twitter:card" content="summary_large_image" />}
      <link rel="stylesheet" href={`${root}assets/public.css`} />
      {data && <script type="application/ld+json">{raw(JSON.stringify(data).replaceAll('<', '\\u003c'))}</script>}
    </head>
  );
};

const Header = (props: SiteLayoutProps) => {
  const { language, alternates = [] } = props;
  const root = rootOf(props);
  const t = siteWords(language);
  return (
    <header class="site">
      <a href={`${root}index.html`}>{t.allSheets}</a>
      <nav aria-label={t.otherLanguage}>
        {alternates
          .filter(([other]) => other !== language)
          .map(([other, to]) => (
            <a href={`${root}${to}index.html`} lang={other} hreflang={other}>
              {siteWords(other).name}
            </a>
          ))}
      </nav>
    </header>
  );
};
