import type { AskedVerdict } from '../../domain/decision.ts';
import type { Language } from '../../domain/languages.ts';
import { hasRole, type Person } from '../../domain/person.ts';
import type { Review } from '../../domain/review.ts';
import { isSameName, isSamePerson } from '../../steps/review-edition/approval-progress.ts';
import { mustOpenPages } from '../../steps/review-edition/opened-pages.ts';
import { languageName } from '../../words/language-name.ts';
import type { AfterApproval } from '../after-approval.ts';
import { dateText, timeText, zoneText } from '../formatted-dates.ts';
import type { ShownReview } from '../review.ts';
import { cannotBeApproved } from '../review-issues.ts';
import type { PortalWords } from '../words/portal-words.ts';
import type { Frame } from './layout.tsx';
import { Detail } from './notice.tsx';
import { FieldError } from './person-fields.tsx';

/** The content of the form, and why it was not accepted. */
export interface FormState {
  readonly verdict: AskedVerdict | null;
  readonly reason: string;
  /** `detail`: the message of a failure, in English; null if the text says everything. */
  readonly notice: { readonly title: string; readonly text: string; readonly detail: string | null } | null;
  /** The id of the field that the notice is about; null if it is about none. */
  readonly field: 'approved' | 'rejected' | 'reason' | null;
}

export const EMPTY_FORM: FormState = { verdict: null, reason: '', notice: null, field: null };

export interface DecisionFormProps {
  readonly frame: Frame;
  readonly person: Person;
  readonly shown: ShownReview;
  readonly after: AfterApproval;
  readonly form: FormState;
  /** The languages in which the person has not opened the pages: as recorded, or in this browser. */
  readonly unopened: readonly Language[];
}

/**
 * A form to approve or reject, with no option preselected. It names the review that was shown; it cannot decide on
 * another one.
 */
export const DecisionForm = ({ frame, person, shown, after, form, unopened }: DecisionFormProps) => {
  const t = frame.words.review;
  const { review, etag } = shown;
  const { revision } = review.revision;
  const mustOpen = unopened.length > 0 && mustOpenPages(shown.sheet);
  const hindrance = approvalHindrance(review, person, t) ?? (mustOpen ? t.openFirst : null);
  const isForbidden = cannotBeApproved(review) || hindrance !== null;
  const needsReason = review.warnings.length > 0;
  return (
    <form class="decide" method="post" action={frame.path.replace(/\?.*$/u, '')} data-keep>
      <h2>{t.decisionTitle(revision)}</h2>
      <input type="hidden" name="match" value={etag} />
      <input type="hidden" name="revision" value={String(revision)} />
      {unopened.map((language) => (
        <p class="notice calm">
          <a href={`?pages=${language}`}>{t.unopened(languageName(language, frame.words.language))}</a>
        </p>
      ))}
      <div class="cols">
        <fieldset class="c5">
          <legend class="sr">{t.verdict}</legend>
          <Choice
            value="approved"
            text={t.approve}
            help={hindrance ?? (isForbidden ? t.cannotApprove : approveHelp(review, after, frame.words))}
            isChosen={form.verdict === 'approved' && !isForbidden}
            isDisabled={isForbidden}
          />
          <Choice
            value="rejected"
            text={t.reject}
            help={t.rejectHelp}
            isChosen={form.verdict === 'rejected'}
            isDisabled={false}
          />
          <RecipientsLink words={frame.words} person={person} sheet={shown.sheet.id} />
        </fieldset>
        <Reason
          words={frame.words}
          person={person}
          form={form}
          when={needsReason ? t.reasonRequired : t.reasonForRejecting}
        />
      </div>
    </form>
  );
};

