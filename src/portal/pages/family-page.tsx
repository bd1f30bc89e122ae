import { hasRole, type Person } from '../../domain/person.ts';
import type { ShownFamily } from '../family.ts';
import { type FamilyQuery, isAskedFor, isFiltered } from '../family-groups.ts';
import { monthText } from '../formatted-dates.ts';
import type { PortalWords } from '../words/portal-words.ts';
import { Choice, DecisionNotice, type FormState, Reason } from './decision-form.tsx';
import { FamilyGroups, FamilySearch } from './family-list.tsx';
import { type Frame, Layout } from './layout.tsx';

export interface FamilyPageProps {
  readonly frame: Frame;
  readonly person: Person;
  /** The id and the title of the main sheet. */
  readonly sheet: { readonly id: string; readonly title: string };
  readonly shown: ShownFamily;
  readonly query: FamilyQuery;
  readonly form: FormState;
  /** The ids of the sheets that were left out in a form that was refused. */
  readonly except: readonly string[];
}

/** The sheets of a family with what is decided about each, and a form for one decision on all of them. */
export const FamilyPage = (props: FamilyPageProps) => {
  const { frame, person, sheet, shown, query, form } = props;
  const t = frame.words.family;
  const { month, rows } = shown;
  const title = t.title(sheet.title, monthText(month, frame.words.language));
  const isOpen = rows.some(({ state }) => state !== 'approved');
  const found = t.found(rows.filter((row) => isAskedFor(row, query)).length, rows.length);
  return (
    <Layout frame={frame} title={isFiltered(query) ? `${found}: ${title}` : title} current="editions">
      <p class="crumb">
        <a href="/editions">{frame.words.editions}</a>
      </p>
      <div class="head">
        <h1>{title}</h1>
      </div>
      <p class="lead">{t.lead(rows.length - 1)}</p>
      <DecisionNotice words={frame.words} form={form} />
      <FamilySearch {...props} />
      <p id="results" class="more" role="status" tabindex={-1}>
        {found}
      </p>
      <form class="decide" method="post" action={frame.path.replace(/\?.*$/u, '')} data-keep={keptFor(shown)}>
        <FamilyGroups {...props} />
        {isOpen && hasRole(person, 'approver') && <Decision {...props} />}
      </form>
      {isOpen && !hasRole(person, 'approver') && <p class="lead">{frame.words.review.onlyApprovers}</p>}
    </Layout>
  );
};

/** What a person chose is kept in their tab from search to search, until the revisions or the decisions are others. */
const keptFor = ({ state, rows }: ShownFamily): string =>
  `${state} ${rows.filter((row) => row.state === 'draft').length} ${rows.filter((row) => row.state === 'approved').length}`;

/** Nothing is preselected. A sheet that was not asked for is decided on too: the text says so. */
const Decision = ({ frame, person, shown, query, form }: FamilyPageProps) => {
  const t = frame.words.family;
  const { review } = frame.words;
  return (
    <>
      <h2>{t.decide}</h2>
      {isFiltered(query) && (
        <p>
          <b>{t.alsoOthers(shown.rows.length)}</b>
        </p>
      )}
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
        <Reason words={frame.words} person={person} form={form} {...whenNeeded(shown, frame.words)} />
      </div>
    </>
  );
};

/** When a decision on a family needs a reason: the rules may object to none, some or all of the sheets. */
export function whenNeeded({ rows }: ShownFamily, { family: t, review }: PortalWords) {
  const marked = rows.filter(({ objections }) => objections.length > 0);
  if (marked.length === 0) return { isRequired: false, when: review.reasonForRejecting };
  const isRequired = rows.every((row) => row.state === 'approved' || row.objections.length > 0);
  return {
    isRequired,
    when: isRequired ? t.reasonForEvery : t.reasonForMarked(marked.map(({ name }) => name ?? t.main)),
  };
}
