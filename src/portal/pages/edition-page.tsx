import { FigureTableView, Headlines } from '../../public/figure-table.tsx';
import { type FigureTable, figureTables, headlinesOf, wordOf } from '../../public/figure-tables.ts';
import { InlineChart } from '../../public/inline-chart.tsx';
import { tableWords } from '../../public/table-words.ts';
import { formatDay } from '../../words/dates-and-counts.ts';
import { joinNames } from '../../words/joined.ts';
import { READER_WORDS } from '../../words/reader-words.ts';
import type { ReadableEdition } from '../edition.ts';
import { dateText, monthText } from '../formatted-dates.ts';
import type { PortalWords } from '../words/portal-words.ts';
import { type Frame, Layout } from './layout.tsx';
import { PublishedFiles } from './published-files.tsx';

export interface EditionPageProps {
  readonly frame: Frame;
  readonly shown: ReadableEdition;
}

/** One revision of an edition: its figures as tables and charts, its files, and the other revisions. */
export const EditionPage = ({ frame, shown }: EditionPageProps) => {
  const { words } = frame;
  const { opened } = shown;
  const { edition } = opened;
  const t = words.edition;
  const title = `${wordOf(shown, 'title') ?? edition.sheet}, ${monthText(edition.month, words.language)}`;
  const view = { edition, words: shown.words };
  return (
    <Layout frame={frame} title={title} current="editions" strip={<Notice words={words} shown={shown} />}>
      <p class="crumb">
        <a href="/editions">{words.editions}</a>
      </p>
      <div class="head">
        <h1>{title}</h1>
        <span class="meta">{`${t.revision(edition.revision)} · ${t.through(formatDay(edition.through, words.language))}`}</span>
      </div>
      <Headlines headlines={headlinesOf(view)} />
      <section>
        <h2>{t.files}</h2>
        <div class="cols">
          <div class="c7">
            <PublishedFiles
              words={words}
              published={{ edition, revision: edition.revision, files: opened.files }}
              hasPackage={opened.status !== 'draft'}
            />
          </div>
          <div class="c5">
            <h3>{t.revisions}</h3>
            <Revisions words={words} shown={shown} />
            <p class="unit">
              {t.counted(
                joinNames(shown.words.hotlines, READER_WORDS[words.language].page.and),
                edition.generatedFrom.length,
              )}
            </p>
          </div>
        </div>
      </section>
      <div class="figures">
        {figureTables(view).map((table) => (
          <Figure table={table} shown={shown} />
        ))}
      </div>
    </Layout>
  );
};

const Figure = ({ table, shown }: { readonly table: FigureTable; readonly shown: ReadableEdition }) => {
  const svg = table.chart === null ? undefined : shown.charts.get(table.chart);
  const name = tableWords(shown.words.language).chartOf(table.heading);
  return (
    <section id={table.id}>
      <h2>{table.heading}</h2>
      {svg && <InlineChart svg={svg} name={name} />}
      <FigureTableView table={table} />
    </section>
  );
};

/** Says above the page that a revision is not the one that readers get. */
const Notice = ({ words, shown }: { readonly words: PortalWords; readonly shown: ReadableEdition }) => {
  const t = words.edition;
  const { edition, status } = shown.opened;
  const { corrects, missing } = edition;
  const current = shown.revisions.find((one) => one.status === 'current');
  const isOfToday = status !== 'draft' && !shown.words.isStored;
  if (status === 'current' && !corrects && missing.length === 0 && !isOfToday) return null;
  return (
    <section class="strip" aria-label={t.statuses[status]}>
      <p>
        {status === 'draft' && <b>{t.draftNotice} </b>}
        {status === 'replaced' && current && (
          <>
            <b>{t.replacedNotice}</b>{' '}
            <a href={revisionAddress(edition.sheet, edition.month, current.revision)}>{t.replacedLink}</a>{' '}
          </>
        )}
        {missing.length > 0 && <span>{t.incomplete(missing.length)} </span>}
        {corrects && <span>{t.corrects(corrects.revision, formatDay(corrects.approvedOn, words.language))} </span>}
        {isOfToday && <span>{tableWords(shown.words.language).wordingNotStored}</span>}
      </p>
    </section>
  );
};

const Revisions = ({ words, shown }: { readonly words: PortalWords; readonly shown: ReadableEdition }) => {
  const t = words.edition;
  const { sheet, month, revision: current } = shown.opened.edition;
  return (
    <ul class="gets">
      {shown.revisions.map(({ revision, status, approvedAt }) => (
        <li>
          {revision === current ? (
            <b aria-current="page">{t.revision(revision)}</b>
          ) : (
            <a href={revisionAddress(sheet, month, revision)}>{t.revision(revision)}</a>
          )}
          <small>
            {[
              t.statuses[status],
              ...(approvedAt === null ? [] : [dateText(new Date(approvedAt), words.language)]),
            ].join(', ')}
          </small>
        </li>
      ))}
    </ul>
  );
};

/** The address of a revision's page. */
export const revisionAddress = (sheet: string, month: string, revision: number): string =>
  `/editions/${sheet}/${month}/revisions/${revision}`;
