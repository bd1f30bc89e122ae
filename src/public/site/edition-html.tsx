import type { Language } from '../../domain/languages.ts';
import { parseDay } from '../../domain/month.ts';
import type { Line, Prose } from '../../domain/prose.ts';
import { formatDay, formatMonth } from '../../words/dates-and-counts.ts';
import { publisherOf, sourcesOf } from '../data-package/package-source.ts';
import { FigureTableView, Headlines } from '../figure-table.tsx';
import { type FigureTable, figureTables, headlinesOf, type ShownEdition, wordOf } from '../figure-tables.ts';
import { InlineChart, isDrawing } from '../inline-chart.tsx';
import { TABLE_WORDS } from '../table-words.ts';
import { datasetOf } from './dataset.ts';
import { sitePage } from './site-layout.tsx';
import {
  editionPath,
  feedPath,
  filesPath,
  rootFrom,
  type SiteEdition,
  type SiteFile,
  type SiteOptions,
  type SiteSheet,
} from './site-source.ts';
import { SITE_WORDS, type SiteWords } from './site-words.ts';

/** What the pages of an edition in one language are made from. */
interface PageSource extends SiteOptions {
  readonly of: SiteSheet;
  readonly edition: SiteEdition;
  readonly language: Language;
  readonly shown: ShownEdition;
  readonly t: SiteWords;
}

