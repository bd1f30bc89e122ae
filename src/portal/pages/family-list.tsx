import { hasRole } from '../../domain/person.ts';
import type { FamilyRow } from '../family.ts';
import { FAMILY_FILTERS, familyQueryText, groupRows, isAskedFor } from '../family-groups.ts';
import type { FamilyPageProps } from './family-page.tsx';

/** A search for sheets by name or code, and filters with the number of sheets in each. Both are kept in the address. */
export const FamilySearch = ({ frame, shown, query }: FamilyPageProps) => {
  const t = frame.words.family;
  const count = (filter: (typeof FAMILY_FILTERS)[number]): number =>
    shown.rows.filter((row) => isAskedFor(row, { ...query, filter })).length;
  return (
    <div class="tools find">
      <form method="get" action="#results" class="search">
        <label for="q" class="sr">
          {t.search}
        </label>
        <input type="search" id="q" name="q" value={query.text} placeholder={t.search} maxlength={200} />
        {query.filter !== 'all' && <input type="hidden" name="show" value={query.filter} />}
        <button type="submit" class="quiet">
          {t.find}
        </button>
      </form>
      <nav class="seg" aria-label={t.filter}>
        {FAMILY_FILTERS.map((filter) => (
          <a
            href={`${familyQueryText({ ...query, filter })}#results`}
            aria-current={filter === query.filter ? 'true' : undefined}
          >
            {t.filters[filter]} {count(filter)}
          </a>
        ))}
      </nav>
    </div>
  );
};

/** All sheets of a family in groups. Those that were not asked for are in a closed group, because the decision is also about them. */
export const FamilyGroups = (props: FamilyPageProps) => {
  const { frame, shown, query, except } = props;
  const t = frame.words.family;
  return (
    <>
      {groupRows(shown.rows, query, except).map(({ name, rows, isOpen }) => (
        <details class="group" open={isOpen}>
          <summary>{t.group(name, rows.length)}</summary>
          <Rows {...props} rows={rows} heading={t.group(name, rows.length)} />
        </details>
      ))}
    </>
  );
};

type RowsProps = FamilyPageProps & { readonly rows: readonly FamilyRow[]; readonly heading: string };

const Rows = ({ frame, person, shown, except, rows, heading }: RowsProps) => {
  const t = frame.words.family;
  const mayLeaveOut = hasRole(person, 'approver');
  return (
    <table class="stack family">
      <caption class="sr">{heading}</caption>
      <thead>
        <tr>
          {[t.sheet, t.revision, t.pages, t.state].map((title) => (
            <th scope="col">{title}</th>
          ))}
          {mayLeaveOut && <th scope="col">{t.leaveOut}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row">
              <a href={`/editions/${row.sheet}/${shown.month}`}>{row.name ?? t.main}</a>
            </th>
            <td>
              <span class="stacked">{t.revision} </span>
              {row.revision}
            </td>
            <td>{t.shows[row.shows]}</td>
            <td>
              {t.states[row.state]} {row.decidedBy !== null && t.by(row.decidedBy)}
              {row.objections.length > 0 && (
                <p class="needs">{t.needsReasonFor(row.objections.map(({ text }) => text))}</p>
              )}
            </td>
            {mayLeaveOut && (
              <td class="out">
                <label>
                  <input
                    type="checkbox"
                    id={row.sheet}
                    name="except"
                    value={row.sheet}
                    checked={except.includes(row.sheet)}
                    aria-label={t.leaveOutNamed(row.name ?? t.main)}
                  />
                  <span class="stacked"> {t.leaveOut}</span>
                </label>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