/** Why the form was not accepted, with a link to the field that it is about; nothing if it was not refused. */
export const DecisionNotice = ({ words, form }: { readonly words: PortalWords; readonly form: FormState }) =>
  form.notice !== null && (
    <div class="panel wrong" role="alert" tabindex={-1} data-notice>
      <h2>{form.notice.title}</h2>
      <p>{form.field === null ? form.notice.text : <a href={`#${form.field}`}>{form.notice.text}</a>}</p>
      {form.notice.detail !== null && <Detail words={words} text={form.notice.detail} />}
    </div>
  );

interface ReasonProps {
  readonly words: PortalWords;
  readonly person: Person;
  readonly form: FormState;
  /** When the reason is needed. */
  readonly when: string;
  /** Every decision that the form can make needs it. */
  readonly isRequired?: boolean;
}

/** The reason of a decision, when it is needed, and the button that records the decision. */
export const Reason = ({ words: { review: t }, person, form, when, isRequired = false }: ReasonProps) => (
  <div class="c7">
    <label for="reason">{t.reason}</label>
    <p class="hint" id="reason-hint">
      {when} {t.reasonStored}
    </p>
    <FieldError field="reason" text={form.field === 'reason' ? t.missingReason : undefined} />
    <textarea
      id="reason"
      name="reason"
      maxlength={4000}
      required={isRequired}
      aria-describedby={form.field === 'reason' ? 'reason-hint reason-error' : 'reason-hint'}
      aria-invalid={form.field === 'reason' ? 'true' : undefined}
    >
      {form.reason}
    </textarea>
    <div class="acts">
      <button type="submit">{t.record}</button>
      <p>
        {t.decidingAs(person.name)} {t.final}
      </p>
    </div>
  </div>
);

/** Returns why this person may not approve the revision, although others may; null if they may. */
function approvalHindrance({ approval }: Review, { name, subject }: Person, t: PortalWords['review']): string | null {
  const { first, uploaders } = approval;
  if (first && isSamePerson(first, { by: name, caller: subject ?? null })) return t.yourFirst;
  return uploaders.some((uploader) => isSameName(uploader, name)) ? t.yourUpload : null;
}

function approveHelp({ approval }: Review, after: AfterApproval, words: PortalWords): string {
  const t = words.review;
  const { people, first } = approval;
  if (people === 1) return sendingText(after, words);
  if (!first) return t.twoMustApprove;
  return `${t.approvedFirst(first.by)} ${t.secondApproval} ${sendingText(after, words)}`;
}

/** To how many people, and when, an approved revision is sent. */
function sendingText(after: AfterApproval, { language, review: { sending } }: PortalWords): string {
  if (after.when === 'held') return sending.held;
  const { when, people } = after;
  if (when !== 'scheduled') return sending[when](people);
  const { at, zone } = after.next;
  return sending.scheduled(
    people,
    `${dateText(at, language, zone)}, ${timeText(at, zone)} (${zoneText(zone, language)})`,
  );
}

interface RecipientsLinkProps {
  readonly words: PortalWords;
  readonly person: Person;
  readonly sheet: string;
}

/** Leads to those who get the sheet; only senders see their names. */
const RecipientsLink = ({ words, person, sheet }: RecipientsLinkProps) => {
  const isSender = hasRole(person, 'sender');
  return (
    <p class="more">
      <a href={isSender ? `/stakeholders?sheet=${sheet}&state=active` : `/distribution/${sheet}`}>
        {isSender ? words.review.recipients : words.tiles.distribution}
      </a>
    </p>
  );
};

interface ChoiceProps {
  readonly value: AskedVerdict;
  readonly text: string;
  readonly help: string;
  readonly isChosen: boolean;
  readonly isDisabled: boolean;
}

/** One of the two verdicts, with what it means. */
export const Choice = ({ value, text, help, isChosen, isDisabled }: ChoiceProps) => (
  <div class="radio">
    <input
      type="radio"
      name="verdict"
      id={value}
      value={value}
      checked={isChosen}
      disabled={isDisabled}
      aria-describedby={`${value}-help`}
    />
    <div>
      <label for={value}>{text}</label>
      <small id={`${value}-help`}>{help}</small>
    </div>
  </div>
);