/** Returns the pages of an edition: one per language, `newest` for the newest, and one to embed per figure. */
export function editionPages(of: SiteSheet, edition: SiteEdition, options: SiteOptions): SiteFile[] {
  const isNewest = of.editions.at(-1) === edition;
  return [...edition.shown].flatMap(([language, shown]) => {
    const source: PageSource = { ...options, of, edition, language, shown, t: SITE_WORDS[language] };
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
  return sitePage({
    ...common(source, path),
    title: editionTitle(shown),
    canonical,
    data: datasetOf(edition, shown, { address, canonical }),
    children: (
      <>
        <Top source={source} />
        <Headlines headlines={headlinesOf(shown)} />
        {edition.isSameSheet && <ProseSections shown={shown} keys={['intro']} />}
        <div class="figures">
          {tables.map((table) => (
            <section id={table.id}>
              <h2>{table.heading}</h2>
              <Chart source={source} table={table} />
              <FigureTableView table={table} />
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
        {edition.isSameSheet && <ProseSections shown={shown} keys={proseKeys(shown)} />}
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
  image: edition.preview ? `${filesPath(edition)}preview.png` : null,
  alternates: [...edition.shown.keys()].map(
    (other) => [other, editionPath(of.sheet.id, other, edition.month)] as const,
  ),
  feed: feedPath(of.sheet.id, language),
});

const periodText = ({ edition }: ShownEdition, language: Language): string =>
  SITE_WORDS[language].period(formatDay(edition.from, language), formatDay(edition.through, language));

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
    </>
  );
};

const Chart = ({ source, table }: { readonly source: PageSource; readonly table: FigureTable }) => {
  const svg = chartSvg(source, table);
  return svg === null ? null : <InlineChart svg={svg} name={TABLE_WORDS[source.language].chartOf(table.heading)} />;
};

function chartSvg({ edition, language }: PageSource, table: FigureTable): string | null {
  const file = edition.files.find(({ name }) => name === `charts/${table.chart}.${language}.svg`);
  const svg = file && new TextDecoder().decode(file.content);
  return svg && isDrawing(svg) ? svg : null;
}

/** Returns the sections of prose besides the introduction; a note for incomplete editions replaces the other one. */
function proseKeys({ edition, words }: ShownEdition): string[] {
  const keys = Object.keys(words.wording.prose).filter((key) => key !== 'intro');
  const isOther = (key: string): boolean =>
    edition.complete ? key.endsWith('.incomplete') : keys.includes(`${key}.incomplete`);
  return keys.filter((key) => !isOther(key));
}

const ProseSections = ({ shown, keys }: { readonly shown: ShownEdition; readonly keys: readonly string[] }) => (
  <div class="figures">
    {keys.flatMap((key) => {
      const prose = shown.words.wording.prose[key];
      const marks = ['kicker', 'mark'].flatMap((word) => wordOf(shown, `${key}.${word}`) ?? []);
      return prose ? [<ProseSection prose={prose} marks={marks} />] : [];
    })}
  </div>
);

interface ProseProps {
  readonly prose: Prose;
  /** What a section says about itself: that a case study is composed of several. */
  readonly marks: readonly string[];
}

const ProseSection = ({ prose: { title, paragraphs, items }, marks }: ProseProps) => (
  <section>
    {marks.length > 0 && <p class="unit">{marks.join(' | ')}</p>}
    {title && (
      <h2>
        <Runs line={title} />
      </h2>
    )}
    {paragraphs.map((line) => (
      <p class="lead">
        <Runs line={line} />
      </p>
    ))}
    {items.length > 0 && (
      <ul class="items">
        {items.map((line) => (
          <li>
            <Runs line={line} />
          </li>
        ))}
      </ul>
    )}
  </section>
);

/** Addresses that a text may link to. */
const LINKS = /^(?:https:|tel:|sms:|mailto:)/u;

const Runs = ({ line }: { readonly line: Line }) => (
  <>
    {line.map(({ text, bold, href }) => {
      const inner = bold ? <strong>{text}</strong> : text;
      return href !== undefined && LINKS.test(href) ? <a href={href}>{inner}</a> : inner;
    })}
  </>
);

const Files = ({ source, root }: { readonly source: PageSource; readonly root: string }) => {
  const { edition, of, t, language } = source;
  const folder = `${root}${filesPath(edition)}`;
  const name = `${of.sheet.id}-${edition.month}`;
  const files: [string, string][] = [
    [`${name}.${language}.pdf`, t.pdf],
    [`${name}.figures.csv`, t.csv],
    [`${name}.figures.json`, t.json],
    [`${name}.data-package.zip`, t.dataPackage],
    ...figureTables(source.shown).map(({ chart, heading }): [string, string] => [
      `charts/${chart}.${language}.svg`,
      t.chart(heading),
    ]),
  ];
  const there = files.filter(([file]) => edition.files.some((one) => one.name === file));
  return (
    <div class="figures">
      <section>
        <h2>{t.files}</h2>
        <ul class="gets">
          {there.map(([file, text]) => (
            <li>
              <a href={`${folder}${file}`}>{text}</a>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t.editions}</h2>
        <ul class="gets">
          <li>
            <a href={`${root}${editionPath(of.sheet.id, language, 'newest')}index.html`}>{t.newest}</a>
          </li>
          {of.editions.toReversed().map(({ month, approvedAt }) => (
            <li>
              <a href={`${root}${editionPath(of.sheet.id, language, month)}index.html`}>
                {formatMonth(month, language)}
              </a>
              <small>{t.approved(approvalDay(approvedAt, language))}</small>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
};

/** Formats the day of an approval. */
function approvalDay(approvedAt: string, language: Language): string {
  const day = parseDay(approvedAt.slice(0, 10));
  return day ? formatDay(day, language) : approvedAt;
}

const About = ({ source: { edition, shown, t, of } }: { readonly source: PageSource }) => {
  const publisher = publisherOf(of.sheet, shown);
  const { license } = of.sheet;
  return (
    <dl class="about">
      <dt>{t.publisher}</dt>
      <dd>{publisher.path ? <a href={publisher.path}>{publisher.title}</a> : publisher.title}</dd>
      <dt>{t.sources}</dt>
      <dd>
        {sourcesOf(of.sheet, edition.hotlines)
          .map(({ title }) => title)
          .join(', ')}
      </dd>
      {license && <dt>{t.license}</dt>}
      {license && <dd>{license.path ? <a href={license.path}>{license.title ?? license.name}</a> : license.name}</dd>}
    </dl>
  );
};

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
