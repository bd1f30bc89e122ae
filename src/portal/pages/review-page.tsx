import type { Language } from '../../domain/languages.ts';
import { hasRole, type Person } from '../../domain/person.ts';
import type { AfterApproval } from '../after-approval.ts';
import { hasFamily } from '../family.ts';
import { momentText, monthText } from '../formatted-dates.ts';
import type { ShownReview } from '../review.ts';
import { reviewIssues } from '../review-issues.ts';
import type { ReviewLabels } from '../review-labels.ts';
import type { PortalWords } from '../words/portal-words.ts';
import { DecisionForm, DecisionNotice, type FormState } from './decision-form.tsx';
import { type Frame, Layout } from './layout.tsx';
import { PagePair, type PageView } from './page-pair.tsx';
import { AllNumbers, SmallChanges } from './review-numbers.tsx';
import { History, Issues, SinceBefore, Undated } from './review-sections.tsx';

export interface ReviewPageProps {
  readonly frame: Frame;
  readonly person: Person;
  readonly shown: ShownReview;
  readonly labels: ReviewLabels;
  readonly view: PageView;
  /** The languages in which the person has not opened the pages: as recorded, or in this browser. */
  readonly unopened: readonly Language[];
  readonly after: AfterApproval;
  readonly now: Date;
  readonly form: FormState;
}

/** Everything that a person needs to decide on a revision, and the form for the decision. */
export const ReviewPage = (props: ReviewPageProps) => {
  const { frame, person, shown, labels, view, form } = props;
  const { words } = frame;
  const { review } = shown;
  const { month } = review.revision;
  const title = `${labels.title}, ${monthText(month, words.language)}`;
  const issues = reviewIssues(review, words, labels);
  // if the approved message now has another text, the approval is requested a second time
  const isApproved = lastDecision(shown)?.verdict === 'approved' && !review.messageChanged;
  return (
    <Layout frame={frame} title={title} current="editions" strip={<Strip {...props} />} script={frame.assets.drawing}>
      <p class="crumb">
        <a href="/editions">{words.editions}</a>
      </p>
      {hasFamily(shown.sheet) && (
        <p class="crumb">
          <a href={`/editions/${shown.sheet.id}/${month}/family`}>{words.family.link}</a>
        </p>
      )}
      <div class="head">
        <h1>{title}</h1>
        <span class="meta">{`${completeness(shown, words)} · ${compared(shown, words)}`}</span>
      </div>
      <DecisionNotice words={words} form={form} />
      <div class="notice" role="alert" data-shown={shown.etag} hidden>
        <p>{words.review.changed}</p>
        <a href={frame.path}>{words.review.showChanged}</a>
      </div>
      <div class="cols review">
        <div class="c7">
          <PagePair frame={frame} shown={shown} view={view} />
        </div>
        <div class="c5">
          <Issues words={words} issues={issues} />
          <SmallChanges words={words} review={review} labels={labels} />
          <Undated words={words} review={review} />
          <SinceBefore words={words} review={review} />
          <History words={words} review={review} />
        </div>
      </div>
      <AllNumbers words={words} review={review} labels={labels} />
      {!isApproved && hasRole(person, 'approver') && <DecisionForm {...props} />}
      {!isApproved && !hasRole(person, 'approver') && <p class="lead">{words.review.onlyApprovers}</p>}
    </Layout>
  );
};

const lastDecision = ({ review }: ShownReview) =>
  review.decisions.findLast(({ revision }) => revision === review.revision.revision);

/** The state of the revision, above everything else. */
const Strip = ({ frame, shown, now }: ReviewPageProps) => {
  const { words } = frame;
  const t = words.review;
  const { revision, madeAt } = shown.review.revision;
  const decision = lastDecision(shown);
  const moment = (at: string): string => momentText(new Date(at), now, words.language);
  return (
    <section
      class="strip"
      data-decision={decision?.at ?? ''}
      aria-label={decision ? t.decisionTitle(revision) : t.awaiting}
    >
      <p>
        <b>{decision ? stripTexts(t)[decision.verdict] : t.awaiting}</b>{' '}
        {decision ? t.decided(decision.by, moment(decision.at)) : ''} {t.made(revision, moment(madeAt))} {t.exact}
      </p>
    </section>
  );
};

const stripTexts = (t: PortalWords['review']) => ({
  approved: t.approvedStrip,
  'first-approval': t.firstStrip,
  rejected: t.rejectedStrip,
});

const completeness = ({ review: { revision } }: ShownReview, words: PortalWords): string =>
  revision.complete ? words.review.complete : words.review.incomplete(revision.missing.length);

function compared({ review: { since } }: ShownReview, words: PortalWords): string {
  if (!since) return words.review.nothingBefore;
  return words.review.comparedWith(words.review.revisionOf(monthText(since.month, words.language), since.revision));
}
