import type { Language } from '../../domain/languages.ts';
import { parseDay } from '../../domain/month.ts';
import { formatDay, formatMonth } from '../../words/dates-and-counts.ts';
import { publisherOf, sourcesOf } from '../data-package/package-source.ts';
import { figureTables, type ShownEdition } from '../figure-tables.ts';
import { editionPath, filesPath, type SiteEdition, type SiteOptions, type SiteSheet } from './site-source.ts';
import type { SiteWords } from './site-words.ts';

/** What the pages of an edition in one language are made from. */
export interface PageSource extends SiteOptions {
  readonly of: SiteSheet;
  readonly edition: SiteEdition;
  readonly language: Language;
  readonly shown: ShownEdition;
  readonly t: SiteWords;
}

/** The files of an edition, and the sheet's editions. */
export const Files = ({ source, root }: { readonly source: PageSource; readonly root: string }) => {
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

/** Who publishes the figures, where they come from, and what may be done with them. */
export const About = ({ source: { shown, t } }: { readonly source: PageSource }) => {
  const publisher = publisherOf(shown);
  const { license } = shown.words.sheet;
  return (
    <dl class="about">
      <dt>{t.publisher}</dt>
      <dd>{publisher.path ? <a href={publisher.path}>{publisher.title}</a> : publisher.title}</dd>
      <dt>{t.sources}</dt>
      <dd>
        {sourcesOf(shown)
          .map(({ title }) => title)
          .join(', ')}
      </dd>
      {license && <dt>{t.license}</dt>}
      {license && <dd>{license.path ? <a href={license.path}>{license.title ?? license.name}</a> : license.name}</dd>}
    </dl>
  );
};
