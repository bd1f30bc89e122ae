import { hasRole, type Person } from '../../domain/person.ts';
import { aboutText } from '../activity-text.ts';
import { dateText, dayText, momentText, monthText } from '../formatted-dates.ts';
import type { Overview } from '../overview.ts';
import { type Happening, type LoggedEvent, recentActivity } from '../recent-activity.ts';
import type { PortalWords } from '../words/portal-words.ts';
import { type Frame, Layout } from './layout.tsx';
import { MonthsLink, SHOWN_MONTHS } from './months-link.tsx';
import { Tiles } from './overview-tiles.tsx';
import { PublishedFiles } from './published-files.tsx';
import { Legend, TimetableTable } from './timetable-table.tsx';
import { WaitingList } from './waiting-list.tsx';

export interface OverviewPageProps {
  readonly frame: Frame;
  readonly person: Person;
  readonly overview: Overview;
  readonly showsAll: boolean;
}

export const OverviewPage = ({ frame, person, overview, showsAll }: OverviewPageProps) => {
  const { words } = frame;
  const months = showsAll ? overview.months : overview.months.slice(-SHOWN_MONTHS);
  const seesDrafts = hasRole(person, 'reviewer', 'approver', 'operator');
  const isEmpty = months.length === 0;
  return (
    <Layout frame={frame} title={words.overview} current="overview">
      <div class="head" id="overview-state" data-part>
        <h1>{headline(overview, words)}</h1>
        <span class="meta">{dayText(overview.now, words.language)}</span>
      </div>
      <Tiles words={words} person={person} overview={overview} />
      <WaitingList words={words} overview={overview} />
      <section class="timetable" id="timetable" data-part>
        <h2>{words.timetable.title}</h2>
        <span class="unit">{words.timetable.unit}</span>
        {isEmpty && <p class="lead">{words.timetable.empty}</p>}
        {!isEmpty && (
          <TimetableTable
            words={words}
            overview={overview}
            months={months}
            mayReview={hasRole(person, 'reviewer', 'approver')}
            person={person}
          />
        )}
        {!isEmpty && <Legend words={words} seesDrafts={seesDrafts} />}
        <MonthsLink words={words} path="/" total={overview.months.length} showsAll={showsAll} isNarrower />
      </section>
      <div class="cols">
        <Activity words={words} overview={overview} />
        <Published words={words} overview={overview} />
      </div>
    </Layout>
  );
};

/** Describes the state in one sentence. */
function headline({ newest, published }: Overview, words: PortalWords): string {
  const t = words.headline;
  if (newest) {
    const month = monthText(newest.month, words.language, true);
    return newest.rejected + newest.missing === 0 ? t.complete(month) : t.incomplete(month);
  }
  const [first] = published;
  if (first) return t.published(monthText(first.edition.month, words.language));
  return t.noneApproved;
}

const Activity = ({ words, overview }: { readonly words: PortalWords; readonly overview: Overview }) => {
  const happenings = recentActivity(overview.timetable, overview.logged ?? []);
  const t = words.activity;
  return (
    <section class="c7" id="recent" data-part>
      <h2>{t.title}</h2>
      {happenings.length === 0 && <p class="lead">{t.nothing}</p>}
      {happenings.length > 0 && (
        <table class="stack lately">
          <thead>
            <tr>
              <th scope="col">{t.when}</th>
              <th scope="col">{t.what}</th>
              <th scope="col">{t.who}</th>
            </tr>
          </thead>
          <tbody>
            {happenings.map((happening) => (
              <tr>
                <td>
                  <time datetime={happening.at}>
                    {momentText(new Date(happening.at), overview.now, words.language)}
                  </time>
                </td>
                <td class="wide">
                  <What words={words} overview={overview} happening={happening} />
                </td>
                <td class="off">{whoOf(happening, words)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {overview.logged !== null && (
        <p class="more">
          <a href="/activity">{words.activity.all}</a>
        </p>
      )}
    </section>
  );
};

function whoOf(happening: Happening | LoggedEvent, words: PortalWords): string {
  if (happening.kind === 'logged') return happening.entry.who;
  return 'by' in happening ? (happening.by ?? words.activity.program) : '';
}

/** The maximum number of file names on one line. */
const NAMED = 4;

interface WhatProps {
  readonly words: PortalWords;
  readonly overview: Overview;
  readonly happening: Happening | LoggedEvent;
}

const What = ({ words, overview, happening }: WhatProps) => {
  const t = words.activity;
  if (happening.kind === 'logged') {
    const names = { language: words.language, hotlines: overview.hotlineNames, sheets: overview.sheetNames };
    return (
      <>
        <b>{words.activityLog.kinds[happening.entry.kind]}</b> {aboutText(happening.entry, words.activityLog, names)}
      </>
    );
  }
  const month = monthText(happening.month, words.language);
  if ('hotline' in happening) {
    const { kind, files } = happening;
    const hotline = overview.hotlineNames.get(happening.hotline) ?? happening.hotline;
    const names = [...new Set(files.flatMap((file) => file?.replace(/^.*\//u, '') ?? []))];
    const named = names.length > 0 && names.length <= NAMED ? names.join(', ') : t.files(files.length);
    return (
      <>
        <b class={kind === 'rejected' ? 'bad' : ''}>{kind === 'rejected' ? t.rejected : t.accepted}</b>{' '}
        {t.fileOf(named, hotline, month)}
      </>
    );
  }
  const sheet = overview.sheetNames.get(happening.sheet) ?? happening.sheet;
  const verbs = { created: t.created, approved: t.approved, refused: t.refused, sent: t.sent };
  return (
    <>
      <b class={happening.kind === 'refused' ? 'bad' : ''}>{verbs[happening.kind]}</b>{' '}
      {t.revisionOf(sheet, month, happening.revision)}
    </>
  );
};

const Published = ({ words, overview }: { readonly words: PortalWords; readonly overview: Overview }) => (
  <section class="c5" id="published" data-part>
    <h2>{words.published.title}</h2>
    {overview.published.length === 0 && <p class="lead">{words.published.none}</p>}
    {overview.published.map((published) => (
      <>
        <p class="unit">
          {`${overview.sheetNames.get(published.edition.sheet) ?? published.edition.sheet}, ${monthText(published.edition.month, words.language)}`}
          {published.edition.decidedAt !== null &&
            published.edition.state !== 'review' &&
            `, ${words.published.approvedOn(dateText(new Date(published.edition.decidedAt), words.language))}`}
        </p>
        <PublishedFiles words={words} published={published} />
      </>
    ))}
  </section>
);
