import { hasRole, type Person } from '../../domain/person.ts';
import type { FamilyRow, ShownFamily } from '../family.ts';
import { monthText } from '../formatted-dates.ts';
import { Choice, DecisionNotice, type FormState, Reason } from './decision-form.tsx';
import { type Frame, Layout } from './layout.tsx';

/** The rows that are shown. */
export type FamilyFilter = 'all' | 'undecided' | 'figures';

export interface FamilyPageProps {
  readonly frame: Frame;
  readonly person: Person;
  /** The id and the title of the main sheet. */
  readonly sheet: { readonly id: string; readonly title: string };
  readonly shown: ShownFamily;
  readonly filter: FamilyFilter;
  readonly form: FormState;
  /** The ids of the sheets that were left out in a form that was refused. */
  readonly except: readonly string[];
}

/** The sheets of a family with what is decided about each, and a form for one decision on all of them. */
export const FamilyPage = (props: FamilyPageProps) => {
  const { frame, person, sheet, shown, form } = props;
  const t = frame.words.family;
  const { month, rows } = shown;
  const title = t.title(sheet.title, monthText(month, frame.words.language));
  const isOpen = rows.some(({ state }) => state !== 'approved');
  return (
    <Layout frame={frame} title={title} current="editions">
      <p class="crumb">
        <a href="/editions">{frame.words.editions}</a>
      </p>
      <div class="head">
        <h1>{title}</h1>
      </div>
      <p class="lead">{t.lead(rows.length - 1)}</p>
      <DecisionNotice words={frame.words} form={form} />
      <Filters {...props} />
      <form class="decide" method="post" action={frame.path.replace(/\?.*$/u, '')} data-keep>
        <Grid {...props} />
        {isOpen && hasRole(person, 'approver') && <Decision {...props} />}
      </form>
      {isOpen && !hasRole(person, 'approver') && <p class="lead">{frame.words.review.onlyApprovers}</p>}
    </Layout>
  );
};

const Filters = ({ frame, filter }: FamilyPageProps) => {
  const t = frame.words.family;
  return (
    <p>
      {t.filter}:{' '}
      {(['all', 'undecided', 'figures'] as const).map((name, index) => (
        <>
          {index > 0 && ' · '}
          <a href={`?show=${name}`} aria-current={name === filter ? 'true' : undefined}>
            {t.filters[name]}
          </a>
        </>
      ))}
    </p>
  );
};

const isShown = ({ state, shows }: FamilyRow, filter: FamilyFilter): boolean =>
  filter === 'all' || (filter === 'figures' ? shows === 'figures' : state === 'draft' || state === 'first-approval');

const Grid = ({ frame, person, shown, filter, except }: FamilyPageProps) => {
  const t = frame.words.family;
  const rows = shown.rows.filter((row) => isShown(row, filter));
  if (rows.length === 0) return <p class="lead">{t.none}</p>;
  const mayLeaveOut = hasRole(person, 'approver');
  return (
    <table class="stack lately log">
      <thead>
        <tr>
          {[t.sheet, t.revision, t.pages, t.state].map((heading) => (
            <th scope="col">{heading}</th>
          ))}
          {mayLeaveOut && <th scope="col">{t.leaveOut}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <td>
              <a href={`/editions/${row.sheet}/${shown.month}`}>{row.name ?? t.main}</a>
            </td>
            <td>
              <span class="stacked">{t.revision} </span>
              {row.revision}
            </td>
            <td>{t.shows[row.shows]}</td>
            <td>
              {t.states[row.state]} {row.decidedBy !== null && t.by(row.decidedBy)}
            </td>
            {mayLeaveOut && (
              <td>
                <label>
                  <input
                    type="checkbox"
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

/** Nothing is preselected. A sheet that the filter does not show is decided on too: the text says so by "all". */
const Decision = ({ frame, person, shown, form }: FamilyPageProps) => {
  const t = frame.words.family;
  const { review } = frame.words;
  return (
    <>
      <h2>{t.decide}</h2>
      <p class="hint">{t.decideHelp}</p>
      <input type="hidden" name="state" value={shown.state} />
      <div class="cols">
        <fieldset class="c5">
          <legend class="sr">{review.verdict}</legend>
          <Choice
            value="approved"
            text={t.approve}
            help={t.approveHelp}
            isChosen={form.verdict === 'approved'}
            isDisabled={false}
          />
          <Choice
            value="rejected"
            text={t.reject}
            help={t.rejectHelp}
            isChosen={form.verdict === 'rejected'}
            isDisabled={false}
          />
        </fieldset>
        <Reason words={frame.words} person={person} form={form} when="reasonForRejecting" />
      </div>
    </>
  );
};
