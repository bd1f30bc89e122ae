import { monthAt, monthsEarlier, monthsThrough, nextMonth, previousMonth } from '../../domain/month.ts';
import { isAnalystOf, type Person } from '../../domain/person.ts';
import { momentText, monthText } from '../formatted-dates.ts';
import type { Overview } from '../overview.ts';
import type { VisibleHotline } from '../visible-timetable.ts';
import type { PortalWords } from '../words/portal-words.ts';
import { type Frame, Layout } from './layout.tsx';
import { FileMark } from './marks.tsx';
import { MonthsLink, SHOWN_MONTHS } from './months-link.tsx';
import { FileCounts } from './timetable-table.tsx';

export interface ExportsPageProps {
  readonly frame: Frame;
  readonly person: Person;
  readonly overview: Overview;
  readonly showsAll: boolean;
}

/** What every hotline sent, by month. The months of a person's own hotline are links to its files. */
export const ExportsPage = ({ frame, person, overview, showsAll }: ExportsPageProps) => {
  const { words } = frame;
  const { hotlines } = overview.timetable;
  const most = Math.max(0, ...hotlines.map(({ months }) => months.length));
  return (
    <Layout frame={frame} title={words.exports.title} current="exports">
      <div class="head">
        <h1>{words.exports.title}</h1>
      </div>
      <p class="lead">{hotlines.length === 0 ? words.exports.nothing : words.exports.lead}</p>
      {hotlines.map((row) => (
        <HotlineSection
          words={words}
          overview={overview}
          row={row}
          isOwn={isAnalystOf(person, row.hotline)}
          shown={showsAll ? most : SHOWN_MONTHS}
        />
      ))}
      <MonthsLink words={words} path="/exports" total={most} showsAll={showsAll} />
    </Layout>
  );
};

interface SectionProps {
  readonly words: PortalWords;
  readonly overview: Overview;
  readonly row: VisibleHotline;
  /** Whether the person is an analyst of the hotline. */
  readonly isOwn: boolean;
}

const HotlineSection = ({ shown, ...props }: SectionProps & { readonly shown: number }) => {
  const { words, overview, row, isOwn } = props;
  const t = words.exports;
  const name = hotlineName(row, overview);
  return (
    <section id={row.hotline}>
      <h2>{name}</h2>
      <span class="unit">{row.tables.join(', ')}</span>
      {isOwn && <UploadLinks {...props} />}
      {row.months.length === 0 && <p class="lead">{t.nothingOfHotline}</p>}
      {row.months.length > 0 && (
        <table class="stack lately">
          <caption class="sr">{t.caption(name)}</caption>
          <thead>
            <tr>
              {[t.month, t.files, t.state, ...(row.received.length > 0 ? [t.received] : [])].map((heading) => (
                <th scope="col">{heading}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {row.months
              .slice(-shown)
              .toReversed()
              .map((month) => (
                <MonthRow {...props} month={month} />
              ))}
          </tbody>
        </table>
      )}
    </section>
  );
};

const hotlineName = ({ hotline }: VisibleHotline, { hotlineNames }: Overview): string =>
  hotlineNames.get(hotline) ?? hotline;

/** How many months can be chosen from: a new hotline begins with its oldest. */
const CHOICES = 60;

/** The way to the next month, and to any month before it. */
const UploadLinks = ({ words, overview, row }: SectionProps) => {
  const t = words.exports;
  const newest = row.months.at(-1)?.month;
  const last = previousMonth(monthAt(overview.now));
  const next = newest ? nextMonth(newest) : last;
  const latest = next > last ? next : last;
  const months = monthsThrough(monthsEarlier(newest ?? last, CHOICES), latest);
  return (
    <form class="pick" method="get" action="/exports">
      <a class="btn quiet" href={`/exports/${row.hotline}/${next}`}>
        {t.upload(monthText(next, words.language))}
      </a>
      <input type="hidden" name="hotline" value={row.hotline} />
      <label for={`month-${row.hotline}`}>
        {t.otherMonth}
        <span class="sr">{`: ${hotlineName(row, overview)}`}</span>
      </label>
      <select id={`month-${row.hotline}`} name="month">
        {months.toReversed().map((month) => (
          <option value={month}>{monthText(month, words.language, true)}</option>
        ))}
      </select>
      <button type="submit" class="quiet">
        {t.open}
      </button>
    </form>
  );
};

type HotlineMonth = VisibleHotline['months'][number];

interface MonthRowProps extends SectionProps {
  readonly month: HotlineMonth;
}

const MonthRow = ({ words, overview, row, isOwn, month: { month, files } }: MonthRowProps) => {
  const received = row.received.filter((upload) => upload.month === month);
  const last = received
    .map(({ at }) => at)
    .sort()
    .at(-1);
  const rejected = received.flatMap(({ state, file }) => (state === 'rejected' && file !== null ? [file] : []));
  const name = monthText(month, words.language, true);
  return (
    <tr>
      <td>{isOwn ? <a href={`/exports/${row.hotline}/${month}`}>{name}</a> : <b>{name}</b>}</td>
      <td>
        <ul class="legend">
          {files.map(({ table, state }) => (
            <li>
              <FileMark state={state} /> {table}
              <span class="sr">{`, ${words.timetable.states[state]}`}</span>
            </li>
          ))}
        </ul>
      </td>
      <td>
        {files.length === 0 ? words.timetable.noFiles : <FileCounts words={words} files={files} />}
        {rejected.length > 0 && (
          <small>{words.exports.rejectedFiles(rejected.map((file) => file.replace(/^.*\//u, '')).join(', '))}</small>
        )}
      </td>
      {row.received.length > 0 && (
        <td class="off">{last !== undefined && momentText(new Date(last), overview.now, words.language)}</td>
      )}
    </tr>
  );
};
