import type { Language } from '../../domain/languages.ts';
import { READER_WORDS } from '../../words/reader-words.ts';
import { dateText, monthText } from '../formatted-dates.ts';
import { pageIn, type ShownReview } from '../review.ts';
import type { PortalWords } from '../words/portal-words.ts';
import type { Frame } from './layout.tsx';
import { fileAddress } from './published-files.tsx';

/** The pages that are shown; the links that select them work without a script. */
export interface PageView {
  readonly which: 'both' | 'draft' | 'approved';
  readonly pages: Language;
}

const WHICH = ['both', 'draft', 'approved'] as const;

/**
 * Returns the view that an address requests; by default both revisions, in the language of the portal or, if the sheet
 * is not written in it, in the sheet's first.
 */
export function viewOf(
  which: string | undefined,
  pages: string | undefined,
  { sheet, user }: { readonly sheet: readonly Language[]; readonly user: Language },
): PageView {
  const asked = [pages, user].flatMap((name) => sheet.find((language) => language === name) ?? []);
  return { which: WHICH.find((one) => one === which) ?? 'both', pages: asked[0] ?? sheet[0] ?? user };
}

export interface PagePairProps {
  readonly frame: Frame;
  readonly shown: ShownReview;
  readonly view: PageView;
}

/** The draft's pages next to the approved ones that readers have. */
export const PagePair = ({ frame, shown, view }: PagePairProps) => {
  const { words } = frame;
  const { review, sheet, files, filesBefore } = shown;
  const { month, revision } = review.revision;
  const { since } = review;
  const draft = { month, revision, caption: words.review.thisDraft, name: pageIn(files, view.pages) };
  const approved = since && {
    month: since.month,
    revision: since.revision,
    caption: words.review.approvedOn(dateText(new Date(since.at), words.language)),
    name: pageIn(
      filesBefore.filter((name) => !name.endsWith('.draft.pdf')),
      view.pages,
    ),
  };
  const pages = [
    ...(view.which === 'approved' ? [] : [draft]),
    ...(approved && view.which !== 'draft' ? [approved] : []),
  ];
  return (
    <>
      <ViewLinks words={words} view={view} languages={sheet.languages} hasApproved={approved !== null} />
      <div class={pages.length === 2 ? 'pages' : 'pages one'}>
        {pages.map((page) => (
          <Pages frame={frame} sheet={sheet.id} page={page} language={view.pages} />
        ))}
      </div>
    </>
  );
};

interface ShownPages {
  readonly month: ShownReview['review']['revision']['month'];
  readonly revision: number;
  readonly caption: string;
  /** The file's name; null if the revision has no pages in the language. */
  readonly name: string | null;
}

interface PagesProps {
  readonly frame: Frame;
  readonly sheet: string;
  readonly page: ShownPages;
  readonly language: Language;
}

const Pages = ({ frame, sheet, page, language }: PagesProps) => {
  const t = frame.words.review;
  const { month, revision, caption, name } = page;
  const { pdf } = frame.assets;
  const address = name === null ? null : fileAddress(sheet, month, revision, name);
  return (
    <figure>
      <figcaption>
        {t.revisionOf(monthText(month, frame.words.language), revision)}
        <small>{caption}</small>
      </figcaption>
      {address === null && <p>{t.noPages}</p>}
      {address !== null && (
        <p>
          <a href={address}>{t.openPdf}</a>
        </p>
      )}
      {address !== null && pdf && (
        <pdf-pages
          data-pdf={address}
          data-library={pdf.library}
          data-worker={pdf.worker}
          data-name={t.pageName('{page}', '{of}')}
          lang={language}
        ></pdf-pages>
      )}
    </figure>
  );
};

interface ViewLinksProps {
  readonly words: PortalWords;
  readonly view: PageView;
  readonly languages: readonly Language[];
  readonly hasApproved: boolean;
}

const ViewLinks = ({ words, view, languages, hasApproved }: ViewLinksProps) => {
  const t = words.review;
  return (
    <div class="tools">
      {hasApproved && (
        <nav class="seg" aria-label={t.which}>
          {WHICH.map((which) => (
            <a href={`?which=${which}&pages=${view.pages}`} aria-current={view.which === which ? 'true' : undefined}>
              {t.views[which]}
            </a>
          ))}
        </nav>
      )}
      {languages.length > 1 && (
        <nav class="seg" aria-label={t.languages}>
          {languages.map((language) => (
            <a
              href={`?which=${view.which}&pages=${language}`}
              lang={language}
              aria-current={view.pages === language ? 'true' : undefined}
            >
              {READER_WORDS[language].name}
            </a>
          ))}
        </nav>
      )}
    </div>
  );
};

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'pdf-pages': Record<`data-${string}` | 'lang', string>;
    }
  }
}
