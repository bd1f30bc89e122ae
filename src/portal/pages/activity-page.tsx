import { ACTIVITY_KINDS, type ActivityEntry } from '../../domain/activity.ts';
import type { ActivityNames } from '../activity-names.ts';
import { aboutText, viaText } from '../activity-text.ts';
import { dateText, timeText, zoneText } from '../formatted-dates.ts';
import type { ActivityFilter } from '../visible-activity.ts';
import type { PortalWords } from '../words/portal-words.ts';
import { type Frame, Layout } from './layout.tsx';

export interface ActivityPageProps {
  readonly frame: Frame;
  readonly filter: ActivityFilter;
  readonly names: ActivityNames;
  readonly entries: readonly ActivityEntry[];
  /** Whether the newest entries are shown, and whether there are older ones. */
  readonly isNewest: boolean;
  readonly isMore: boolean;
}

/** Who did what and when, the newest first, with a filter and the exports of what it shows. */
export const ActivityPage = (props: ActivityPageProps) => {
  const { frame, filter, entries, isNewest, isMore } = props;
  const t = frame.words.activityLog;
  const last = entries.at(-1);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Layout frame={frame} title={t.title} current="activity">
      <div class="head">
        <h1>{t.title}</h1>
      </div>
      <p class="lead">{t.lead}</p>
      <FilterForm words={frame.words} filter={filter} />
      {entries.length === 0 ? <p class="lead">{t.nothing}</p> : <Entries {...props} />}
      <p class="meta">{t.zone(zoneText(zone, frame.words.language))}</p>
      <p class="more pager">
        {!isNewest && <a href={`/activity${queryOf(filter)}`}>{t.newest}</a>}
        {isMore && last && (
          <a rel="next" href={`/activity${queryOf(filter, last.sequence)}`}>
            {t.older}
          </a>
        )}
        <a href={`/activity.csv${queryOf(filter)}`}>{t.asCsv}</a>
        <a href={`/activity.jsonl${queryOf(filter)}`}>{t.asJsonLines}</a>
      </p>
    </Layout>
  );
};

/** Returns the query of a filter, and of the page before an entry. */
function queryOf({ kind, who, month }: ActivityFilter, before?: number): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ kind, who, month, before }))
    if (value !== null && value !== undefined) query.set(name, String(value));
  return query.size === 0 ? '' : `?${query}`;
}

const FilterForm = ({ words, filter }: { readonly words: PortalWords; readonly filter: ActivityFilter }) => {
  const t = words.activityLog;
  const isFiltered = filter.kind !== null || filter.who !== null || filter.month !== null;
  return (
    <form class="filter" method="get" action="/activity" aria-label={t.filter}>
      <p>
        <label for="kind">{t.kind}</label>
        <select id="kind" name="kind">
          <option value="">{t.anyKind}</option>
          {ACTIVITY_KINDS.map((kind) => (
            <option value={kind} selected={filter.kind === kind}>
              {t.kinds[kind]}
            </option>
          ))}
        </select>
      </p>
      <p>
        <label for="who">{t.person}</label>
        <input id="who" name="who" type="text" maxlength={200} value={filter.who ?? ''} />
      </p>
      <p>
        <label for="month">{t.month}</label>
        <input id="month" name="month" type="text" inputmode="numeric" maxlength={7} value={filter.month ?? ''} />
      </p>
      <p>
        <button type="submit">{t.apply}</button>
        {isFiltered && <a href="/activity">{t.clear}</a>}
      </p>
    </form>
  );
};

const Entries = ({ frame, names, entries }: ActivityPageProps) => {
  const { words } = frame;
  const t = words.activityLog;
  return (
    <table class="stack lately log">
      <caption>{t.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t.when}</th>
          <th scope="col">{t.who}</th>
          <th scope="col">{t.what}</th>
          <th scope="col">{t.about}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr>
            <td>
              <time datetime={entry.at}>
                {`${dateText(new Date(entry.at), words.language)}, ${timeText(new Date(entry.at))}`}
              </time>
            </td>
            <td>
              {entry.who} <small>{viaText(entry, t)}</small>
            </td>
            <td>
              <b>{t.kinds[entry.kind]}</b>
            </td>
            <td class="wide">{aboutText(entry, t, names)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
