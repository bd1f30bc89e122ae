import type { Decision } from '../../domain/decision.ts';
import type { Person } from '../../domain/person.ts';
import type { ShownReview } from '../review.ts';
import { cannotBeApproved } from '../review-issues.ts';
import type { Frame } from './layout.tsx';

/** The content of the form, and why it was not accepted. */
export interface FormState {
  readonly verdict: Decision['verdict'] | null;
  readonly reason: string;
  /** `isEnglish`: the text comes from a failure. */
  readonly notice: { readonly title: string; readonly text: string; readonly isEnglish: boolean } | null;
}

export const EMPTY_FORM: FormState = { verdict: null, reason: '', notice: null };

export interface DecisionFormProps {
  readonly frame: Frame;
  readonly person: Person;
  readonly shown: ShownReview;
  /** When the revision would be sent; null if nothing is scheduled. */
  readonly next: string | null;
  readonly form: FormState;
}

/**
 * A form to approve or reject, with no option preselected. It names the review that was shown; it cannot decide on
 * another one.
 */
export const DecisionForm = ({ frame, person, shown, next, form }: DecisionFormProps) => {
  const t = frame.words.review;
  const { review, etag } = shown;
  const { revision } = review.revision;
  const isForbidden = cannotBeApproved(review);
  const needsReason = review.warnings.length > 0;
  return (
    <form class="decide" method="post" action={frame.path.replace(/\?.*$/u, '')} data-keep>
      <h2>{t.decisionTitle(revision)}</h2>
      <input type="hidden" name="match" value={etag} />
      <input type="hidden" name="revision" value={String(revision)} />
      <div class="cols">
        <fieldset class="c5">
          <legend class="sr">{t.verdict}</legend>
          <Choice
            value="approved"
            text={t.approve}
            help={isForbidden ? t.cannotApprove : t.approveHelp(next)}
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
        </fieldset>
        <div class="c7">
          <label for="reason">{t.reason}</label>
          <p class="hint" id="reason-hint">
            {needsReason ? t.reasonRequired : t.reasonForRejecting} {t.reasonStored}
          </p>
          <textarea id="reason" name="reason" maxlength={4000} aria-describedby="reason-hint">
            {form.reason}
          </textarea>
          <div class="acts">
            <button type="submit">{t.record}</button>
            <p>
              {t.decidingAs(person.name)} {t.final}
            </p>
          </div>
        </div>
      </div>
    </form>
  );
};

interface ChoiceProps {
  readonly value: Decision['verdict'];
  readonly text: string;
  readonly help: string;
  readonly isChosen: boolean;
  readonly isDisabled: boolean;
}

const Choice = ({ value, text, help, isChosen, isDisabled }: ChoiceProps) => (
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
