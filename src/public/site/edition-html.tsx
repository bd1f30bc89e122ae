import type { Language } from '../../domain/languages.ts';
import type { SiteFile } from '../../domain/public-site.ts';
import { formatDay, formatMonth } from '../../words/dates-and-counts.ts';
import { FigureTableView, Headlines } from '../figure-table.tsx';
import { type FigureTable, figureTables, headlinesOf, type ShownEdition, wordOf } from '../figure-tables.ts';
import { InlineChart, isDrawing } from '../inline-chart.tsx';
import { tableWords } from '../table-words.ts';
import { datasetOf } from './dataset.ts';
import { About, Files, type PageSource } from './edition-lists.tsx';
import { MainLink, MemberLinks, memberLink } from './member-links.tsx';
import { ProseSections, proseKeys } from './prose-html.tsx';
import { sitePage } from './site-layout.tsx';
import {
  editionPath,
  feedPath,
  picturePath,
  rootFrom,
  type SiteEdition,
  type SiteOptions,
  type SiteSheet,
} from './site-source.ts';
import { siteWords } from './site-words.ts';

/** Returns the pages of an edition: one per language, `newest` for the newest, and one to embed per figure. */
export function editionPages(of: SiteSheet, edition: SiteEdition, options: SiteOptions): SiteFile[] {
  const isNewest = of.editions.at(-1) === edition;
  return [...edition.shown].flatMap(([language, shown]) => {
    const source: PageSource = { ...options, of, edition, language, shown, t: siteWords(language) };
    const own = editionPath(of.sheet.id, language, edition.month);
    const places = isNewest ? [own, editionPath(of.sheet.id, language, 'newest')] : [own];
    return [
      ...places.map((path) => ({ path: `${path}index.html`, content: editionHtml(source, path) })),
      ...figureTables(shown).map((table) => embedPage(source, table)),
      ...edition.revisions
        .filter(({ status }) => status === 'replaced')
        .map(({ revision }) => replacedPage(source, revision)),
    ];
  });
}

/** Returns the title of an edition: that of its sheet, and its month. */
export const editionTitle = (shown: ShownEdition): string =>
  `${wordOf(shown, 'title') ?? shown.edition.sheet}, ${formatMonth(shown.edition.month, shown.words.language)}`;

function editionHtml(source: PageSource, path: string): string {
  const { edition, shown, language, address, of } = source;
  const canonical = `${address}/${editionPath(of.sheet.id, language, edition.month)}`;
  const tables = figureTables(shown);
  const links = { of, language, root: rootFrom(path) };
  return sitePage({
    ...common(source, path),
    title: editionTitle(shown),
    canonical,
    data: datasetOf(edition, shown, { address, canonical }),
    children: (
      <>
        <MainLink {...links} />
        <Top source={source} />
        <Headlines headlines={headlinesOf(shown)} />
        {edition.hasApprovedTexts && <ProseSections shown={shown} keys={['intro']} />}
        <div class="figures">
          {tables.map((table) => (
            <section id={table.id}>
              <h2>{table.heading}</h2>
              <Chart source={source} table={table} />
              <FigureTableView table={table} linkOf={memberLink(links, table.by)} />
              <p class="unit">
                <a
                  href={`${rootFrom(path)}${embedPath(source, table.id)}`}
                  aria-label={`${source.t.embed}: ${table.heading}`}
                >
                  {source.t.embed}
                </a>
              </p>
            </section>
          ))}
        </div>
        {edition.hasApprovedTexts && <ProseSections shown={shown} keys={proseKeys(shown)} />}
        <MemberLinks {...links} />
        <Files source={source} root={rootFrom(path)} />
        <About source={source} />
      </>
    ),
  });
}

const common = ({ edition, shown, language, address, of }: PageSource, path: string) => ({
  language,
  locale: shown.words.wording.locale,
  description: periodText(shown, language),
  path,
  address,
  image: edition.pictures.has(language) ? picturePath(edition, language) : null,
  alternates: [...edition.shown.keys()].map(
    (other) => [other, editionPath(of.sheet.id, other, edition.month)] as const,
  ),
  feed: feedPath(of.sheet.id, language),
});

const periodText = ({ edition }: ShownEdition, language: Language): string =>
  siteWords(language).period(formatDay(edition.from, language), formatDay(edition.through, language));

const Top = ({ source: { shown, edition, language, t } }: { readonly source: PageSource }) => {
  const { corrects, revision, complete } = shown.edition;
  const replaced = edition.revisions.some(({ status }) => status === 'replaced');
  return (
    <>
      <div class="head">
        <h1>{editionTitle(shown)}</h1>
        <span class="meta">{`${periodText(shown, language)} · ${t.revision(revision)}`}</span>
      </div>
      {corrects && replaced && (
        <p class="notice">{t.corrected(corrects.revision, formatDay(corrects.approvedOn, language))}</p>
      )}
      {!complete && <p class="notice">{t.incomplete}</p>}
      {!shown.words.isStored && <p class="notice">{tableWords(language).wordingNotStored}</p>}
    </>
  );
};

const Chart = ({ source, table }: { readonly source: PageSource; readonly table: FigureTable }) => {
  const svg = chartSvg(source, table);
  return svg === null ? null : <InlineChart svg={svg} name={tableWords(source.language).chartOf(table.heading)} />;
};

function chartSvg({ edition, language }: PageSource, table: FigureTable): string | null {
  const file = edition.files.find(({ name }) => name === `charts/${table.chart}.${language}.svg`);
  const svg = file && new TextDecoder().decode(file.content);
  return svg && isDrawing(svg) ? svg : null;
}

const embedPath = ({ edition, language, of }: PageSource, figure: string): string =>
  `${editionPath(of.sheet.id, language, edition.month)}embed/${figure}.html`;

function embedPage(source: PageSource, table: FigureTable): SiteFile {
  const path = embedPath(source, table.id);
  const { edition, language, of, address, shown, t } = source;
  const page = editionPath(of.sheet.id, language, edition.month);
  const content = sitePage({
    ...common(source, path),
    title: `${table.heading}, ${formatMonth(edition.month, language)}`,
    canonical: `${address}/${page}`,
    isEmbedded: true,
    children: (
      <>
        <h1>{table.heading}</h1>
        <Chart source={source} table={table} />
        <FigureTableView table={table} />
        <p class="unit">
          <a href={`${address}/${page}`} target="_blank" rel="noopener">
            {t.fullEdition}
          </a>{' '}
          {editionTitle(shown)}
        </p>
      </>
    ),
  });
  return { path, content };
}

/** The page of a corrected revision: it says so and leads to the current one. */
function replacedPage(source: PageSource, revision: number): SiteFile {
  const { edition, language, of, address, shown, t } = source;
  const page = editionPath(of.sheet.id, language, edition.month);
  const path = `${page}r${revision}/index.html`;
  const content = sitePage({
    ...common(source, path),
    title: `${t.replaced}: ${editionTitle(shown)}`,
    canonical: `${address}/${page}`,
    children: (
      <>
        <div class="head">
          <h1>{t.replaced}</h1>
        </div>
        <p class="lead">{`${editionTitle(shown)}, ${t.revision(revision)}. ${t.replacedText(shown.edition.revision)}`}</p>
        <p class="lead">
          <a href="../index.html">{editionTitle(shown)}</a>
        </p>
      </>
    ),
  });
  return { path, content };
}
